import { epochMilliseconds } from "../../src/contract/brands.ts";
import type { CaptureEvent, HttpEvent } from "../../src/contract/capture-event.ts";
import { type HttpMessage, httpMessageSchema } from "../../src/contract/http-wire.ts";
import { message } from "../text/message.ts";
import { BusySockets } from "./busy-sockets.ts";
import { CallDocuments } from "./call-documents.ts";
import type { CaptureListener, CaptureSource, CaptureStatus } from "./capture-source.ts";
import type { HttpChannel } from "./http-recorder.ts";

/**
 * How long calls wait for the relay, in milliseconds: first for the page's document, then, while something keeps coming, until all
 * is there that was before. A call must not be judged by a session that does not know yet what its page had joined. A page without
 * a hook (the browser's own, a file) never has a document.
 */
const longestWait = 1_000;
/** The same where it never stops coming, because sockets are very busy. */
const longestWaitInAll = 10_000;

/**
 * A relay's events with the HTTP calls that the devtools page records, each given its document. `framesCost`: listening to
 * calls makes the browser's DevTools work on every frame (Firefox), so that it is left off while sockets are very busy.
 */
export function withHttpCalls(
  relay: CaptureSource,
  channel: HttpChannel,
  framesCost: boolean,
): CaptureSource {
  return {
    start: (listener) => startBoth(relay, channel, framesCost, listener),
    send: (connection, opcode, payload) => relay.send(connection, opcode, payload),
  };
}

function startBoth(
  relay: CaptureSource,
  channel: HttpChannel,
  framesCost: boolean,
  listener: CaptureListener,
): () => void {
  const documents = new CallDocuments();
  let waiting: HttpEvent[] | null = [];
  let recordingSince: number | null = null;
  let status: CaptureStatus | null = null;
  let saidMissing = false;
  let busy = false;

  const deliver = (calls: readonly HttpEvent[]) => {
    if (calls.length === 0) return;
    listener.events(calls.map((call) => ({ ...call, document: documents.of(call) })));
  };
  function endWait(): void {
    clearTimeout(timer);
    clearTimeout(lastTimer);
    const calls = waiting ?? [];
    waiting = null;
    deliver(calls);
  }
  let timer = setTimeout(endWait, longestWait);
  const lastTimer = setTimeout(endWait, longestWaitInAll);

  /** The page's calls before DevTools opened are in no log of the browser. */
  const areCallsMissing = () =>
    recordingSince !== null && documents.topSince !== null && documents.topSince < recordingSince;
  const tellStatus = () => {
    if (status === null) return;
    saidMissing = areCallsMissing();
    const limits = [...status.limits];
    if (saidMissing && recordingSince !== null)
      limits.push(message("limit_earlierCalls", new Date(recordingSince).toLocaleTimeString()));
    if (busy) limits.push(message("limit_busySockets"));
    listener.status({ ...status, limits });
  };
  const sockets = framesCost
    ? new BusySockets((now) => {
        busy = now;
        channel.postMessage({ type: "listen", on: !now } satisfies HttpMessage);
        listener.events([gap(now ? "calls-left-off" : "calls-taken-up", Date.now())]);
        tellStatus();
      })
    : null;

  const onMessage = ({ data }: MessageEvent) => {
    const message = httpMessageSchema.safeParse(data);
    if (!message.success || message.data.type !== "calls") return;
    const { calls, dropped } = message.data;
    recordingSince = message.data.recordingSince;
    if (areCallsMissing() !== saidMissing) tellStatus();
    if (dropped > 0) listener.events([droppedCalls(dropped, calls[0]?.time ?? recordingSince)]);
    if (waiting === null) deliver(calls);
    else waiting.push(...calls);
  };
  channel.addEventListener("message", onMessage);

  const stopRelay = relay.start({
    events(batch) {
      documents.note(batch);
      listener.events(batch);
      if (recordingSince !== null) sockets?.note(batch, recordingSince);
      if (areCallsMissing() !== saidMissing) tellStatus();
      if (waiting === null) return;
      clearTimeout(timer);
      timer = setTimeout(endWait, longestWait);
    },
    caughtUp() {
      if (waiting !== null && documents.any) endWait();
    },
    status(next) {
      status = next;
      tellStatus();
    },
  });
  channel.postMessage({ type: "attach" });

  return () => {
    clearTimeout(timer);
    clearTimeout(lastTimer);
    sockets?.stop();
    channel.removeEventListener("message", onMessage);
    stopRelay();
  };
}

const droppedCalls = (count: number, time: number): CaptureEvent =>
  gap(`${count} HTTP calls were given up before this panel was opened`, time);

const gap = (reason: string, time: number): CaptureEvent => ({
  type: "gap",
  time: epochMilliseconds(time),
  reason,
});
