import { execFileSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright";

export type BrowserName = "chromium" | "firefox";

interface Kind {
  readonly variable: string;
  readonly commands: readonly string[];
  readonly places: readonly string[];
  readonly debianPackage: string;
  readonly advice: string;
}

/** Branded Google Chrome is not among them: since version 137 it ignores `--load-extension`. */
const kinds: Readonly<Record<BrowserName, Kind>> = {
  chromium: {
    variable: "INSPECTOR_CHROMIUM",
    commands: ["chromium", "chromium-browser"],
    places: ["/Applications/Chromium.app/Contents/MacOS/Chromium", "/snap/bin/chromium"],
    debianPackage: "chromium",
    advice: "install your system's chromium package, or run: npx playwright install chromium",
  },
  firefox: {
    variable: "INSPECTOR_FIREFOX",
    commands: ["firefox-esr", "firefox", "firefox-developer-edition"],
    places: [
      "/Applications/Firefox.app/Contents/MacOS/firefox",
      "/Applications/Firefox Developer Edition.app/Contents/MacOS/firefox",
      "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
    ],
    debianPackage: "firefox-esr",
    advice: "install Firefox 142 or newer",
  },
};

/** Installs a package of Debian's, as root. Throws where that fails. */
export type InstallPackage = (name: string) => void;

/**
 * The path of a browser's program. A missing one is installed where that can be done without asking: Debian's package, as
 * root. Throws one line that says what to install otherwise, and why that failed. Two processes must not install at once (Debian's package lists
 * have one lock, which is not waited for): whoever starts several calls it before.
 */
export function findOrInstallBrowser(
  name: BrowserName,
  install: InstallPackage | null = packageInstaller(),
  find: (name: BrowserName) => string | null = findBrowser,
): string {
  const found = find(name);
  if (found !== null) return found;
  const { debianPackage, variable, advice } = kinds[name];
  let failure = "";
  if (install !== null) {
    console.log(`Installing Debian's ${debianPackage}, which was not found.`);
    try {
      install(debianPackage);
    } catch (error) {
      // Ubuntu has apt-get, but not each of Debian's packages; and there may be no network.
      failure = ` (Installing Debian's ${debianPackage} failed: ${firstLine(error)})`;
    }
    const installed = find(name);
    if (installed !== null) return installed;
  }
  const title = name === "chromium" ? "Chromium" : "Firefox";
  throw new Error(
    `${title} was not found: ${advice}, or set ${variable} to the path of its program.${failure}`,
  );
}

function packageInstaller(): InstallPackage | null {
  if (process.getuid?.() !== 0 || inPath("apt-get", process.env) === null) return null;
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const aptGet = (...args: string[]) =>
    execFileSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"], env: environment });
  return (name) => {
    aptGet("update");
    aptGet("install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", name);
  };
}

function firstLine(error: unknown): string {
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n", 1);
  return line;
}

/**
 * The path of a browser's program; null where there is none. The environment's INSPECTOR_CHROMIUM or INSPECTOR_FIREFOX comes
 * first where it is set and not empty. Throws where that names no program.
 */
export function findBrowser(
  name: BrowserName,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | null {
  const { variable, commands, places } = kinds[name];
  const asked = environment[variable];
  if (asked !== undefined && asked !== "") {
    if (isProgram(asked)) return asked;
    throw new Error(`Expected ${variable} to name a program, got ${asked}`);
  }
  for (const command of commands) {
    const path = inPath(command, environment);
    if (path !== null) return path;
  }
  const playwrights = name === "chromium" ? [chromium.executablePath()] : [];
  return [...places, ...playwrights].find(isProgram) ?? null;
}

function inPath(command: string, environment: Readonly<Record<string, string | undefined>>): string | null {
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, command)).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    // A folder that may be entered passes for executable.
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
