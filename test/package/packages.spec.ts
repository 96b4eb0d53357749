/** What `npm run package` leaves: whole, of one version, with checked sums, and as the stores' own linter wants it. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { licencesFile } from "../../scripts/bundled-licences.ts";
import { filesInFolder } from "../../scripts/packages/files-in-folder.ts";
import {
  checksumFile,
  packageFiles,
  packagesFolder,
  packageVersion,
  sourceFolder,
} from "../../scripts/packages/package-files.ts";
import { projectSources } from "../../scripts/packages/project-sources.ts";
import type { ArchiveFile } from "../../scripts/packages/zip-archive.ts";
import { shippedPackages } from "../../scripts/shipped-packages.ts";
import { knownLintWarnings } from "./known-lint-warnings.ts";

const read = (file: string) => readFileSync(join(packagesFolder, file));
const digests = (files: Iterable<readonly [string, Uint8Array]>) =>
  Object.fromEntries(
    [...files].map(([path, bytes]) => [path, createHash("sha256").update(bytes).digest("hex")]),
  );
const digestsOf = (files: readonly ArchiveFile[]) =>
  digests(files.map(({ path, bytes }) => [path, bytes] as const));
const digestsInZip = (file: string) => digests(Object.entries(unzipSync(read(file))));

beforeAll(() => {
  expect(existsSync(packagesFolder), "Expected packages: npm run package").toBe(true);
});

describe.each(["chromium", "firefox"] as const)("the %s zip", (browser) => {
  it("holds the build, its manifest at the root, and nothing else", () => {
    const found = digestsInZip(packageFiles[browser]);
    expect(found).toEqual(digestsOf(filesInFolder(`dist/${browser}`)));
    expect(found).toHaveProperty(["manifest.json"]);
  });

  it("has package.json's version", () => {
    const manifest = unzipSync(read(packageFiles[browser]))["manifest.json"] ?? new Uint8Array();
    expect(JSON.parse(strFromU8(manifest))).toMatchObject({ version: packageVersion });
  });
});

it("every build brings the licences of what it bundles, and bundles what is listed as shipped", () => {
  const bundledIn = (folder: string) =>
    filesInFolder(folder)
      .filter(({ path }) => path.endsWith(licencesFile))
      .flatMap(
        ({ bytes }) =>
          /^The files in this folder include code of (.*)\.\n/.exec(strFromU8(bytes))?.[1]?.split(", ") ?? [],
      );
  const extension = ["@preact/signals", "@preact/signals-core", "preact", "webextension-polyfill", "zod"];
  expect([...new Set(bundledIn("dist/chromium"))].toSorted()).toEqual(extension);
  expect([...new Set(bundledIn("dist/firefox"))].toSorted()).toEqual(extension);
  const all = [...extension, ...bundledIn("dist/node")];
  expect([...new Set(all)].toSorted()).toEqual([...shippedPackages]);
});

it("the source archive holds the sources as they stand, in one folder", () => {
  const sources = projectSources(".").map(({ path, bytes }) => ({ path: `${sourceFolder}/${path}`, bytes }));
  expect(digestsInZip(packageFiles.source)).toEqual(digestsOf(sources));
});

it("no build names a folder of the machine that made it", () => {
  const folder = resolve(".");
  const naming = ["dist/chromium", "dist/firefox", "dist/node"].flatMap((build) =>
    filesInFolder(build)
      .filter(({ bytes }) => Buffer.from(bytes).includes(folder))
      .map(({ path }) => `${build}/${path}`),
  );
  expect(naming).toEqual([]);
});

it("the sums are those of the packages, all of them", () => {
  const sums = read(checksumFile).toString("utf8").trim().split("\n");
  expect(sums).toEqual(
    Object.values(packageFiles).map(
      (name) => `${createHash("sha256").update(read(name)).digest("hex")}  ${name}`,
    ),
  );
});

const lintReport = z.object({
  errors: z.array(z.unknown()),
  notices: z.array(z.unknown()),
  warnings: z.array(z.object({ code: z.string(), message: z.string(), file: z.optional(z.string()) })),
});

it("Mozilla's linter finds nothing in the Firefox zip but what docs/packages.md lists", async () => {
  const linter = resolve("node_modules/addons-linter/bin/addons-linter");
  const zip = join(packagesFolder, packageFiles.firefox);
  const { stdout } = await promisify(execFile)(process.execPath, [linter, "--output=json", zip]);
  const report = lintReport.parse(JSON.parse(stdout));
  expect(report.errors).toEqual([]);
  expect(report.notices).toEqual([]);
  const found = report.warnings.map(({ code, message, file }) => ({
    code,
    message,
    // Behind the name stands a digest of the content.
    file: file?.replace(/-[\w-]{8}(?=\.js$)/, ""),
  }));
  expect(found).toEqual(knownLintWarnings.map(({ code, message, file }) => ({ code, message, file })));
});

it("docs/packages.md lists each warning that is known, and why it stays", () => {
  const page = readFileSync("docs/packages.md", "utf8");
  for (const { code, reason } of knownLintWarnings) {
    expect(page).toContain(`\`${code}\``);
    expect(page).toContain(reason);
  }
});
