import { bundleLimits } from "../../scripts/stages/bundle-size.ts";
import type { Benchmark } from "../framework/benchmark.ts";
import { spreadOf } from "../framework/spread.ts";

/** What a page and DevTools have to load. */
export const bundleSize: Benchmark = {
  name: "bundle-size",
  title: "Bundle sizes",
  question: "How much does the extension make a page and DevTools load?",
  method:
    "Gzipped (level 9) bytes of the release build for Chromium: the hook, which goes into every page, and everything that the panel's document loads. `npm test` holds both browsers' builds to the same limits.",
  needs: "build",
  charts: [],
  async run() {
    return Promise.all(
      bundleLimits.map(async ({ part, bytesIn, limit }) => ({
        name: `${part}, gzipped`,
        size: null,
        unit: "bytes" as const,
        spread: spreadOf([await bytesIn("dist/chromium")]),
        goal: { atMost: limit },
      })),
    );
  },
};
