/**
 * Writes docs/rules from the rules: `tsx scripts/generate-rule-docs.ts`. With `--check` it writes nothing and fails where
 * a page is stale; the unit tests check the same.
 */
import { writeFile } from "node:fs/promises";
import { ruleDocs, rulesFolder, staleRuleDocs } from "./rule-docs/rule-docs.ts";

if (process.argv.includes("--check")) {
  const stale = await staleRuleDocs();
  for (const line of stale) console.error(line);
  if (stale.length > 0) {
    console.error("Run: npx tsx scripts/generate-rule-docs.ts");
    process.exitCode = 1;
  }
} else {
  const pages = await ruleDocs();
  for (const [path, text] of pages) await writeFile(path, text);
  console.log(`${pages.size} pages in ${rulesFolder}`);
}
