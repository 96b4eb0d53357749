import { launchChromium } from "./chromium-browser.ts";
import { launchFirefox } from "./firefox-browser.ts";
import type { BrowserName, InspectorBrowser, LaunchOptions } from "./inspector-browser.ts";

/** Starts one of the browsers with the built extension in it. */
export function launchInspector(name: BrowserName, options: LaunchOptions = {}): Promise<InspectorBrowser> {
  return name === "chromium" ? launchChromium(options) : launchFirefox(options);
}

/** The browsers to test in: both, or the one that INSPECTOR_BROWSER names, for a quick look while working. */
export const browsersUnderTest: readonly BrowserName[] = (["chromium", "firefox"] as const).filter(
  (name) => (process.env["INSPECTOR_BROWSER"] ?? name) === name,
);
