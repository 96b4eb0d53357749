import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { pages } from "./docs-pages.ts";

/** The targets of a page's links and images, code left out. */
function linksIn(markdown: string): string[] {
  const prose = markdown.replace(/^```.*?^```/gms, "").replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target]) => target ?? []);
}

/** The paths in our sources that a page names as code. A name in a `dist/` or `out/` folder is made later. */
function pathsIn(markdown: string): string[] {
  const named = markdown.matchAll(/`((?:src|panel|test|scripts|docs|demo|bench|\.ci)\/[\w./-]*)`/g);
  return [...named].flatMap(([, path]) => path ?? []);
}

/** The anchors that a page's headings make, as GitHub makes them. */
function anchorsIn(markdown: string): string[] {
  const headings = markdown.replace(/^```.*?^```/gms, "").matchAll(/^#+\s+(.*)$/gm);
  return [...headings].map(([, title]) =>
    (title ?? "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-"),
  );
}

/** Null where the link leads somewhere, otherwise what is wrong with it. Addresses on the web are not visited. */
function broken(page: string, target: string): string | null {
  if (/^(https?|mailto):/.test(target)) return null;
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : posix.join(posix.dirname(page), decodeURIComponent(path));
  if (!existsSync(file)) return `${page}: no file ${target}`;
  if (anchor === undefined || !file.endsWith(".md")) return null;
  return anchorsIn(readFileSync(file, "utf8")).includes(anchor) ? null : `${page}: no heading ${target}`;
}

describe("the project's pages", () => {
  it("are found", () => {
    expect(pages).toContain("README.md");
  });

  it("link to files and headings that exist", () => {
    const wrong = pages.flatMap((page) =>
      linksIn(readFileSync(page, "utf8")).flatMap((target) => broken(page, target) ?? []),
    );
    expect(wrong).toEqual([]);
  });

  it("name files and folders of ours that exist", () => {
    // docs/adding-a-system.md adds a system as an example.
    const example = /\/matrix\b/;
    const named = pages.flatMap((page) =>
      pathsIn(readFileSync(page, "utf8")).map((path) => ({ page, path })),
    );
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(({ path }) => !example.test(path) && !existsSync(path))).toEqual([]);
  });

  it("name npm scripts that exist", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    const named = pages.flatMap((page) =>
      [...readFileSync(page, "utf8").matchAll(/npm run ([\w:-]+)/g)].map(
        ([, script]) => `${page}: ${script}`,
      ),
    );
    expect(named.filter((line) => !((line.split(": ")[1] ?? "") in scripts))).toEqual([]);
  });
});

it("reads links in prose and not in code", () => {
  expect(linksIn("See [a](b.md#c) and ![i](x.png), not `[d](e)`.\n```\n[f](g)\n```\n")).toEqual([
    "b.md#c",
    "x.png",
  ]);
  expect(anchorsIn("# The life of a frame\n## `npm test`, all of it\n")).toEqual([
    "the-life-of-a-frame",
    "npm-test-all-of-it",
  ]);
});
