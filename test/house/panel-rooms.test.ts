import { describe, expect, it } from "vitest";
import { circlesOfFolders } from "./circles.ts";
import { importsIn, importsOfFile, sourceFiles } from "./imports-of.ts";

const inPanel = (target: string) => target.startsWith("panel/");

describe("the panel's rooms", () => {
  it("stand above each other: none is imported by one that it imports itself", () => {
    const imports = sourceFiles(["panel"])
      .flatMap(importsOfFile)
      .filter(({ target }) => inPanel(target));
    expect(imports.length).toBeGreaterThan(200);
    expect(circlesOfFolders(imports)).toEqual([]);
  });

  it("would be caught in a circle, by whatever way it closes", () => {
    const imports = [
      ...importsIn('import { b } from "../b/b.ts";', "panel/a/a.ts"),
      ...importsIn('const c = await import("../c/c.ts");', "panel/b/b.ts"),
      ...importsIn('import type { A } from "../a/a.ts";', "panel/c/c.ts"),
    ];
    expect(circlesOfFolders(imports)).toEqual(["panel/a → panel/b → panel/c → panel/a"]);
  });
});
