import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { filesInFolder } from "./files-in-folder.ts";
import { runNpm } from "./run-npm.ts";
import { modeOf } from "./zip-archive.ts";

/**
 * `npm pack` of the built package into a folder. npm fixes times and order itself but keeps files' modes, and with them the
 * umask of whoever built: so it packs a copy whose modes follow from the contents.
 */
export async function packNpmTarball(target: string): Promise<void> {
  const { files }: { files: string[] } = JSON.parse(readFileSync("package.json", "utf8"));
  const copy = mkdtempSync(join(tmpdir(), "privicore-tarball-"));
  try {
    // Those after a "!" are npm's to leave out.
    const packed = files.filter((path) => !path.startsWith("!"));
    for (const path of ["package.json", ...packed]) cpSync(path, join(copy, path), { recursive: true });
    for (const { path, bytes } of filesInFolder(copy)) chmodSync(join(copy, path), modeOf(bytes));
    await runNpm(copy, "pack", "--pack-destination", resolve(target), "--silent", "--ignore-scripts");
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
