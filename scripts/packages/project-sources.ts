import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesInFolder } from "./files-in-folder.ts";
import type { ArchiveFile } from "./zip-archive.ts";

/**
 * The project's sources as they stand in a folder: in a git checkout what git does not ignore, in an unpacked source archive
 * every file that `.gitignore` does not name. Both give the same files, so that an archive made from an archive is the same.
 */
export function projectSources(root: string): ArchiveFile[] {
  if (!existsSync(join(root, ".git"))) return filesInFolder(root, ignored(root));
  return git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    .split("\0")
    .filter((path) => path !== "" && existsSync(join(root, path)))
    .map((path) => ({ path, bytes: readFileSync(join(root, path)) }));
}

/** Paths that differ from the last commit, or are in none; none outside a git checkout. */
export function uncommitted(root: string): string[] {
  if (!existsSync(join(root, ".git"))) return [];
  return git(root, "status", "--porcelain")
    .split("\n")
    .flatMap((line) => line.slice(3) || []);
}

function git(root: string, ...args: string[]): string {
  return execFileSync("git", ["-C", root, ...args], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
}

/** Of `.gitignore` it understands what ours holds: `name/` and `*.ending`. Throws on any other pattern. */
function ignored(root: string): (name: string, isFolder: boolean) => boolean {
  const folders = new Set<string>();
  const endings: string[] = [];
  for (const line of readFileSync(join(root, ".gitignore"), "utf8").split("\n").filter(Boolean)) {
    const [, folder, ending] = /^(?:([^*/]+)\/|\*(\.[^*/]+))$/.exec(line) ?? [];
    if (folder !== undefined) folders.add(folder);
    else if (ending !== undefined) endings.push(ending);
    else throw new Error(`Expected .gitignore to hold "name/" and "*.ending" only, got ${line}`);
  }
  return (name, isFolder) => (isFolder ? folders.has(name) : endings.some((ending) => name.endsWith(ending)));
}
