import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Import, importsIn, importsOfFile, sourceFiles } from "./imports-of.ts";
import { roomOf, typeCompanions } from "./rooms.ts";

const ours = ["src", "panel", "demo", "test", "bench", "scripts"].filter((folder) => existsSync(folder));
const isLocal = ({ target }: Import) => target.includes("/") && roomOf(target) !== null;

/** Null where the arrow is allowed, otherwise a sentence that says what is wrong. */
function wrong({ file, target, typeOnly }: Import): string | null {
  const from = roomOf(file);
  const to = roomOf(target);
  if (from === null) return `${file} is in no room of test/house/rooms.ts`;
  if (to === null || from === to) return null;
  if (from.mayImport.some((folder) => folder === to.folder)) return null;
  if (from.mayImportTypes?.some((folder) => folder === to.folder)) {
    if (typeOnly) return null;
    if (from.folder !== "src/page" && typeCompanions.includes(target)) return null;
    return `${file} imports values of ${target}; ${from.folder} may import types only from ${to.folder}`;
  }
  return `${file} imports ${target}; ${from.folder} may not import from ${to.folder}`;
}

const arrow = (file: string, text: string) => importsIn(text, file).map(wrong);

describe("who may import whom", () => {
  const imports = sourceFiles(ours).flatMap(importsOfFile);

  it("finds the project's imports at all", () => {
    expect(imports.filter(isLocal).length).toBeGreaterThan(20);
  });

  it("holds for every import of the project", () => {
    expect(imports.filter(isLocal).flatMap((found) => wrong(found) ?? [])).toEqual([]);
  });

  it("names files that exist", () => {
    const missing = imports.filter(isLocal).filter(({ target }) => !existsSync(target.replace(/\?.*$/, "")));
    expect(missing).toEqual([]);
  });

  it("leaves the types' companions without imports of their own", () => {
    expect(typeCompanions.flatMap(importsOfFile)).toEqual([]);
  });

  it.each([
    ["core reaching into io", "src/core/session.ts", 'import { read } from "../io/har.ts";'],
    ["core taking a schema", "src/core/session.ts", 'import { schema } from "../contract/capture-event.ts";'],
    [
      "the hook taking a brand",
      "src/page/hook.iife.ts",
      'import { documentId } from "../contract/brands.ts";',
    ],
    ["a system knowing another", "src/protocol/amity/index.ts", 'export * from "../sendbird/index.ts";'],
    [
      "the panel knowing the hook",
      "panel/main.tsx",
      'const hook = await import("../src/page/hook.iife.ts");',
    ],
    [
      "the command line reading a wire format",
      "src/cli/main.ts",
      'import type { X } from "../contract/brands.ts";',
    ],
    ["a type import of a forbidden room", "src/core/x.ts", 'type X = import("../io/har.ts").Har;'],
    ["an import for its effect", "src/core/x.ts", 'import "../contract/capture-event.ts";'],
  ])("would catch %s", (_what, file, text) => {
    expect(arrow(file, text)).toEqual([expect.stringContaining("may")]);
  });

  it.each([
    [
      "core taking an event's type",
      "src/core/session.ts",
      'import type { X } from "../contract/capture-event.ts";',
    ],
    ["core taking types one by one", "src/core/session.ts", 'import { type X } from "../contract/wire.ts";'],
    ["core taking a brand", "src/core/session.ts", 'import { documentId } from "../contract/brands.ts";'],
    ["the list of systems naming one", "src/protocol/all.ts", 'import { amity } from "./amity/index.ts";'],
    ["the panel reading a file", "panel/main.tsx", 'import { read } from "../src/io/har.ts";'],
  ])("allows %s", (_what, file, text) => {
    expect(arrow(file, text)).toEqual([null]);
  });
});

describe("the browser's API", () => {
  const outside = sourceFiles(["src", "panel"]).filter((file) => !file.startsWith("src/platform/"));

  it("is imported only in src/platform", () => {
    const elsewhere = outside
      .flatMap(importsOfFile)
      .filter(({ target }) => target === "webextension-polyfill");
    expect(elsewhere).toEqual([]);
  });
});
