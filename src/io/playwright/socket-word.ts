import * as z from "zod/mini";

const openWordSchema = z.object({ event: z.literal("open"), url: z.string() });

const closeWordSchema = z.object({
  event: z.literal("close"),
  url: z.string(),
  code: z.number(),
  reason: z.string(),
  wasClean: z.boolean(),
});

const socketWordSchema = z.union([openWordSchema, closeWordSchema]);

/** How a socket closed, as the page knows. */
export type CloseWord = z.infer<typeof closeWordSchema>;

/** What the script in the page tells of a socket. */
export type SocketWord = z.infer<typeof socketWordSchema>;

/** Reads what came from the page; null where it is not the script's. */
export function readSocketWord(message: unknown): SocketWord | null {
  return socketWordSchema.safeParse(message).data ?? null;
}

/**
 * A script for the page: tells `binding` that a socket opened, and how it closed. The constructor stays what it is to the
 * page – name, prototype, statics –, and a failure of ours stays ours. Listeners are added by the browser's own method: a class of the
 * page's that has one of its own is not ready for it in its constructor, nor is it asked for.
 */
export function socketReporter(binding: string): string {
  return `(() => {
  const tell = globalThis[${JSON.stringify(binding)}];
  if (typeof tell !== "function" || typeof WebSocket !== "function") return;
  const { addEventListener } = EventTarget.prototype;
  const { apply, construct } = Reflect;
  const say = (word) => void Promise.resolve(tell(word)).catch(() => {});
  const reporting = new Proxy(WebSocket, {
    construct(target, args, newTarget) {
      const socket = construct(target, args, newTarget);
      try {
        const hear = (type, listener) => apply(addEventListener, socket, [type, listener]);
        hear("open", () => say({ event: "open", url: socket.url }));
        hear("close", ({ code, reason, wasClean }) => {
          say({ event: "close", url: socket.url, code, reason, wasClean });
        });
      } catch {}
      return socket;
    },
  });
  // A page may ask a socket whose it is.
  Object.defineProperty(WebSocket.prototype, "constructor", { value: reporting });
  globalThis.WebSocket = reporting;
})();`;
}
