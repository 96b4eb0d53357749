import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { strFromU8, strToU8, unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { projectSources, uncommitted } from "../../../scripts/packages/project-sources.ts";
import { modeOf, zipArchive } from "../../../scripts/packages/zip-archive.ts";

describe("a zip archive", () => {
  const manifest = { path: "manifest.json", bytes: strToU8('{ "version": "1.2.3" }') };
  const script = { path: "bin/run", bytes: strToU8("#!/bin/sh\n") };

  it("is the same bytes whatever the order, the hour and the time zone", () => {
    const first = zipArchive([manifest, script]);
    const before = process.env["TZ"];
    try {
      process.env["TZ"] = "Asia/Tokyo";
      expect(zipArchive([script, manifest])).toEqual(first);
    } finally {
      if (before === undefined) delete process.env["TZ"];
      else process.env["TZ"] = before;
    }
  });

  it("is other bytes where a content or a name differs", () => {
    const first = zipArchive([manifest]);
    expect(zipArchive([{ ...manifest, bytes: strToU8('{ "version": "1.2.4" }') }])).not.toEqual(first);
    expect(zipArchive([{ ...manifest, path: "manifest.JSON" }])).not.toEqual(first);
  });

  it("gives back every file", () => {
    const found = unzipSync(zipArchive([manifest, script]));
    expect(Object.entries(found).map(([path, bytes]) => [path, strFromU8(bytes)])).toEqual([
      ["bin/run", "#!/bin/sh\n"],
      ["manifest.json", '{ "version": "1.2.3" }'],
    ]);
  });

  it("makes executable what begins with #!", () => {
    expect(modeOf(script.bytes)).toBe(0o755);
    expect(modeOf(manifest.bytes)).toBe(0o644);
    expect(modeOf(strToU8(""))).toBe(0o644);
  });
});

describe("the project's sources", () => {
  let root: string;
  const write = (path: string, text = path) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", root, "-c", "user.name=a", "-c", "user.email=a@b.example", ...args]);

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "project-sources-"));
    write(".gitignore", "node_modules/\nout/\n*.tsbuildinfo\n");
    for (const path of ["a.ts", "src/b.ts", "node_modules/c/d.js", "src/out/e.txt", "x.tsbuildinfo"])
      write(path);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const paths = () =>
    projectSources(root)
      .map(({ path }) => path)
      .toSorted();
  const expected = [".gitignore", "a.ts", "src/b.ts"];

  it("are the same with git and without it", () => {
    expect(paths()).toEqual(expected);
    git("init", "--quiet");
    expect(paths()).toEqual(expected);
    git("add", ".");
    expect(paths()).toEqual(expected);
  });

  it("tell what no commit holds yet", () => {
    expect(uncommitted(root)).toEqual([]);
    git("init", "--quiet");
    git("add", ".");
    git("commit", "--quiet", "--message", "first");
    expect(uncommitted(root)).toEqual([]);
    write("a.ts", "changed");
    write("new.ts");
    expect(uncommitted(root)).toEqual(["a.ts", "new.ts"]);
    expect(paths()).toContain("new.ts");
  });

  it("refuse a pattern that they would misread", () => {
    write(".gitignore", "docs/**/draft.md\n");
    expect(() => projectSources(root)).toThrow('Expected .gitignore to hold "name/" and "*.ending" only');
  });
});
