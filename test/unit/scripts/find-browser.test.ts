import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { findBrowser, findOrInstallBrowser } from "../../../scripts/browsers/find-browser.ts";

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
  expect(findBrowser("firefox", { PATH: folder, INSPECTOR_FIREFOX: "" })).toBe(longTerm);
});

it("passes over a file that cannot be run", () => {
  program("chromium", 0o644);
  const other = program("chromium-browser");
  expect(findBrowser("chromium", { PATH: folder })).toBe(other);
});

it("passes over a folder of a browser's name", () => {
  mkdirSync(join(folder, "chromium"));
  const other = program("chromium-browser");
  expect(findBrowser("chromium", { PATH: folder })).toBe(other);
  expect(() => findBrowser("chromium", { INSPECTOR_CHROMIUM: folder })).toThrow(
    `Expected INSPECTOR_CHROMIUM to name a program, got ${folder}`,
  );
});

it("installs a missing browser, where it can", () => {
  const said = vi.spyOn(console, "log").mockImplementation(() => undefined);
  const installed: string[] = [];
  const find = () => installed[0] ?? null;
  expect(findOrInstallBrowser("firefox", (name) => void installed.push(name), find)).toBe("firefox-esr");
  expect(said).toHaveBeenCalledExactlyOnceWith("Installing Debian's firefox-esr, which was not found.");
  said.mockRestore();
});

it("says in one line what to install, and why that failed where it was tried", () => {
  const said = vi.spyOn(console, "log").mockImplementation(() => undefined);
  const advice =
    "Firefox was not found: install Firefox 142 or newer, or set INSPECTOR_FIREFOX to the path of its program.";
  const thrownWith = (install: (() => void) | null) => {
    try {
      return findOrInstallBrowser("firefox", install, () => null);
    } catch (error) {
      return error instanceof Error ? error.message : error;
    }
  };
  expect(thrownWith(null)).toBe(advice);
  expect(
    thrownWith(() => {
      throw new Error("Command failed: apt-get update\nE: no network");
    }),
  ).toBe(`${advice} (Installing Debian's firefox-esr failed: Command failed: apt-get update)`);
  said.mockRestore();
});

it("takes the one that the environment names, and says so where it is none", () => {
  program("chromium");
  const own = program("my-chromium");
  expect(findBrowser("chromium", { PATH: folder, INSPECTOR_CHROMIUM: own })).toBe(own);
  expect(() => findBrowser("chromium", { INSPECTOR_CHROMIUM: "/nowhere/chromium" })).toThrow(
    "Expected INSPECTOR_CHROMIUM to name a program, got /nowhere/chromium",
  );
});
