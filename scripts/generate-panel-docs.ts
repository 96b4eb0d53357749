/** Writes the pages about the panel's filter and keyboard from its own lists: `npx tsx scripts/generate-panel-docs.ts`. */
import { writeFile } from "node:fs/promises";
import "../test/setup/messages.ts";
import { panelDocs } from "./panel-docs/panel-docs.ts";

for (const [path, text] of panelDocs()) {
  await writeFile(path, text);
  console.log(path);
}
