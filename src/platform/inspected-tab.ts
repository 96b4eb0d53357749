import type { Browser } from "webextension-polyfill";
import { extensionApi } from "./extension-api.ts";

/** The tab that these DevTools inspect; null where the page is not shown inside DevTools. */
export function inspectedTab(): number | null {
  // In an ordinary tab, and in a build for tests, there is no `devtools` at all, whatever the types say.
  const devtools: Browser["devtools"] | undefined = extensionApi().devtools;
  return devtools?.inspectedWindow?.tabId ?? null;
}
