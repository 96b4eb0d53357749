import { parseArgs } from "node:util";
import type { BrowserName } from "../browsers/find-browser.ts";

export interface StartOptions {
  readonly browser: BrowserName;
  /** Nobody is there to see a window. */
  readonly headless: boolean;
  readonly port: number;
  /** What lies in dist/ is taken as it is. */
  readonly built: boolean;
}

/** Reads `npm start`'s arguments. Throws one line where they cannot be used. */
export function startOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      browser: { type: "string", default: "chromium" },
      headless: { type: "boolean", default: !hasDisplay(environment) },
      port: { type: "string", default: "0" },
      built: { type: "boolean", default: false },
    },
  });
  const { browser, headless, built } = values;
  if (browser !== "chromium" && browser !== "firefox")
    throw new Error(`Expected --browser chromium or --browser firefox, got ${browser}`);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`Expected --port to be between 0 and 65535, got ${values.port}`);
  return { browser, headless, port, built };
}

function hasDisplay(environment: Readonly<Record<string, string | undefined>>): boolean {
  if (process.platform === "darwin" || process.platform === "win32") return true;
  return Boolean(environment["DISPLAY"]) || Boolean(environment["WAYLAND_DISPLAY"]);
}
