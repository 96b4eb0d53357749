import { httpChannelName } from "../../src/contract/http-wire.ts";
import type { PanelPortName } from "../../src/contract/relay-wire.ts";
import { inspectedTab } from "../../src/platform/devtools.ts";
import { finishedCalls, logShowsSockets } from "../../src/platform/devtools-network.ts";
import { connectToBackground, extensionOrigin } from "../../src/platform/runtime.ts";
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
    logShowsSockets ? { read: readLog, ownOrigin: extensionOrigin() } : null,
  );
  return withHttpCalls(sockets, new BroadcastChannel(httpChannelName(tab)));
}

const readLog = async (): Promise<readonly unknown[]> => (await finishedCalls()).map(({ entry }) => entry);
