/**
 * Writes the demo capture that the panel offers at its first run: `npx tsx scripts/generate-demo-capture.ts`. It is recorded from
 * the stand-in in a time of its own, so every run makes the same bytes; a unit test holds the file to them.
 */
import { writeFile } from "node:fs/promises";
import { demoCapture, demoCapturePath } from "./demo-capture/demo-capture.ts";

const text = await demoCapture();
await writeFile(demoCapturePath, text);
console.log(`${demoCapturePath}: ${text.split("\n").length - 2} events, ${text.length} characters.`);
