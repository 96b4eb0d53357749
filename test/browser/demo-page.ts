import { existsSync } from "node:fs";
import { expect } from "vitest";
import { type Simulator, startSimulator } from "../../demo/simulator/simulator.ts";
import type { InspectedTab } from "./drivers/inspector-browser.ts";
import { waitUntil } from "./drivers/wait-until.ts";
import { patience } from "./panel-page.ts";

const builtPage = "dist/node/demo";
/** A server that is quick: what it lets the page wait for by default is there for people to watch. Slow is what is called so, still. */
const brisk = { answer: 6, pending: 15, outcome: 45, step: 20, slow: 2_100 };

/** Starts the stand-in with the demo page. */
export async function startDemo(): Promise<Simulator> {
  expect(existsSync(builtPage), "the demo page to be built: npm run build").toBe(true);
  return startSimulator({ page: builtPage, pace: brisk });
}

/** When the page began, as the panel writes times: what the panel shows of earlier is of the page before. */
export const pageBegan = (tab: InspectedTab): Promise<string> =>
  tab.evaluate(() => {
    const began = new Date(performance.timeOrigin);
    return `${began.toTimeString().slice(0, 8)}.${String(began.getMilliseconds()).padStart(3, "0")}`;
  });

/** Opens the demo page and lets it play a scenario to its end. Gives when the page began. */
export async function playDemo(
  tab: InspectedTab,
  url: string,
  scenario: "correct" | "tour",
): Promise<string> {
  await tab.open(`${url}?play=${scenario}`);
  const state = await waitUntil(
    `the demo page's ${scenario} to end`,
    () =>
      tab.evaluate(() => {
        const state = document.documentElement.dataset["demo"] ?? null;
        return state === "done" || state === "failed" ? state : null;
      }),
    60_000,
  );
  expect(state).toBe("done");
  return pageBegan(tab);
}

/** Presses a button of the demo page. */
export const press = (tab: InspectedTab, title: string) =>
  tab.evaluate((wanted) => {
    const button = [...document.querySelectorAll("button")].find(({ textContent }) => textContent === wanted);
    if (button === undefined) throw new Error(`no button ${wanted}`);
    // So that what is told from here on can be known: each line of the log keeps its element.
    for (const line of document.querySelectorAll<HTMLElement>("[role=log] li")) line.dataset["old"] = "";
    button.click();
  }, title);

/** Presses a button of the demo page and waits until a line that its log has had since holds this text. */
export async function pressAndSee(tab: InspectedTab, title: string, text: string): Promise<void> {
  await press(tab, title);
  const lines = () =>
    tab.evaluate(() =>
      [...document.querySelectorAll("[role=log] li:not([data-old])")].map(
        ({ textContent }) => textContent ?? "",
      ),
    );
  await expect.poll(async () => (await lines()).join("\n"), patience).toContain(text);
}
