import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findBrowser } from "../../../scripts/browsers/find-browser.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "find-browser-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, mode = 0o755): string {
  const path = join(folder, name);
  writeFileSync(path, "");
  chmodSync(path, mode);
  return path;
}

it("finds a browser in the path, past folders that are not there", () => {
  const firefox = program("firefox");
  expect(findBrowser("firefox", { PATH: ["/nowhere", folder].join(delimiter) })).toBe(firefox);
});

it("takes the long-term Firefox over another in the same folder", () => {
  program("firefox");
  const longTerm = program("firefox-esr");
  expect(findBrowser("firefox", { PATH: folder })).toBe(longTerm);
});

it("passes over a file that cannot be run", () => {
  program("chromium", 0o644);
  const other = program("chromium-browser");
  expect(findBrowser("chromium", { PATH: folder })).toBe(other);
});

it("takes the one that the environment names, and says so where it is none", () => {
  program("chromium");
  const own = program("my-chromium");
  expect(findBrowser("chromium", { PATH: folder, INSPECTOR_CHROMIUM: own })).toBe(own);
  expect(() => findBrowser("chromium", { INSPECTOR_CHROMIUM: "/nowhere/chromium" })).toThrow(
    "Expected INSPECTOR_CHROMIUM to name a program, got /nowhere/chromium",
  );
});
