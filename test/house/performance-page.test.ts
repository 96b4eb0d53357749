import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { performanceFiles } from "../../bench/page/performance-page.ts";
import { suite } from "../../bench/suite.ts";

it("shows the bench results as they lie there: `npm run bench -- --docs` writes the page", async () => {
  const files = await performanceFiles(suite);
  expect(files.size).toBeGreaterThan(1);
  for (const [path, text] of files) expect(await readFile(path, "utf8"), path).toBe(text);
});
