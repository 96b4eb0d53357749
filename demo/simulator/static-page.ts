import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import type { HttpAnswer } from "./http-call.ts";

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** A file of the built demo page; null where there is none of that name. */
export async function staticPage(folder: string, path: string): Promise<HttpAnswer | null> {
  const file = normalize(join(folder, path === "/" ? "index.html" : decodeURIComponent(path)));
  if (!file.startsWith(normalize(folder + sep))) return null;
  const type = contentTypes[extname(file)];
  if (type === undefined) return null;
  try {
    return { status: 200, headers: { "content-type": type }, body: await readFile(file) };
  } catch {
    // No such file: the caller answers 404.
    return null;
  }
}
