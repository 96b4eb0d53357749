import { httpChannelName } from "../src/contract/http-wire.ts";
import { createDevtoolsPanel } from "../src/platform/devtools.ts";
import {
  finishedCalls,
  inspectedTabId,
  onCallFinished,
  onInspectedPageNavigated,
} from "../src/platform/devtools-network.ts";
import { protocols } from "../src/protocol/index.ts";
import { recordHttp } from "./live/http-recorder.ts";

// Before anything is awaited: calls that finish before the first listener are lost in Firefox.
recordHttp(
  { onCallFinished, finishedCalls, onInspectedPageNavigated, now: () => Date.now() },
  new BroadcastChannel(httpChannelName(inspectedTabId())),
  protocols,
);
await createDevtoolsPanel("Privicore");
