import type { HttpEvent } from "../../src/contract/capture-event.ts";
import { type CallsMessage, httpMessageSchema } from "../../src/contract/http-wire.ts";
import type { FinishedCall } from "../../src/platform/devtools-network.ts";
import type { Protocol } from "../../src/protocol/meaning.ts";
import { callStart, isWanted, readFinishedCall } from "./read-finished-call.ts";

/** The browser's network log, and the clock; an in-memory stand-in in tests. */
export interface NetworkLog {
  onCallFinished(listener: (call: FinishedCall) => void): () => void;
  finishedCalls(): Promise<readonly FinishedCall[]>;
  onInspectedPageNavigated(listener: () => void): () => void;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** A BroadcastChannel, as far as it is used. */
export type HttpChannel = Pick<BroadcastChannel, "postMessage" | "addEventListener" | "removeEventListener">;

/** What is kept for a panel that is not open yet. */
const mostCalls = 2_000;
const mostCharacters = 16 * 1024 * 1024;

/**
 * Records, in the devtools page, the calls that a protocol reads, from the moment DevTools open; hands them to the panel
 * once it attaches, and from then on as they finish. Until then a navigation begins the record anew, as nothing else of the
 * former page is known either. Nothing is read of calls that no protocol wants. The result stops it.
 */
export function recordHttp(
  log: NetworkLog,
  channel: HttpChannel,
  protocols: readonly Protocol[],
): () => void {
  const recordingSince = log.now();
  const held: HttpEvent[] = [];
  let heldCharacters = 0;
  let dropped = 0;
  let attached = false;
  /** Grows with each navigation: what was begun before it is not held any more. */
  let page = 0;
  /** Live calls that finished while the log was being fetched: the log holds them too. */
  let finishedMeanwhile: Map<string, number> | null = new Map();

  const post = (calls: HttpEvent[]) => {
    channel.postMessage({ type: "calls", recordingSince, dropped, calls } satisfies CallsMessage);
    dropped = 0;
  };
  const hold = (event: HttpEvent) => {
    held.push(event);
    heldCharacters += weight(event);
    while (held.length > mostCalls || heldCharacters > mostCharacters) {
      const oldest = held.shift();
      if (oldest === undefined) break;
      heldCharacters -= weight(oldest);
      dropped += 1;
    }
  };
  const take = async (call: FinishedCall) => {
    const start = callStart(call.entry);
    if (start === null || !isWanted(start, protocols)) return;
    const ofPage = page;
    const event = await readFinishedCall(call, protocols);
    if (event === null) return;
    if (attached) post([event]);
    else if (ofPage === page) hold(event);
  };

  /** Calls whose bodies are being fetched. */
  const reading = new Set<Promise<void>>();
  const read = (call: FinishedCall) => {
    const done: Promise<void> = take(call)
      .catch(report)
      .finally(() => reading.delete(done));
    reading.add(done);
  };
  const onFinished = (call: FinishedCall) => {
    if (finishedMeanwhile !== null) {
      const key = keyOf(call.entry);
      finishedMeanwhile.set(key, (finishedMeanwhile.get(key) ?? 0) + 1);
    }
    read(listening ? call : withoutBody(call));
  };
  let listening = true;
  let stopCalls: (() => void) | null = log.onCallFinished(onFinished);
  const listen = (on: boolean) => {
    listening = on;
    if (on) stopCalls ??= log.onCallFinished(onFinished);
    // In Firefox, a body that is fetched when nobody listens would make DevTools record again.
    else
      void Promise.all(reading).then(() => {
        if (listening) return;
        stopCalls?.();
        stopCalls = null;
      });
  };
  const stopNavigation = log.onInspectedPageNavigated(() => {
    page += 1;
    if (attached) return;
    held.length = 0;
    heldCharacters = 0;
    dropped = 0;
  });
  const onMessage = ({ data }: MessageEvent) => {
    const message = httpMessageSchema.safeParse(data);
    if (!message.success || message.data.type === "calls") return;
    listen(message.data.type === "attach" || message.data.on);
    if (message.data.type === "listen") return;
    attached = true;
    post(held.splice(0));
    heldCharacters = 0;
  };
  channel.addEventListener("message", onMessage);

  // Chromium records from DevTools' opening, a moment before this page has loaded. Firefox records only once somebody
  // listens, so that its log holds nothing more than what is heard.
  const fetched = log.finishedCalls();
  fetched.then(
    (calls) => {
      const heard = finishedMeanwhile ?? new Map<string, number>();
      finishedMeanwhile = null;
      for (const call of calls) {
        const key = keyOf(call.entry);
        const count = heard.get(key) ?? 0;
        if (count > 0) heard.set(key, count - 1);
        else if (hasEnded(call.entry)) read(call);
      }
    },
    (error: unknown) => {
      finishedMeanwhile = null;
      report(error);
    },
  );

  return () => {
    stopCalls?.();
    stopNavigation();
    channel.removeEventListener("message", onMessage);
  };
}

const withoutBody = ({ entry }: FinishedCall): FinishedCall => ({ entry, body: () => Promise.resolve(null) });

/** In the devtools page's own console: one call that cannot be read must not keep the others from being seen. */
function report(error: unknown): void {
  console.warn("Privicore Inspector could not read an HTTP call of the network log:", error);
}

function weight(event: HttpEvent): number {
  return (event.requestBody?.length ?? 0) + (event.responseBody?.length ?? 0);
}

/** The same call in the log and as it was heard: both carry the same moment to the millisecond. */
function keyOf(entry: unknown): string {
  const start = callStart(entry);
  const { startedDateTime } = entry as { readonly startedDateTime?: unknown };
  return `${start?.method} ${start?.url} ${String(startedDateTime)}`;
}

/** Chromium's log lists calls that are still under way too; those will be heard of. */
function hasEnded(entry: unknown): boolean {
  const { response } = entry as {
    readonly response?: { readonly status?: unknown; readonly _error?: unknown };
  };
  return (
    (typeof response?.status === "number" && response.status > 0) || typeof response?._error === "string"
  );
}
