/**
 * Scripts that run inside Chromium's DevTools window, on its own modules. They are texts: bundlers and test runners rewrite
 * a dynamic `import` in a function's source into something that does not exist over there.
 */

const legacyUi = `await import("./ui/legacy/legacy.js")`;
/** DevTools' modules throw when touched before its main part has set them up. */
const whenReady = `if (document.querySelector(".root-view") === null) return false;`;

/** True once the panel is in front. Its tab may be hidden in the overflow menu, so it is asked for by its ID. */
export const showExtensionPanel = `(async () => {
  ${whenReady}
  const manager = (${legacyUi}).ViewManager.ViewManager.instance();
  const id = [...manager.views.keys()].find((key) => String(key).startsWith("chrome-extension://"));
  if (id === undefined) return false;
  await manager.showView(id);
  return true;
})()`;

/** True once the panel's tab has been added, in front or not. */
export const hasExtensionPanel = `(async () => {
  ${whenReady}
  const { views } = (${legacyUi}).ViewManager.ViewManager.instance();
  return [...views.keys()].some((key) => String(key).startsWith("chrome-extension://"));
})()`;

/** True once the Elements tool is in front. */
export const showElements = `(async () => {
  ${whenReady}
  await (${legacyUi}).ViewManager.ViewManager.instance().showView("elements");
  return true;
})()`;

/** Gives DevTools a window of their own; ends when they have moved there. */
export const undock = `(async () => {
  const controller = (${legacyUi}).DockController.DockController.instance();
  if (controller.dockSide() === "undocked") return;
  const moved = new Promise((resolve) => controller.addEventListener("AfterDockSideChanged", resolve));
  controller.setDockSide("undocked");
  await moved;
})()`;

/** Changes DevTools' theme: `default` (light) or `dark`. */
export const setTheme = (value: "default" | "dark") => `(async () => {
  const { Settings } = await import("./core/common/common.js");
  Settings.Settings.instance().moduleSetting("ui-theme").set("${value}");
})()`;
