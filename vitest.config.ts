import preact from "@preact/preset-vite";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/setup/longest-first.ts";

/**
 * In CI a spec in a real browser may lose a race to a busy machine and win it the next time: it gets two more tries there, and
 * vitest's report names what needed them. At one's desk it gets none.
 */
const retry = process.env["CI"] === undefined ? 0 : 2;

/**
 * `unit` is fast and needs nothing but Node. `browser` drives the built extension in the real browsers, and `alone` those of
 * its specs that bear no neighbour: they build anew where the others look (`*.alone.spec.ts`).
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    coverage: {
      provider: "v8",
      // The companion runs in the specs, in another process: its lines cannot be seen from here.
      include: ["src/core/**/*.ts", "src/protocol/**/*.ts", "src/io/**/*.ts"],
      exclude: ["src/io/playwright/**"],
      reporter: ["text", "html"],
      reportsDirectory: "out/coverage",
    },
    projects: [
      {
        plugins: [preact({ devToolsEnabled: false, prefreshEnabled: false })],
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.{ts,tsx}", "test/house/**/*.test.ts"],
          setupFiles: ["test/setup/property-seed.ts", "test/setup/messages.ts"],
          testTimeout: 20_000,
          // Most of a file's time was the start of its process and the loading of zod and the engine, once for each file: a test
          // that changes what all share (clock, environment, globals) puts it back.
          isolate: false,
          // Vitest would leave one processor to itself, which hardly needs it: of two, half of all.
          maxWorkers: "100%",
        },
      },
      {
        // Growth is measured, in the time of the processor that a process has had: each file has a process to itself.
        test: {
          name: "guards",
          include: ["test/guards/**/*.test.ts"],
          pool: "forks",
          maxWorkers: "100%",
          testTimeout: 60_000,
        },
      },
      {
        // Two files at once: much of a spec's time is spent waiting for a browser.
        test: {
          name: "browser",
          include: ["test/**/*.spec.ts"],
          exclude: ["test/**/*.alone.spec.ts"],
          // As above. A browser is a process of its own, and no spec leaves one to the next.
          isolate: false,
          globalSetup: [
            "test/setup/browsers.ts",
            "test/setup/firefox-profile.ts",
            "test/setup/panel-page.ts",
          ],
          maxWorkers: 2,
          retry,
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "alone",
          include: ["test/**/*.alone.spec.ts"],
          globalSetup: ["test/setup/browsers.ts"],
          fileParallelism: false,
          retry,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
