import preact from "@preact/preset-vite";
import { defineConfig } from "vitest/config";

/**
 * `unit` is fast and needs nothing but Node. `browser` drives the built extension in the real browsers, one spec file after
 * the other: two of them at once would share two cores and a test of time-outs would measure its neighbour.
 */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [preact({ devToolsEnabled: false, prefreshEnabled: false })],
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.{ts,tsx}", "test/house/**/*.test.ts"],
          testTimeout: 20_000,
        },
      },
      {
        // Growth is measured: nothing may run beside it in the same process, and it takes its time.
        test: {
          name: "guards",
          include: ["test/guards/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          include: [
            "test/browser/**/*.spec.ts",
            "test/capture/**/*.spec.ts",
            "test/panel/**/*.spec.ts",
            "test/systems/**/*.spec.ts",
            "test/companion/**/*.spec.ts",
            "test/package/**/*.spec.ts",
          ],
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
