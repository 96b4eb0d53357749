import { existsSync } from "node:fs";
import { launchChromium } from "./chromium-browser.ts";
import { launchFirefox } from "./firefox-browser.ts";
import type { BrowserName, InspectorBrowser, LaunchOptions } from "./inspector-browser.ts";

/** Starts one of the browsers with the built extension in it. Rejects where none has been built. */
export async function launchInspector(
  name: BrowserName,
  options: LaunchOptions = {},
): Promise<InspectorBrowser> {
  const { extension = `dist/${name}` } = options;
  // A browser would start without it, and its panel be waited for in vain.
  if (extension !== null && !existsSync(extension))
    throw new Error(`Expected the built extension in ${extension}, got none: run npm run build first`);
  return name === "chromium" ? launchChromium(options) : launchFirefox(options);
}

/** The browsers to test in: both, or the one that INSPECTOR_BROWSER names, for a quick look while working. */
export const browsersUnderTest: readonly BrowserName[] = (["chromium", "firefox"] as const).filter(
  (name) => (process.env["INSPECTOR_BROWSER"] ?? name) === name,
);
