import { expect } from "vitest";
import type { InspectedTab } from "./drivers/inspector-browser.ts";
import { patience } from "./panel-page.ts";

/** Opens the demo page and lets it play a scenario to its end. */
export async function playDemo(tab: InspectedTab, url: string, scenario: "correct" | "tour"): Promise<void> {
  await tab.open(`${url}?play=${scenario}`);
  await expect
    .poll(() => tab.evaluate(() => document.documentElement.dataset["demo"]), {
      timeout: 60_000,
      interval: 100,
    })
    .toBe("done");
}

/** Presses a button of the demo page. */
export const press = (tab: InspectedTab, title: string) =>
  tab.evaluate((wanted) => {
    const button = [...document.querySelectorAll("button")].find(({ textContent }) => textContent === wanted);
    if (button === undefined) throw new Error(`no button ${wanted}`);
    button.click();
  }, title);

/** Presses a button of the demo page and waits until its log's newest line holds this text. */
export async function pressAndSee(tab: InspectedTab, title: string, text: string): Promise<void> {
  await press(tab, title);
  await expect
    .poll(() => tab.evaluate(() => document.querySelector("[role=log] li")?.textContent ?? ""), patience)
    .toContain(text);
}
