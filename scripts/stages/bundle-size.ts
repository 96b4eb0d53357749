import { readdir, readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { Stage } from "./stage.ts";

/**
 * Gzipped bytes that a part of the extension may have. The hook goes into every page. The panel opens with what its page loads;
 * the rest of it – the detail, the views that are not in front, reading and writing files – is fetched once it stands.
 */
export const bundleLimits = [
  { part: "hook", bytesIn: hookBytes, limit: 4 * 1024 },
  { part: "panel, to open", bytesIn: (build: string) => panelBytes(build, "at once"), limit: 100_000 },
  // With the worker for large payloads, which has to carry what it shares with the panel.
  { part: "panel, all of it", bytesIn: (build: string) => panelBytes(build, "ever"), limit: 170_000 },
  { part: "demo capture", bytesIn: demoBytes, limit: 4 * 1024 },
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

/** What panel.html loads: its scripts and styles and what those import, `ever` or `at once`, without what is fetched later. */
async function panelBytes(build: string, when: "at once" | "ever"): Promise<number> {
  const found = new Set<string>();
  const queue = [`${build}/panel/panel.html`];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    const text = await readFile(file, "utf8");
    const loaded = when === "ever" ? text : text.replaceAll(fetchedLater, "");
    for (const name of await readdir(`${build}/assets`)) {
      // A file to look at, not a part of the panel; it has a limit of its own.
      if (demoCapture.test(name)) continue;
      if (loaded.includes(name)) queue.push(`${build}/assets/${name}`);
    }
  }
  return gzippedBytes([...found]);
}

const demoCapture = /^demo-capture-/;

async function demoBytes(build: string): Promise<number> {
  const names = (await readdir(`${build}/assets`)).filter((name) => demoCapture.test(name));
  return gzippedBytes(names.map((name) => `${build}/assets/${name}`));
}

const fetchedLater = /\bimport\((?:"[^"]*"|`[^`]*`)\)/g;

async function gzippedBytes(files: readonly string[]): Promise<number> {
  const contents = await Promise.all(files.map((file) => readFile(file)));
  return contents.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0);
}
