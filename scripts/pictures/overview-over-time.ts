/**
 * Takes the pictures of the overview at 50, 5,000 and 1,000,000 frames, light and dark, and as of a moment, those that the docs
 * show into docs/images/, the others into out/pictures/: `npx tsx scripts/pictures/overview-over-time.ts`, with parts of names for some.
 */
import type { Page } from "playwright";
import { PanelOnPage } from "../../test/panel/panel-on-page.ts";
import { pictureFile } from "./picture-file.ts";

const asked = process.argv.slice(2);
const sizes = { small: { width: 500, height: 300 }, wide: { width: 1280, height: 560 } } as const;
const none = async () => {};
/** A click in the lanes, at a share of their width. */
const pick = (share: number) => async (page: Page) => {
  const axis = page.getByRole("slider", { name: "Time axis" });
  const box = await axis.boundingBox();
  if (box === null) throw new Error("Expected a time axis, got none");
  await axis.click({ position: { x: box.width * share, y: box.height - 8 } });
  await page.getByRole("button", { name: "Back to live" }).waitFor();
  await page.mouse.move(5, 5);
};

const pictures = (["light", "dark"] as const).flatMap((theme) => [
  { name: `overview-50-${theme}`, query: "day=50", size: sizes.wide, theme, act: none },
  { name: `overview-5000-${theme}`, query: "day=5000", size: sizes.wide, theme, act: none },
  { name: `overview-1000000-${theme}`, query: "day=1000000", size: sizes.wide, theme, act: none },
  { name: `overview-moment-${theme}`, query: "script=session", size: sizes.wide, theme, act: pick(0.28) },
  { name: `overview-small-${theme}`, query: "script=problems", size: sizes.small, theme, act: none },
]);

await PanelOnPage.build();
const site = await PanelOnPage.start();
try {
  for (const { name, query, size, theme, act } of pictures) {
    if (asked.length > 0 && !asked.some((part) => name.includes(part))) continue;
    const page = await site.open(query, { ...size, dark: theme === "dark" });
    await settled(page);
    await act(page);
    const path = pictureFile(name);
    await page.screenshot({ path });
    console.log(`Wrote ${path}.`);
    await page.close();
  }
} finally {
  await site.stop();
}

/** Waits until nothing has come in for a second. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const seen = window as { settledText?: string; settledAt?: number };
      const text = document.querySelector(".status-bar")?.textContent ?? "";
      if (seen.settledText !== text)
        Object.assign(window, { settledText: text, settledAt: performance.now() });
      return (
        !/\b0 frames/.test(text) && performance.now() - (seen.settledAt ?? Number.POSITIVE_INFINITY) > 1000
      );
    },
    null,
    { timeout: 240_000, polling: 100 },
  );
}
