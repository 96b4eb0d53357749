import { type BrowserName, findOrInstallBrowser } from "../../scripts/browsers/find-browser.ts";

const browsers: readonly BrowserName[] = ["chromium", "firefox"];

/**
 * Installs missing browsers, one after the other, before the first spec: specs run in several processes, which would stand in each
 * other's way. A browser that cannot be had is told here, and fails only the specs that need it.
 */
export default function installBrowsers(): void {
  for (const name of browsers) {
    try {
      findOrInstallBrowser(name);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
    }
  }
}
