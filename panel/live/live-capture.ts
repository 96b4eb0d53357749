import type { PanelPortName } from "../../src/contract/relay-wire.ts";
import { inspectedTab } from "../../src/platform/devtools.ts";
import { connectToBackground } from "../../src/platform/runtime.ts";
import type { CaptureSource } from "./capture-source.ts";
import { createRelayCapture } from "./relay-capture.ts";

const portName: PanelPortName = "panel";

/** The capture of the inspected tab; null where the panel is not inside DevTools. */
export function createLiveCapture(): CaptureSource | null {
  const tab = inspectedTab();
  return tab === null ? null : createRelayCapture({ tab, connect: () => connectToBackground(portName) });
}
