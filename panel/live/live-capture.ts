import { httpChannelName } from "../../src/contract/http-wire.ts";
import type { PanelPortName } from "../../src/contract/relay-wire.ts";
import { connectToBackground } from "../../src/platform/connect-to-background.ts";
import { extensionOrigin } from "../../src/platform/extension-api.ts";
import { inspectedTab } from "../../src/platform/inspected-tab.ts";
import { logShowsSockets, readNetworkLog } from "../../src/platform/network-log.ts";
import type { CaptureSource } from "./capture-source.ts";
import { withHttpCalls } from "./http-source.ts";
import { createRelayCapture } from "./relay-capture.ts";
import { withWorkerSockets } from "./worker-sockets.ts";

const portName: PanelPortName = "panel";

/** The capture of the inspected tab, sockets and HTTP; null where the panel is not inside DevTools. */
export function createLiveCapture(): CaptureSource | null {
  const tab = inspectedTab();
  if (tab === null) return null;
  const relay = createRelayCapture({ tab, connect: () => connectToBackground(portName) });
  const sockets = withWorkerSockets(
    relay,
    logShowsSockets() ? { read: readNetworkLog, ownOrigin: extensionOrigin() } : null,
  );
  return withHttpCalls(sockets, new BroadcastChannel(httpChannelName(tab)), !logShowsSockets());
}
