import {
  type ConnectionId,
  connectionId,
  type DocumentId,
  type EpochMilliseconds,
} from "../../contract/brands.ts";
import type { PageLog } from "./page-log.ts";
import type { DocumentRecorder } from "./record-documents.ts";
import type { RecordedSocket } from "./recorded-page.ts";
import { type CloseWord, readSocketWord } from "./socket-word.ts";

/** A socket that Playwright told of. The page's word comes on another way, so that either may be first. */
interface SeenSocket {
  readonly id: ConnectionId;
  readonly url: string;
  readonly document: DocumentId | null;
  opened: boolean;
  /** The page told that it opened: it is no worker's socket, and the page will tell of its close. */
  openTold: boolean;
  /** When Playwright told of its close. */
  endedAt: EpochMilliseconds | null;
  /** Its close is in the log. */
  closed: boolean;
}

/** A socket of which the page told that it opened, and Playwright nothing so far. */
interface DoubtfulSocket {
  readonly url: string;
  seen: boolean;
}

/** How long, in milliseconds, a socket's close waits for the page's word on its code. */
const closeGrace = 500;

/** How long, in milliseconds, Playwright has to tell of a socket that the page told of. It tells of the handshake already. */
const seenGrace = 200;

/** How long, in milliseconds, an ended socket is kept for a word of a busy page. */
const wordGrace = 10_000;

/**
 * Records a page's sockets. Playwright tells that a socket closed, but not how, and not that it opened: a small script in the
 * page (`socketReporter`) tells both.
 */
export class SocketRecorder {
  private count = 0;
  private readonly log: PageLog;
  private readonly documents: DocumentRecorder;
  /** The document to which what follows belongs. */
  private document: DocumentId | null = null;
  private sockets: SeenSocket[] = [];
  private closeWords: CloseWord[] = [];
  private doubtful: DoubtfulSocket[] = [];
  /** Whether the log says already that this document has sockets that nobody tells of. */
  private gapTold = false;
  private readonly doubts = new Set<Promise<void>>();

  constructor(log: PageLog, documents: DocumentRecorder) {
    this.log = log;
    this.documents = documents;
  }

  readonly onSocket = (socket: RecordedSocket): void => {
    const { log } = this;
    this.follow();
    const now = log.now();
    this.sockets = this.sockets.filter(({ endedAt }) => endedAt === null || endedAt > now - wordGrace);
    const seen: SeenSocket = {
      id: connectionId(`c${++this.count}`),
      url: socket.url(),
      document: this.document,
      opened: false,
      openTold: false,
      endedAt: null,
      closed: false,
    };
    this.sockets.push(seen);
    log.append({
      type: "connection-created",
      connection: seen.id,
      document: seen.document,
      time: now,
      url: seen.url,
      protocols: [],
    });
    const doubt = this.doubtful.find(({ url, seen: known }) => url === seen.url && !known);
    if (doubt !== undefined) {
      doubt.seen = true;
      seen.openTold = true;
      this.open(seen);
    }
    const frame = (direction: "sent" | "received", payload: string | Uint8Array) => {
      if (log.stopped || seen.closed) return;
      this.open(seen);
      log.append({ type: "frame", connection: seen.id, time: log.now(), direction, ...wirePayload(payload) });
    };
    socket.on("framesent", ({ payload }) => frame("sent", payload));
    socket.on("framereceived", ({ payload }) => frame("received", payload));
    socket.on("socketerror", () => {
      if (!log.stopped && !seen.closed)
        log.append({ type: "connection-error", connection: seen.id, time: log.now() });
    });
    socket.on("close", () => this.onEnded(seen));
  };

  /** The page's word on a socket. Comes from the page: anything may stand in it. */
  readonly onWord = (message: unknown): void => {
    const word = readSocketWord(message);
    if (word === null || this.log.stopped) return;
    this.follow();
    if (word.event === "open") this.openWord(word.url);
    else this.closeWord(word);
  };

  /** Resolves when it is known of every socket that the page told of whether Playwright tells of it, too. */
  async certain(): Promise<void> {
    await Promise.all(this.doubts);
  }

  private follow(): void {
    if (this.document === this.documents.current) return;
    this.document = this.documents.current;
    this.sockets = [];
    this.closeWords = [];
    this.doubtful = [];
    this.gapTold = false;
  }

