import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { shippedPackages } from "../../scripts/shipped-packages.ts";
import { tableUnder, unquoted } from "./table-under.ts";

const page = readFileSync("docs/dependencies.md", "utf8");
const manifest: {
  dependencies?: Record<string, string>;
  devDependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
} = JSON.parse(readFileSync("package.json", "utf8"));

const sections = ["What ships", "What builds", "What checks", "Real clients in tests"];
const listed = sections.flatMap((section) => tableUnder(page, section));
const nameOf = (row: readonly string[]) => unquoted(row[0]);

describe("docs/dependencies.md", () => {
  it("lists every package of package.json, and no other, once", () => {
    const named = new Set([
      ...Object.keys(manifest.devDependencies),
      ...Object.keys(manifest.peerDependencies),
      ...Object.keys(manifest.dependencies ?? {}),
    ]);
    expect(listed.map(nameOf).toSorted()).toEqual([...named].toSorted());
  });

  it("says of each why it is there, and what it would take to drop it", () => {
    for (const row of listed) {
      expect(row, nameOf(row)).toHaveLength(3);
      for (const cell of row) expect(cell, nameOf(row)).not.toBe("");
    }
  });

  it("lists as shipped what the builds bundle", () => {
    const direct = shippedPackages.filter((name) => name in manifest.devDependencies);
    expect(tableUnder(page, "What ships").map(nameOf).toSorted()).toEqual(direct.toSorted());
  });
});

describe("package.json", () => {
  it("asks for exact versions", () => {
    for (const [name, version] of Object.entries(manifest.devDependencies))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it("lets the npm package install nothing", () => {
    expect(manifest.dependencies).toBeUndefined();
  });
});
