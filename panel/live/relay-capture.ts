import { type ConnectionId, epochMilliseconds } from "../../src/contract/brands.ts";
import type { CaptureEvent, Opcode } from "../../src/contract/capture-event.ts";
import type { SendProblem } from "../../src/contract/page-wire.ts";
import { type FromPanel, type ToPanel, toPanelSchema } from "../../src/contract/relay-wire.ts";
import type { Transport } from "../../src/platform/transport.ts";
import { message, words } from "../text/message.ts";
import { mostDocuments } from "./call-documents.ts";
import type { CaptureListener, CaptureStatus } from "./capture-source.ts";
import { createDocumentFeed, type DocumentFeed } from "./document-feed.ts";
import { PageTimes } from "./page-times.ts";
import type { WorkerAwareSource } from "./worker-sockets.ts";

/**
 * One batch: the page's main thread makes it and gives it to the browser in about 3 ms, each in a task. So many of them answer
 * a question: a page whose sockets keep it busy takes a tenth of a second and more until it comes to any one task.
 */
const maxCharacters = 786_432;
const batches = 16;
/** No hook makes a longer one. */
const longestBatch = 32 * 1_048_576;

/** Milliseconds. */
const pace = {
  /** Between an answer that is not all and the next question: the page has other work, too. */
  more: 4,
  /** An answer that is broken off for so long is asked for again. */
  rest: 2_000,
  /** Between an answer that is all and the next question: what comes meanwhile comes together. */
  end: 40,
  /** While a Blob is being read. */
  pending: 50,
  /** After an answer that is none: a page that floods with nonsense is asked rarely. */
  unreadable: 2_000,
  /** A question without an answer is asked again: it may have been lost. Also keeps the hook's buffer large. */
  again: 8_000,
  /** Between looks at whether a page that has said nothing is watched: it may be another by now. */
  look: 1_500,
  /** Keeps the service worker alive, which ends after 30 s without a message. */
  ping: 20_000,
  /** A document that has not come back this long after the background died has left meanwhile. */
  absent: 5_000,
  reconnectFirst: 50,
  reconnectMost: 2_000,
} as const;

const sendProblemTexts: Readonly<Record<SendProblem, string>> = words("send", [
  "gone",
  "not-open",
  "refused",
  "page-left",
]);

interface WatchedDocument {
  readonly key: string;
  readonly feed: DocumentFeed;
  /** `lost`: it has ended without a word, so that it may be there all the same. */
  state: "attached" | "absent" | "ended" | "lost";
  /** When it was heard that it has ended: by the clock that tells when it is back. */
  left: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** Batches that may still come in answer to the last question. */
  expected: number;
  /** The beginning of a batch that comes in parts. */
  begun: string;
}

