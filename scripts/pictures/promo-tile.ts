/**
 * `npx tsx scripts/pictures/promo-tile.ts`: the small promotional tile that the Chrome Web Store asks for, 440 × 280, from
 * the icon and the name, into docs/images/.
 */
import { readFile } from "node:fs/promises";
import { chromium } from "playwright";
import { findOrInstallBrowser } from "../browsers/find-browser.ts";

const icon = await readFile("panel/icons/icon.svg", "utf8");
const browser = await chromium.launch({
  executablePath: findOrInstallBrowser("chromium"),
  args: ["--no-sandbox"],
});
try {
  const page = await browser.newPage({ viewport: { width: 440, height: 280 } });
  await page.setContent(`<style>
      body { margin: 0; height: 280px; display: grid; place-content: center; justify-items: center; gap: 14px;
             background: #eaf2fa; color: #123a63; font-family: system-ui, sans-serif; }
      svg { width: 112px; height: 112px; }
      h1 { margin: 0; font-size: 32px; font-weight: 650; }
      p { margin: 0; font-size: 17px; color: #35526f; }
    </style>
    ${icon}<h1>Privicore Inspector</h1><p>WebSocket traffic, paired and judged</p>`);
  await page.screenshot({ path: "docs/images/promo-tile.png" });
} finally {
  await browser.close();
}