  private openWord(url: string): void {
    const untold = this.sockets.filter((socket) => socket.url === url && !socket.openTold);
    const seen =
      untold.find(({ opened, endedAt }) => !opened && endedAt === null) ??
      untold.find(({ endedAt }) => endedAt === null) ??
      untold[0];
    if (seen === undefined) {
      this.doubt(url);
      return;
    }
    seen.openTold = true;
    if (!seen.closed) this.open(seen);
  }

  private open(seen: SeenSocket): void {
    if (seen.opened) return;
    seen.opened = true;
    // The page says nothing of a worker's socket: that it has ended must be known before its successor opens.
    for (const other of this.sockets)
      if (other !== seen && other.url === seen.url && !other.openTold) this.closeEnded(other, null);
    this.log.append({ type: "connection-opened", connection: seen.id, time: this.log.now() });
  }

  /** `page.routeWebSocket` puts a socket of its own in place of the page's: Playwright tells of none. */
  private doubt(url: string): void {
    const { document } = this;
    if (document === null || this.gapTold) return;
    const time = this.log.now();
    const doubtful: DoubtfulSocket = { url, seen: false };
    this.doubtful.push(doubtful);
    const decided = this.wait(seenGrace, () => doubtful.seen || this.document !== document).then(() => {
      this.doubts.delete(decided);
      this.doubtful = this.doubtful.filter((other) => other !== doubtful);
      if (doubtful.seen || (this.document === document && this.gapTold)) return;
      if (this.document === document) this.gapTold = true;
      this.log.append({ type: "gap", time, reason: "sockets-not-recorded", document });
    });
    this.doubts.add(decided);
    this.log.await(decided);
  }

  private closeWord(word: CloseWord): void {
    const same = this.sockets.filter(({ url }) => url === word.url);
    const ended = same.filter(({ endedAt, closed }) => endedAt !== null && !closed);
    const waiting = ended.find(({ openTold }) => openTold) ?? ended[0];
    if (waiting !== undefined) {
      this.closeEnded(waiting, word);
      return;
    }
    const late = same.find(({ closed, openTold }) => closed && openTold);
    if (late !== undefined) this.forget(late);
    else if (same.some(({ closed }) => !closed)) this.closeWords.push(word);
  }

  /** Of several sockets to one URL only Playwright knows which has closed: the page's word is that one's. */
  private onEnded(seen: SeenSocket): void {
    this.follow();
    seen.endedAt = this.log.now();
    const word = this.closeWords.find(({ url }) => url === seen.url);
    if (word !== undefined && seen.document === this.document) {
      this.closeWords = this.closeWords.filter((other) => other !== word);
      this.closeEnded(seen, word);
      return;
    }
    // Without the page's word where none comes: the document went away, or it is a worker's socket.
    this.log.await(
      this.wait(closeGrace, () => seen.closed || seen.document !== this.documents.current).then(() =>
        this.closeEnded(seen, null),
      ),
    );
  }

  /** Logs the close of a socket that has ended, at the time when it did. */
  private closeEnded(seen: SeenSocket, word: CloseWord | null): void {
    if (seen.closed || seen.endedAt === null) return;
    seen.closed = true;
    if (word !== null) this.forget(seen);
    // With its document it has ended already.
    if (seen.document !== this.documents.current) return;
    this.log.append({
      type: "connection-closed",
      connection: seen.id,
      time: seen.endedAt,
      code: word?.code ?? null,
      reason: word?.reason ?? null,
      wasClean: word?.wasClean ?? null,
    });
  }

  private forget(seen: SeenSocket): void {
    this.sockets = this.sockets.filter((other) => other !== seen);
  }

  private async wait(grace: number, done: () => boolean): Promise<void> {
    const given = performance.now() + grace;
    while (!done() && !this.log.stopped && performance.now() < given)
      await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function wirePayload(payload: string | Uint8Array): {
  opcode: "text" | "binary";
  payload: string;
  size: number;
} {
  if (typeof payload === "string") return { opcode: "text", payload, size: Buffer.byteLength(payload) };
  return { opcode: "binary", payload: Buffer.from(payload).toString("base64"), size: payload.length };
}
