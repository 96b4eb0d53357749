import type { PanelStore } from "../store/panel-store.ts";

const name = "demo-capture.jsonl";

/** Opens the demo capture that the extension brings along, as a session of its own like any other file; or shows it again. */
export async function openDemo(store: PanelStore): Promise<void> {
  const open = store.tabs.peek().find((tab) => tab.file !== null && tab.name === name);
  if (open !== undefined) {
    store.showTab(open);
    return;
  }
  // A module that holds the file's text: the extension's own pages may not fetch anything, not even from it.
  const { default: capture } = await import("./demo-capture.jsonl?raw");
  const { openFiles } = await import("./session-actions.ts");
  await openFiles(store, [new File([capture], name)]);
}
