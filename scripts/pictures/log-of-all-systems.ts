/**
 * Takes the picture of one log with a Privicore command's HTTP call, its messages, and channel operations of Amity, Sendbird
 * and Rocket.Chat by their real clients: `npx tsx scripts/pictures/log-of-all-systems.ts`, after `npm run build`.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { startSimulator } from "../../demo/simulator/simulator.ts";
import { launchInspector } from "../../test/browser/drivers/launch.ts";
import { waitUntil } from "../../test/browser/drivers/wait-until.ts";
import { PanelPage } from "../../test/browser/panel-page.ts";
import { commandStory } from "../../test/systems/command-story.ts";
import { serveClients } from "../../test/systems/serve-clients.ts";

const picture = "docs/images/log-of-all-systems.png";
const rowsAtLeast = 24;

const simulator = await startSimulator({ page: "dist/node/demo" });
const served = await serveClients();
const browser = await launchInspector("chromium");
try {
  await browser.tab.open(simulator.url);
  const panel = await browser.tab.openPanel();
  await panel.resize({ width: 1400, height: 720 });
  await browser.tab.evaluate(loadClients, `${served.page}clients.js`);
  await browser.tab.evaluate(commandStory);
  await browser.tab.evaluate(oneCallOfEach, served.standIns);
  await waitUntil(
    `${rowsAtLeast} rows`,
    async () => (await new PanelPage(panel).rows("Frames")).length >= rowsAtLeast,
  );
  await mkdir("docs/images", { recursive: true });
  await writeFile(picture, await panel.screenshot("panel"));
  console.log(`Wrote ${picture}.`);
} finally {
  await browser.close();
  await served.close();
  await simulator.close();
}

/** Runs in the page. */
function loadClients(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`Expected a script at ${url}`));
    document.head.append(script);
  });
}

/** Runs in the page: channel operations of each system, one of them refused. */
async function oneCallOfEach(origin: string): Promise<void> {
  const amity = await clients.amityClient(origin);
  await amity.join("team one");
  const sendbird = await clients.sendbirdClient(origin);
  await sendbird.leave("team one");
  const rocketchat = await clients.rocketchatClients(origin);
  rocketchat.logIn();
  await rocketchat.join("GENERAL");
  await rocketchat.joinOverDdp("GENERAL");
  await rocketchat.leave("last-owner");
}
