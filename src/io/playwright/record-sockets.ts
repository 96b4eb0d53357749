import * as z from "zod/mini";
import { type ConnectionId, connectionId, type DocumentId } from "../../contract/brands.ts";
import type { PageLog } from "./page-log.ts";
import type { DocumentRecorder } from "./record-documents.ts";
import type { RecordedSocket } from "./recorded-page.ts";

interface OpenSocket {
  readonly id: ConnectionId;
  readonly url: string;
  readonly document: DocumentId | null;
  closed: boolean;
}

/** How long, in milliseconds, a socket's close waits for the page's word on its code; the two come on different ways. */
const closeGrace = 500;

/**
 * Records a page's sockets. Playwright tells that a socket closed, but not how: a small script in the page
 * ({@link closeReporter}) says the code.
 */
export class SocketRecorder {
  private count = 0;
  private readonly sockets = new Set<OpenSocket>();
  private readonly log: PageLog;
  private readonly documents: DocumentRecorder;

  constructor(log: PageLog, documents: DocumentRecorder) {
    this.log = log;
    this.documents = documents;
  }

  readonly onSocket = (socket: RecordedSocket): void => {
    const { log } = this;
    const open: OpenSocket = {
      id: connectionId(`c${++this.count}`),
      url: socket.url(),
      document: this.documents.current,
      closed: false,
    };
    this.sockets.add(open);
    log.append({
      type: "connection-created",
      connection: open.id,
      document: open.document,
      time: log.now(),
      url: open.url,
      protocols: [],
    });
    let opened = false;
    const frame = (direction: "sent" | "received", payload: string | Uint8Array) => {
      if (log.stopped || open.closed) return;
      if (!opened) log.append({ type: "connection-opened", connection: open.id, time: log.now() });
      opened = true;
      log.append({ type: "frame", connection: open.id, time: log.now(), direction, ...wirePayload(payload) });
    };
    socket.on("framesent", ({ payload }) => frame("sent", payload));
    socket.on("framereceived", ({ payload }) => frame("received", payload));
    socket.on("socketerror", () => {
      if (!log.stopped && !open.closed)
        log.append({ type: "connection-error", connection: open.id, time: log.now() });
    });
    socket.on("close", () => log.await(this.closedUntold(open)));
  };

  /** The page's word that a socket has closed. Comes from the page: anything may stand in it. */
  readonly onClosed = (message: unknown): void => {
    const told = closeMessageSchema.safeParse(message);
    if (!told.success) return;
    const { url, code, reason, wasClean } = told.data;
    // Of several sockets to one URL the oldest: their codes are rarely different.
    const open = [...this.sockets].find(
      (socket) => socket.url === url && socket.document === this.documents.current,
    );
    if (open !== undefined) this.close(open, code, reason, wasClean);
  };

  /** Waits for the page's word, and does without it where none comes: the document went away, or a worker's socket. */
  private async closedUntold(open: OpenSocket): Promise<void> {
    const given = performance.now() + closeGrace;
    while (
      !open.closed &&
      !this.log.stopped &&
      open.document === this.documents.current &&
      performance.now() < given
    )
      await new Promise((resolve) => setTimeout(resolve, 10));
    this.close(open, null, null, null);
  }

  private close(
    open: OpenSocket,
    code: number | null,
    reason: string | null,
    wasClean: boolean | null,
  ): void {
    if (open.closed) return;
    open.closed = true;
    this.sockets.delete(open);
    // With its document it has ended already.
    if (this.log.stopped || open.document !== this.documents.current) return;
    this.log.append({
      type: "connection-closed",
      connection: open.id,
      time: this.log.now(),
      code,
      reason,
      wasClean,
    });
  }
}

const closeMessageSchema = z.object({
  url: z.string(),
  code: z.number(),
  reason: z.string(),
  wasClean: z.boolean(),
});

/**
 * A script for the page: tells `binding` how each socket closed. The constructor stays what it is to the page – name,
 * prototype, statics –, and a failure of ours stays ours.
 */
export function closeReporter(binding: string): string {
  return `(() => {
  const tell = globalThis[${JSON.stringify(binding)}];
  if (typeof tell !== "function" || typeof WebSocket !== "function") return;
  globalThis.WebSocket = new Proxy(WebSocket, {
    construct(target, args, newTarget) {
      const socket = Reflect.construct(target, args, newTarget);
      try {
        socket.addEventListener("close", ({ code, reason, wasClean }) => {
          Promise.resolve(tell({ url: socket.url, code, reason, wasClean })).catch(() => {});
        });
      } catch {}
      return socket;
    },
  });
})();`;
}

function wirePayload(payload: string | Uint8Array): {
  opcode: "text" | "binary";
  payload: string;
  size: number;
} {
  if (typeof payload === "string") return { opcode: "text", payload, size: Buffer.byteLength(payload) };
  return { opcode: "binary", payload: Buffer.from(payload).toString("base64"), size: payload.length };
}