interface PendingSend {
  readonly document: WatchedDocument;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

export interface RelayOptions {
  /** The tab to watch. */
  readonly tab: number;
  /** Opens a channel to the router; called anew after each loss. */
  readonly connect: () => Transport;
}

/**
 * Live events from the pages of a tab: asks each document's hook for what came after the last event that arrived, as fast
 * as answers come and no faster. Nothing depends on the background staying alive: whatever is lost is asked for again.
 */
export function createRelayCapture({ tab, connect }: RelayOptions): WorkerAwareSource {
  const documents = new Map<string, WatchedDocument>();
  const sends = new Map<number, PendingSend>();
  let lastLabel = 0;
  let lastRequest = 0;
  let transport: Transport | null = null;
  let listener: CaptureListener | null = null;
  let relay: CaptureStatus["relay"] = "connecting";
  let backOff: number = pace.reconnectFirst;
  let reconnectTimer: ReturnType<typeof setTimeout> | undefined;
  let pingTimer: ReturnType<typeof setInterval> | undefined;
  let absenceTimer: ReturnType<typeof setTimeout> | undefined;
  let lookTimer: ReturnType<typeof setTimeout> | undefined;
  let page: CaptureStatus["page"] = "unknown";
  const times = new PageTimes();

  const tell = (message: FromPanel): void => transport?.postMessage(message);
  const emit = (events: readonly CaptureEvent[]): void => {
    if (events.length > 0) listener?.events(events);
  };

  const isOver = ({ state }: WatchedDocument): boolean => state === "ended" || state === "lost";

  function reportStatus(): void {
    let watched = 0;
    for (const document of documents.values()) if (!isOver(document)) watched++;
    if (watched > 0) page = "watched";
    listener?.status({ relay, documents: watched, page, limits: [] });
  }

  /** Asks now and then whether there is a page that could be watched, while none says anything. */
  function look(): void {
    clearTimeout(lookTimer);
    if ([...documents.values()].every(({ state }) => state !== "attached")) tell({ type: "look" });
    lookTimer = setTimeout(look, pace.look);
  }

  function schedule(document: WatchedDocument, delay: number): void {
    clearTimeout(document.timer);
    document.timer = setTimeout(() => pull(document), delay);
  }

  function pull(document: WatchedDocument): void {
    if (document.state !== "attached") return;
    const { last: after, alone } = document.feed;
    document.expected = alone ? 1 : batches;
    tell({
      type: "pull",
      document: document.key,
      after,
      maxCharacters: alone ? 1 : maxCharacters,
      batches: document.expected,
    });
    schedule(document, pace.again);
  }

  function end(document: WatchedDocument, time: number, orderly: boolean): void {
    clearTimeout(document.timer);
    failSends(message("send_lost"), document);
    document.state = orderly ? "ended" : "lost";
    document.left = Date.now();
    emit(document.feed.end(time, orderly));
    emit([{ type: "document-ended", document: document.feed.id, time: epochMilliseconds(time) }]);
    reportStatus();
  }

  function remember(document: WatchedDocument): void {
    documents.delete(document.key);
    documents.set(document.key, document);
    for (const old of documents.values())
      if (documents.size > mostDocuments && isOver(old)) documents.delete(old.key);
  }

  function attach(message: Extract<ToPanel, { type: "document" }>): void {
    let document = documents.get(message.document);
    if (document === undefined || isOver(document)) {
      const label = `d${++lastLabel}`;
      const topFrame = message.frame === 0;
      const left = document === undefined ? null : document.state === "lost" ? "lost" : document.left;
      const time = times.since(message.time, Date.now(), topFrame, left);
      let open: readonly CaptureEvent[] = [];
      if (document === undefined) {
        const feed = createDocumentFeed(label);
        document = {
          key: message.document,
          feed,
          state: "attached",
          left: 0,
          timer: undefined,
          expected: 0,
          begun: "",
        };
      } else open = document.feed.renew(label, left === "lost");
      document.state = "attached";
      remember(document);
      const { id } = document.feed;
      emit([
        { type: "document", document: id, time: epochMilliseconds(time), url: message.url, topFrame },
        ...open,
      ]);
    }
    document.state = "attached";
    reportStatus();
    pull(document);
  }

  /** Joins the parts of a batch; null until the last one is there. What does not fit its predecessor lost that: it is let go. */
  function join(document: WatchedDocument, part: Extract<ToPanel, { type: "batch" }>): string | null {
    if (part.length > longestBatch && part.start === 0) emit(document.feed.passOver());
    const before = part.start === 0 ? "" : document.begun;
    const fits = before.length === part.start && part.length <= longestBatch;
    const batch = fits ? before + part.part : "";
    document.begun = batch.length < part.length ? batch : "";
    return fits && document.begun === "" ? batch : null;
  }

  function takeBatch(document: WatchedDocument, part: Extract<ToPanel, { type: "batch" }>): void {
    const batch = join(document, part);
    if (batch === null) {
      // Its other parts come each in a task of the page, which may have other work in between.
      schedule(document, pace.rest);
      return;
    }
    const { last, workers: before } = document.feed;
    const { events, next } = document.feed.take(batch);
    emit(events);
    if (next === "end") listener?.caughtUp?.();
    const { workers } = document.feed;
    if (workers.dedicated !== before.dedicated || workers.shared !== before.shared) reportStatus();
    // One that brought nothing new answers an earlier question.
    if (document.feed.last > last) document.expected--;
    schedule(document, pace[next === "more" && document.expected > 0 ? "rest" : next]);
  }

  function onMessage(raw: unknown): void {
    const message = toPanelSchema.safeParse(raw).data;
    if (message === undefined) return;
    if (message.type === "watching") {
      relay = "connected";
      backOff = pace.reconnectFirst;
      reportStatus();
      look();
      return;
    }
    if (message.type === "looked") {
      // A page that is busy, or stands still in the debugger, answers only once it goes on: until then nobody is absent.
      absenceTimer ??= setTimeout(endAbsent, pace.absent);
      const before = page;
      page = message.bridged ? "watched" : "unwatched";
      if (page !== before) reportStatus();
      return;
    }
    if (message.type === "document") {
      attach(message);
      return;
    }
    const document = documents.get(message.document);
    if (document === undefined) return;
    switch (message.type) {
      case "document-left":
        end(document, message.time ?? Date.now(), message.time !== null);
        if (message.time === null) tell({ type: "look" });
        break;
      case "batch":
        takeBatch(document, message);
        break;
      case "sent": {
        const pending = sends.get(message.request);
        sends.delete(message.request);
        if (message.problem === null) pending?.resolve();
        else pending?.reject(new Error(sendProblemTexts[message.problem]));
      }
    }
  }

  function endAbsent(): void {
    for (const document of documents.values())
      if (document.state === "absent") end(document, Date.now(), false);
  }

  /** What was sent in one document, or in any. */
  function failSends(reason: string, document: WatchedDocument | null = null): void {
    for (const [request, pending] of sends) {
      if (document !== null && pending.document !== document) continue;
      sends.delete(request);
      pending.reject(new Error(reason));
    }
  }

  function open(): void {
    let opened: Transport;
    try {
      opened = connect();
    } catch {
      // The extension was updated or removed under this panel: keep trying, the status says so.
      reconnectLater();
      return;
    }
    transport = opened;
    opened.addListener(onMessage);
    opened.onClosed(() => {
      if (transport !== opened) return;
      transport = null;
      for (const document of documents.values()) {
        if (document.state !== "attached") continue;
        document.state = "absent";
        clearTimeout(document.timer);
      }
      clearTimeout(absenceTimer);
      absenceTimer = undefined;
      clearTimeout(lookTimer);
      failSends(message("send_lost"));
      reconnectLater();
    });
    tell({ type: "watch", tab });
  }

  function reconnectLater(): void {
    relay = "reconnecting";
    reportStatus();
    reconnectTimer = setTimeout(open, backOff);
    backOff = Math.min(backOff * 2, pace.reconnectMost);
  }

  return {
    start(starting) {
      listener = starting;
      reportStatus();
      open();
      pingTimer = setInterval(() => {
        tell({ type: "ping" });
        // A frame whose port was lost while the others' were not is asked to come again.
        tell({ type: "look" });
      }, pace.ping);
      return () => {
        listener = null;
        clearInterval(pingTimer);
        clearTimeout(reconnectTimer);
        clearTimeout(absenceTimer);
        clearTimeout(lookTimer);
        for (const document of documents.values()) clearTimeout(document.timer);
        failSends(message("send_stopped"));
        const closing = transport;
        transport = null;
        closing?.close();
      };
    },

    workerDocuments() {
      return [...documents.values()].flatMap((document) => {
        const { id, workers } = document.feed;
        return isOver(document) || workers.dedicated + workers.shared === 0
          ? []
          : [{ document: id, ...workers }];
      });
    },

    send(connection: ConnectionId, opcode: Opcode, payload: string): Promise<void> {
      for (const document of documents.values()) {
        const number = document.feed.wireConnection(connection);
        if (number === null) continue;
        if (document.state !== "attached" || transport === null)
          return Promise.reject(new Error(sendProblemTexts["page-left"]));
        const request = ++lastRequest;
        return new Promise((resolve, reject) => {
          sends.set(request, { document, resolve, reject });
          tell({ type: "send", document: document.key, request, connection: number, opcode, payload });
        });
      }
      return Promise.reject(new Error(message("send_notLive")));
    },
  };
}
