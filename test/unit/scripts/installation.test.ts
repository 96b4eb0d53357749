import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runNpm } from "../../../scripts/packages/run-npm.ts";

let folder: string;
const environment = process.env["NODE_ENV"];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "privicore-installation-"));
  process.env["NODE_ENV"] = "production";
});
afterEach(() => {
  if (environment === undefined) delete process.env["NODE_ENV"];
  else process.env["NODE_ENV"] = environment;
  rmSync(folder, { recursive: true });
});

it("brings the tools, which is all that there is to install, whatever NODE_ENV says", async () => {
  const write = (path: string, content: object) => writeFileSync(join(folder, path), JSON.stringify(content));
  mkdirSync(join(folder, "tool"));
  write("tool/package.json", { name: "tool", version: "1.0.0" });
  write("package.json", { private: true, devDependencies: { tool: "file:tool" } });
  if (existsSync(".npmrc")) copyFileSync(".npmrc", join(folder, ".npmrc"));
  await runNpm(folder, "install", "--offline", "--no-audit", "--no-fund", "--silent");
  expect(existsSync(join(folder, "node_modules", "tool", "package.json"))).toBe(true);
});
