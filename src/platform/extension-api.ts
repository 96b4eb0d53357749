import type { Browser } from "webextension-polyfill";

/**
 * The browser's own API, without webextension-polyfill, for what the panel calls: storage, one port, and what `devtools`
 * tells. These are alike in both browsers since Manifest V3 (promises), and the polyfill is a tenth of the panel's size.
 */
export function extensionApi(): Browser {
  const { browser, chrome } = globalThis as { browser?: Browser; chrome?: Browser };
  const api = browser ?? chrome;
  if (api === undefined) throw new TypeError("Expected to run in a page of the extension");
  return api;
}

/** Where the extension's own scripts come from: `chrome-extension://ID/`. */
export const extensionOrigin = (): string => extensionApi().runtime.getURL("");

/** The extension's version, as its manifest says. */
export const extensionVersion = (): string => extensionApi().runtime.getManifest().version;
