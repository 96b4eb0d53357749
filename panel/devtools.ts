import * as z from "zod/mini";
import { httpChannelName } from "../src/contract/http-wire.ts";
import { createDevtoolsPanel } from "../src/platform/devtools.ts";
import { finishedCalls, onCallFinished, onInspectedPageNavigated } from "../src/platform/devtools-network.ts";
import { inspectedTab } from "../src/platform/inspected-tab.ts";
import { protocols } from "../src/protocol/index.ts";
import { recordHttp } from "./live/http-recorder.ts";

// Extension pages forbid eval, which zod would try.
z.config({ jitless: true });

const tab = inspectedTab();
if (tab === null) throw new Error("Expected the devtools page to have an inspected tab, got none");
// Before anything is awaited: calls that finish before the first listener are lost in Firefox.
recordHttp(
  { onCallFinished, finishedCalls, onInspectedPageNavigated, now: () => Date.now() },
  new BroadcastChannel(httpChannelName(tab)),
  protocols,
);
await createDevtoolsPanel("Privicore");
