import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ArchiveFile } from "./zip-archive.ts";

/** Every file below a folder, by its path inside it; without what `leaveOut` says of a file's or folder's name. */
export function filesInFolder(
  folder: string,
  leaveOut: (name: string, isFolder: boolean) => boolean = () => false,
): ArchiveFile[] {
  const found: ArchiveFile[] = [];
  const visit = (below: string) => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      if (leaveOut(entry.name, entry.isDirectory())) continue;
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else found.push({ path, bytes: readFileSync(join(folder, path)) });
    }
  };
  visit("");
  return found;
}
