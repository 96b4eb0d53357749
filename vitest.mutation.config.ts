import { defineConfig } from "vitest/config";

/** The tests of core and protocol, as `npm run mutation` runs them: once for each change that it makes to the code, in one worker. */
export default defineConfig({
  test: {
    include: ["test/unit/core/**/*.test.ts", "test/unit/protocol/**/*.test.ts"],
    setupFiles: ["test/setup/property-seed.ts"],
    // The property tests draw the same cases for every change.
    env: { CI: "true" },
    testTimeout: 20_000,
    isolate: false,
    fileParallelism: false,
    pool: "threads",
  },
});
