import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The licence texts of the packages whose code a build bundles, as one text. */
export function bundledLicences(packages: readonly string[]): string {
  const parts = packages.map((name) => {
    const folder = join("node_modules", name);
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`Expected ${name} to have a licence file, found none`);
    return `${name}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  });
  return `The files in this folder include code of these packages.\n\n${parts.join(`\n${"-".repeat(72)}\n\n`)}`;
}
