import { readdir, readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { Stage } from "./stage.ts";

/** Gzipped bytes that a part of the extension may have. The hook goes into every page, the panel opens in DevTools. */
export const bundleLimits = [
  { part: "hook", bytesIn: hookBytes, limit: 4 * 1024 },
  { part: "panel", bytesIn: panelBytes, limit: 100 * 1024 },
] as const;

/** Fails where a bundle has outgrown its limit, in either browser's build. */
export const bundleSizeStage: Stage = {
  name: "bundle sizes",
  async run() {
    let failed = 0;
    for (const build of ["dist/chromium", "dist/firefox"]) {
      for (const { part, bytesIn, limit } of bundleLimits) {
        const bytes = await bytesIn(build);
        const verdict = bytes <= limit ? "ok" : `over its limit of ${limit}`;
        console.log(`${build} ${part}: ${bytes} bytes gzipped, ${verdict}`);
        if (bytes > limit) failed += 1;
      }
    }
    return { passed: 2 * bundleLimits.length - failed, failed, skipped: 0 };
  },
};

async function hookBytes(build: string): Promise<number> {
  return gzippedBytes([`${build}/src/page/hook.iife.js`]);
}

/** All that panel.html loads: its scripts and styles, and what those import. */
async function panelBytes(build: string): Promise<number> {
  const found = new Set<string>();
  const queue = [`${build}/panel/panel.html`];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    const text = await readFile(file, "utf8");
    for (const name of await readdir(`${build}/assets`)) {
      if (text.includes(name)) queue.push(`${build}/assets/${name}`);
    }
  }
  return gzippedBytes([...found]);
}

async function gzippedBytes(files: readonly string[]): Promise<number> {
  const contents = await Promise.all(files.map((file) => readFile(file)));
  return contents.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0);
}
