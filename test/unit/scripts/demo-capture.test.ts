import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { demoCapture, demoCapturePath } from "../../../scripts/demo-capture/demo-capture.ts";

it("makes the demo capture that is shipped, byte for byte: npx tsx scripts/generate-demo-capture.ts", async () => {
  expect(await demoCapture()).toBe(await readFile(demoCapturePath, "utf8"));
});
