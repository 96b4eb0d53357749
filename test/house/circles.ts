import { posix } from "node:path";
import type { Import } from "./imports-of.ts";

const folderOf = (file: string): string => posix.dirname(file);

/** Each circle of folders that import each other, directly or by way of others, as `a → b → a`; none where there is none. */
export function circlesOfFolders(imports: readonly Import[]): string[] {
  const arrows = new Map<string, Set<string>>();
  for (const { file, target } of imports) {
    const from = folderOf(file);
    const to = folderOf(target);
    if (from === to) continue;
    const known = arrows.get(from) ?? new Set<string>();
    arrows.set(from, known.add(to));
  }
  const circles: string[] = [];
  const done = new Set<string>();
  const follow = (folder: string, way: readonly string[]): void => {
    const before = way.indexOf(folder);
    if (before >= 0) circles.push([...way.slice(before), folder].join(" → "));
    if (before >= 0 || done.has(folder)) return;
    for (const next of arrows.get(folder) ?? []) follow(next, [...way, folder]);
    done.add(folder);
  };
  for (const folder of arrows.keys()) follow(folder, []);
  return circles;
}
