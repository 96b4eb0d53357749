/** The packages, made once more as a reviewer would: from the source archive, in another folder, with other habits. */
import { execFile } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  checksumFile,
  packageFiles,
  packagesFolder,
  sourceFolder,
} from "../../scripts/packages/package-files.ts";

const run = promisify(execFile);
/** Thousands of files are copied and everything is built: minutes on a busy machine. In milliseconds. */
const patience = 400_000;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "privicore rebuilt "));
  const files = unzipSync(readFileSync(join(packagesFolder, packageFiles.source)));
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
    chmodSync(join(folder, path), 0o600);
  }
  // What `npm ci` would install, without a network.
  cpSync("node_modules", join(folder, sourceFolder, "node_modules"), {
    recursive: true,
    verbatimSymlinks: true,
  });
}, patience);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it(
  "the source archive builds to the same bytes, in any folder, time zone, language, umask and NODE_ENV",
  async () => {
    await run("sh", ["-c", 'umask 077 && exec "$@"', "sh", "npm", "run", "package"], {
      cwd: join(folder, sourceFolder),
      env: { ...process.env, TZ: "Asia/Tokyo", LANG: "tr_TR.UTF-8", LC_ALL: "C", NODE_ENV: "development" },
    });
    const rebuilt = readFileSync(join(folder, sourceFolder, packagesFolder, checksumFile), "utf8");
    expect(rebuilt).toBe(readFileSync(join(packagesFolder, checksumFile), "utf8"));
  },
  patience,
);
