import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const pages = [".", "docs"].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => readFileSync(join(folder, name), "utf8")),
);

/** Where a picture goes: to docs/images where a page of the docs shows it, otherwise to out/pictures, to be looked at. */
export function pictureFile(name: string): string {
  const shown = pages.some((page) => page.includes(`images/${name}.png`));
  const path = `${shown ? "docs/images" : "out/pictures"}/${name}.png`;
  mkdirSync(dirname(path), { recursive: true });
  return path;
}
