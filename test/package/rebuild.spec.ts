/** The packages, made once more as a reviewer would: from the source archive, in another folder, with other habits. */
import { execFile } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
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
/** Everything is built: minutes on a busy machine. In milliseconds. */
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
  linkFolder("node_modules", join(folder, sourceFolder, "node_modules"));
}, patience);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Thousands of files under other names, not copied. What tools have put there since the installation, `.vite` and its like, stays away. */
function linkFolder(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.name.startsWith(".vite")) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFolder(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    // The temporary folder lies on another file system.
    copyFileSync(source, target);
  }
}

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
