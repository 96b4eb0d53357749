/**
 * `npm run package`: builds, and leaves in out/packages what each place of distribution takes: the zips of both extensions, the
 * source archive, the npm tarball, and their SHA-256. Two runs on the same sources give the same bytes.
 * `-- --built` packs the builds that lie in dist/.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesInFolder } from "./packages/files-in-folder.ts";
import { packNpmTarball } from "./packages/npm-tarball.ts";
import { checksumFile, packageFiles, packagesFolder, sourceFolder } from "./packages/package-files.ts";
import { projectSources, uncommitted } from "./packages/project-sources.ts";
import { zipArchive } from "./packages/zip-archive.ts";
import { runTool } from "./stages/tool.ts";

if (!process.argv.includes("--built")) {
  const exitCode = await runTool("tsx", ["scripts/build.ts"]);
  if (exitCode !== 0) process.exit(exitCode);
}

rmSync(packagesFolder, { recursive: true, force: true });
mkdirSync(packagesFolder, { recursive: true });
const write = (name: string, bytes: Uint8Array) => writeFileSync(join(packagesFolder, name), bytes);

write(packageFiles.chromium, zipArchive(filesInFolder("dist/chromium")));
write(packageFiles.firefox, zipArchive(filesInFolder("dist/firefox")));
const sources = projectSources(".").map(({ path, bytes }) => ({ path: `${sourceFolder}/${path}`, bytes }));
write(packageFiles.source, zipArchive(sources));
await packNpmTarball(packagesFolder);

const sums = Object.values(packageFiles).map((name) => {
  const bytes = readFileSync(join(packagesFolder, name));
  return `${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`;
});
writeFileSync(join(packagesFolder, checksumFile), sums.join(""));
console.log(`${packagesFolder}:\n${sums.join("")}`);

const changed = uncommitted(".");
if (changed.length > 0)
  console.log(
    `Not for a release: the source archive holds what is in no commit yet (${changed.join(", ")}).`,
  );
