import browser from "webextension-polyfill";

/** Adds the panel's tab to DevTools. The leading slash is for Firefox, which resolves from the devtools page's folder. */
export async function createDevtoolsPanel(title: string): Promise<void> {
  await browser.devtools.panels.create(title, "", "/panel/panel.html");
}

/** The tab that these DevTools inspect; null where the page is not shown inside DevTools. */
export function inspectedTab(): number | null {
  // In an ordinary tab, and in a build for tests, there is no `devtools` at all, whatever the types say.
  const devtools: typeof browser.devtools | undefined = browser.devtools;
  return devtools?.inspectedWindow?.tabId ?? null;
}
