/**
 * `npx tsx scripts/draw-icons.ts`: the extension's icons as PNG from their SVG, drawn by an installed Chromium. To be run
 * after the SVG has changed; its output is committed, because a build must not need a browser.
 */
import { readFile, writeFile } from "node:fs/promises";
import { chromium } from "playwright";
import { findOrInstallBrowser } from "./browsers/find-browser.ts";

const folder = "panel/icons";
/** The smallest has a drawing of its own: the other's lines would blur. */
const drawings = [
  { size: 16, from: "icon-16.svg" },
  { size: 32, from: "icon.svg" },
  { size: 48, from: "icon.svg" },
  { size: 128, from: "icon.svg" },
];

const executablePath = findOrInstallBrowser("chromium");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  for (const { size, from } of drawings) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const svg = await readFile(`${folder}/${from}`, "utf8");
    await page.setContent(
      `<style>body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
    );
    await writeFile(`${folder}/icon-${size}.png`, await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
