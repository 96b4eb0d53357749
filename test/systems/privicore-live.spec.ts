import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../demo/simulator/simulator.ts";
import type { InspectorBrowser } from "../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../browser/drivers/launch.ts";
import { PanelPage, type Row } from "../browser/panel-page.ts";

/*
 *  page      POST register   join   POST register    POST register   POST register   leave
 *  answer        202          200       202              202             401          200
 *  channel                              1 … 2            1 … 3
 *  finding   command-before-join                    command-failed  unauthorized-call
 */
async function commandStory(): Promise<void> {
  // The body is read each time: to Chromium a call has not finished before.
  const post = async (path: string, token: string | null, fields: Record<string, string> = {}) => {
    const response = await fetch(path, {
      method: "POST",
      headers: token === null ? {} : { "X-DPT-AUTHORIZATION": token },
      body: new URLSearchParams(fields),
    });
    return await response.json();
  };
  const signedIn = await post("/profile/authenticate", null, { username: "ada", password: "demo" });
  const token: string = signedIn.authorizationToken;
  await post("/storage/register", token);

  const socket = new WebSocket(`ws://${location.host}/socket`);
  const received: string[] = [];
  let look = () => {};
  socket.addEventListener("message", ({ data }) => {
    received.push(String(data));
    look();
  });
  /** Resolves once a message after the given number of them holds the text. */
  const message = (text: string, after = 0) =>
    new Promise<void>((resolve) => {
      look = () => {
        if (received.slice(after).some((data) => data.includes(text))) resolve();
      };
      look();
    });
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  socket.send(JSON.stringify({ action: "joinChannel", authorizationToken: token, correlationId: "join-1" }));
  await message("join-1");
  await message('"command_status":2');

  const second = received.length;
  await post("/storage/register", token);
  await message('"command_status":2', second);

  await fetch("/demo/faults", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ target: "command", fault: "fail" }),
  });
  await post("/storage/register", token);
  await message('"command_status":3');
  await post("/storage/register", "T-000000000000000000000000");
  socket.send(
    JSON.stringify({ action: "leaveChannel", authorizationToken: token, correlationId: "leave-1" }),
  );
  await message("leave-1");
  socket.close(1000);
}

describe.each(browsersUnderTest)("Privicore's HTTP calls in the panel of %s", (name) => {
  let simulator: Simulator;
  let browser: InspectorBrowser;

  beforeAll(async () => {
    simulator = await startSimulator({ page: "dist/node/demo" });
    browser = await launchInspector(name);
  });
  afterAll(async () => {
    await browser?.close();
    await simulator?.close();
  });

  it("stand among the frames that they lead to, and are judged with them", async () => {
    await browser.tab.open(simulator.url);
    const panel = await browser.tab.openPanel();
    await panel.resize({ width: 1400, height: 800 });
    const page = new PanelPage(panel);
    await browser.tab.evaluate(commandStory);

    await page.expectRows("Frames", (rows) => {
      const story = rows.map((row) => `${row["Type"]} ${row["Outcome"]}`.trim());
      expect(story.filter((row) => row.startsWith("POST"))).toEqual([
        "POST /profile/authenticate",
        "POST /storage/register success",
        "POST /storage/register success",
        "POST /storage/register failed",
        "POST /storage/register",
      ]);
      const joined = story.indexOf("joinChannel ok");
      const [early, good, bad] = places(rows, "POST /storage/register");
      expect(early).toBeLessThan(joined);
      expect(joined).toBeLessThan(good ?? -1);
      // Each call comes before the two status messages that bear its command's ID.
      for (const call of [early, good, bad]) {
        const id = rows[call ?? -1]?.["ID"];
        const messages = places(rows, "X-DPT-CAB-ID").filter((place) => rows[place]?.["ID"] === id);
        expect(messages).toHaveLength(2);
        expect(Math.min(...messages)).toBeGreaterThan(call ?? Number.POSITIVE_INFINITY);
      }
    });
    await page.click({ role: "tab", name: "Problems" });
    await page.expectRows("Problems", (rows) => {
      const told = rows.map((row) => Object.values(row).join(" "));
      expect(told).toEqual(
        expect.arrayContaining([
          expect.stringContaining("while no connection of this page was joined"),
          expect.stringContaining("profile.not_an_owner"),
          expect.stringMatching(/storage\/register.*401|401.*storage\/register/),
        ]),
      );
    });
  });
});

/** The places of the rows of a type. */
function places(rows: readonly Row[], type: string): readonly number[] {
  return rows.flatMap((row, index) => (row["Type"]?.startsWith(type) ? [index] : []));
}
