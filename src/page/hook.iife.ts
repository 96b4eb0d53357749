/**
 * The hook: runs in the page's own world before any script of the page, keeps what its sockets did in a bounded ring, and
 * gives it to the bridge when asked. It captures and never interprets. See docs/threat-model.md.
 */

// biome-ignore lint/suspicious/noRedundantUseStrict: what is built of it is a classic script, where sloppy functions would show themselves to the page (`caller`, call sites)
"use strict";

import { answerBridge } from "./answer-bridge.ts";
import { createEventRing } from "./event-ring.ts";
import { watchSockets, watchWorkers } from "./watch-sockets.ts";

const ring = createEventRing();
const changed = answerBridge(ring);
watchSockets(ring, changed);
watchWorkers(ring, changed);
