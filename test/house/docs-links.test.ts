import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { pages } from "./docs-pages.ts";
import { anchorsIn, brokenLink, linksIn } from "./page-links.ts";

/** The paths in our sources that a page names as code. A name in a `dist/` or `out/` folder is made later. */
function pathsIn(markdown: string): string[] {
  const named = markdown.matchAll(/`((?:src|panel|test|scripts|docs|demo|bench|\.ci)\/[\w./-]*)`/g);
  return [...named].flatMap(([, path]) => path ?? []);
}

describe("the project's pages", () => {
  it("are found", () => {
    expect(pages).toContain("README.md");
  });

  it("link to files and headings that exist", () => {
    const wrong = pages.flatMap((page) =>
      linksIn(readFileSync(page, "utf8")).flatMap((target) => brokenLink(".", page, target) ?? []),
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
