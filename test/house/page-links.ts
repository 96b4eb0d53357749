import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";

/** The targets of a page's links and images, code left out. */
export function linksIn(markdown: string): string[] {
  const prose = markdown.replace(/^```.*?^```/gms, "").replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target]) => target ?? []);
}

/** The anchors that a page's headings make, as GitHub makes them. */
export function anchorsIn(markdown: string): string[] {
  const headings = markdown.replace(/^```.*?^```/gms, "").matchAll(/^#+\s+(.*)$/gm);
  return [...headings].map(([, title]) =>
    (title ?? "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-"),
  );
}

/**
 * Null where a page's link leads somewhere below a folder, otherwise what is wrong with it. Addresses on the web are not
 * visited.
 */
export function brokenLink(root: string, page: string, target: string): string | null {
  if (/^(https?|mailto):/.test(target)) return null;
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : posix.join(posix.dirname(page), decodeURIComponent(path));
  const place = posix.join(root, file);
  if (!existsSync(place)) return `${page}: no file ${target}`;
  if (anchor === undefined || !file.endsWith(".md")) return null;
  return anchorsIn(readFileSync(place, "utf8")).includes(anchor) ? null : `${page}: no heading ${target}`;
}
