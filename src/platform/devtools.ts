import browser from "webextension-polyfill";

/** Adds the panel's tab to DevTools. The leading slash is for Firefox, which resolves from the devtools page's folder. */
export async function createDevtoolsPanel(title: string): Promise<void> {
  await browser.devtools.panels.create(title, "", "/panel/panel.html");
}
