/**
 * `npm run screenshots`: pictures of the real panel in both browsers' DevTools, those that the docs show into docs/images/, the others
 * into out/pictures/. Needs a build. `-- NAME…` makes only the pictures whose name holds one of these.
 */
import { writeFile } from "node:fs/promises";
import { type Simulator, startSimulator } from "../demo/simulator/simulator.ts";
import { captureHeader, eventLine, headerLine } from "../src/io/capture-file/write-capture-file.ts";
import type {
  BrowserName,
  InspectorBrowser,
  Size,
  Theme,
} from "../test/browser/drivers/inspector-browser.ts";
import { launchInspector } from "../test/browser/drivers/launch.ts";
import { waitUntil } from "../test/browser/drivers/wait-until.ts";
import { PanelPage } from "../test/browser/panel-page.ts";
import { dayOfFrames } from "../test/panel/over-time/day-of-frames.ts";
import { PanelInTime } from "../test/panel/over-time/panel-in-time.ts";
import { pictureFile } from "./pictures/picture-file.ts";

interface Picture {
  readonly name: string;
  readonly browser: BrowserName;
  readonly theme: Theme;
  readonly size: Size;
  /** What to do in the panel before the picture is taken. */
  readonly prepare: (page: PanelPage) => Promise<void>;
  /** What the page plays; nothing where absent. */
  readonly scenario?: "correct" | "tour";
}

const small = { width: 500, height: 300 };
const wide = { width: 1400, height: 400 };
const tall = { width: 640, height: 860 };
/** With the bar of DevTools' own tabs above the panel, a picture of it has the 1280 × 800 that the stores take. */
const store = { chromium: { width: 1280, height: 773 }, firefox: { width: 1280, height: 770 } };
const stay = async () => {};
const tab = (name: string) => (page: PanelPage) => page.click({ role: "tab", name });
const problem = async (page: PanelPage) => {
  await tab("Problems")(page);
  await page.selectRow("Problems", "profile.not_an_owner");
};
/** A working day of many connections, from a file. */
const busy = async (page: PanelPage) => {
  const header = headerLine(captureHeader({ createdAt: "2026-11-20T17:00:00.000Z", redacted: false }));
  const day = [...dayOfFrames(20_000, Date.UTC(2026, 10, 20, 17))].flat();
  await new PanelInTime(page.panel).chooseFile("working-day.jsonl", header + day.map(eventLine).join(""));
  await page.expectRows("Frames", (rows) => {
    if (rows.length < 5) throw new Error("Expected the day's rows, got too few");
  });
};
const join = (page: PanelPage) => page.selectRow("Frames", "answer", "joinChannel", "ok");

const pictures: readonly Picture[] = (["light", "dark"] as const).flatMap((theme) =>
  (["chromium", "firefox"] as const).flatMap((browser): Picture[] => {
    const of = (name: string, size: Size, prepare: Picture["prepare"], scenario?: "correct" | "tour") => ({
      name: `${browser}-${name}-${theme}`,
      browser,
      theme,
      size,
      prepare,
      ...(scenario === undefined ? {} : { scenario }),
    });
    const inBoth = [
      of("frames", store[browser], join, "tour"),
      of("problems", store[browser], problem, "tour"),
      of("small", small, stay, "tour"),
      of("tall", tall, join, "tour"),
    ];
    // In the dark, Firefox draws what Chromium does.
    if (theme === "dark" && browser === "firefox") return inBoth;
    return [
      ...inBoth,
      of("empty", small, stay),
      of("busy", wide, busy),
      of("exchanges", wide, tab("Exchanges"), "tour"),
      of("channels", wide, tab("Channels"), "tour"),
      of("commands", wide, tab("Commands"), "tour"),
    ];
  }),
);

async function take(picture: Picture, browser: InspectorBrowser, simulator: Simulator): Promise<void> {
  const inspected = await browser.newTab();
  try {
    await inspected.open(simulator.url);
    const panel = await inspected.openPanel();
    await panel.resize(picture.size);
    if (picture.scenario !== undefined) {
      await inspected.open(`${simulator.url}?play=${picture.scenario}`);
      await waitUntil(
        "the demo to end",
        () => inspected.evaluate(() => document.documentElement.dataset["demo"] === "done"),
        60_000,
      );
    }
    const page = new PanelPage(panel);
    await picture.prepare(page);
    await panel.evaluate(settled);
    const path = pictureFile(picture.name);
    await writeFile(path, await panel.screenshot());
    console.log(path);
  } finally {
    await inspected.closeDevtools();
    await inspected.close();
  }
}

/** Runs in the panel: resolves once nothing has changed in it for a while. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    const quiet = 400;
    const finish = () => {
      observer.disconnect();
      resolve();
    };
    let timer = setTimeout(finish, quiet);
    const observer = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(finish, quiet);
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
}

const asked = process.argv.slice(2);
const wanted = pictures.filter(({ name }) => asked.length === 0 || asked.some((part) => name.includes(part)));
if (wanted.length === 0) {
  console.error(
    `Expected parts of pictures' names (${pictures.map(({ name }) => name).join(", ")}), got ${asked.join(", ")}`,
  );
  process.exit(2);
}
const simulator = await startSimulator({ page: "dist/node/demo" });
try {
  for (const theme of ["light", "dark"] as const)
    for (const name of ["chromium", "firefox"] as const) {
      const mine = wanted.filter((picture) => picture.browser === name && picture.theme === theme);
      if (mine.length === 0) continue;
      const browser = await launchInspector(name, { theme });
      try {
        for (const picture of mine) await take(picture, browser, simulator);
      } finally {
        await browser.close();
      }
    }
} finally {
  await simulator.close();
}
