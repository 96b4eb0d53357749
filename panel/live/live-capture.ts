import { httpChannelName } from "../../src/contract/http-wire.ts";
import type { PanelPortName } from "../../src/contract/relay-wire.ts";
import { inspectedTab } from "../../src/platform/devtools.ts";
import { connectToBackground } from "../../src/platform/runtime.ts";
import type { CaptureSource } from "./capture-source.ts";
import { withHttpCalls } from "./http-source.ts";
import { createRelayCapture } from "./relay-capture.ts";

const portName: PanelPortName = "panel";

/** The capture of the inspected tab, sockets and HTTP; null where the panel is not inside DevTools. */
export function createLiveCapture(): CaptureSource | null {
  const tab = inspectedTab();
  if (tab === null) return null;
  const relay = createRelayCapture({ tab, connect: () => connectToBackground(portName) });
  return withHttpCalls(relay, new BroadcastChannel(httpChannelName(tab)));
}
