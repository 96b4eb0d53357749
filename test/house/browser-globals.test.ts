import { readFileSync } from "node:fs";
import { parseAst } from "vite";
import { expect, it } from "vitest";
import * as z from "zod/mini";
import { sourceFiles } from "./imports-of.ts";

const member = z.looseObject({
  type: z.literal("MemberExpression"),
  object: z.looseObject({ type: z.literal("Identifier"), name: z.enum(["browser", "chrome"]) }),
});

/** `browser.x` and `chrome.x` in a text, however deep. */
function usesOfBrowserApi(text: string, file: string): number {
  let uses = 0;
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (member.safeParse(value).success) uses += 1;
    for (const child of Object.values(value)) visit(child);
  };
  visit(parseAst(text, { lang: file.endsWith(".tsx") ? "tsx" : "ts" }));
  return uses;
}

it("only src/platform touches the browser's extension API", () => {
  const elsewhere = sourceFiles(["src", "panel"])
    .filter((file) => !file.startsWith("src/platform/"))
    .filter((file) => usesOfBrowserApi(readFileSync(file, "utf8"), file) > 0);
  expect(elsewhere).toEqual([]);
});

it("would see a use of it", () => {
  expect(usesOfBrowserApi("export const id = browser.runtime.id;", "x.ts")).toBe(1);
  expect(usesOfBrowserApi("const f = () => { chrome.devtools.panels; }", "x.ts")).toBe(1);
  expect(usesOfBrowserApi('const x = window.browser; const browser = "x";', "x.ts")).toBe(0);
});
