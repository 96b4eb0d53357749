import browser from "webextension-polyfill";

/**
 * Adds the panel's tab to DevTools. The leading slashes are for Firefox, which resolves from the devtools page's folder, and
 * which alone shows the icon.
 */
export async function createDevtoolsPanel(title: string): Promise<void> {
  await browser.devtools.panels.create(title, "/panel/icons/icon-32.png", "/panel/panel.html");
}
