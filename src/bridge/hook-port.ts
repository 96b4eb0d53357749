import type { FromHook, MeetingEvents, SendProblem, ToHook } from "../contract/page-wire.ts";
import { randomKey } from "./random-key.ts";

const portEvent: MeetingEvents["port"] = "privicore-inspector:port";
const helloEvent: MeetingEvents["hello"] = "privicore-inspector:hello";
const leavingEvent: MeetingEvents["leaving"] = "privicore-inspector:leaving";
const restEvent: MeetingEvents["rest"] = "privicore-inspector:rest";

/** At the end of a document a batch is about 1 MiB of characters and one frame more; anything far above it is not the hook's. */
const batchLimit = 32 * 1_048_576;

const isInteger = (value: unknown): value is number => Number.isSafeInteger(value);
const isSendProblem = (content: unknown): content is SendProblem =>
  content === "gone" || content === "not-open" || content === "refused";

/** Takes a message from the hook for what it claims to be, or for nothing. */
function readFromHook(message: unknown): FromHook | null {
  if (!Array.isArray(message)) return null;
  const [type, id, content, start, length]: readonly unknown[] = message;
  if (type === "announce") return ["announce"];
  if (!isInteger(id)) return null;
  if (type === "batch" && typeof content === "string" && content.length <= batchLimit)
    return isInteger(start) && isInteger(length) ? ["batch", id, content, start, length] : null;
  if (type === "sent" && (content === null || isSendProblem(content))) return ["sent", id, content];
  return null;
}

/** Takes what the hook hands over at the end of the document: the secret, a space, and a batch for all panels. */
function readRest(data: unknown, secret: string): FromHook | null {
  if (typeof data !== "string" || !data.startsWith(`${secret} `)) return null;
  const batch = data.slice(secret.length + 1);
  return readFromHook(["batch", 0, batch, 0, batch.length]);
}

export interface HookPort {
  /** Says something to the hook. Before the hook is there it has no addressee: only what it announces is asked about. */
  say(message: ToHook): void;
  /** The document ends: everything that is left, and whatever the page still does, is heard before this and it return. */
  leave(): void;
  /** The document goes on after all, or may: what it does from here on waits in the hook until it is asked for. */
  stay(): void;
}

/** Meets the hook, whichever came first, and calls `listener` with what it says. */
export function meetHook(listener: (message: FromHook) => void): HookPort {
  let port: MessagePort | null = null;
  // Registered before any script of the page runs, and capturing, so that no listener of the page comes first: it neither
  // sees the port nor hinders it.
  const onOffer = (event: Event): void => {
    if (!(event instanceof MessageEvent)) return;
    const offered = event.ports[0];
    if (offered === undefined) return;
    event.stopImmediatePropagation();
    // Says to the hook, synchronously, that its offer is taken. The first one wins.
    event.preventDefault();
    performance.removeEventListener(portEvent, onOffer, true);
    port = offered;
    port.addEventListener("message", (message) => {
      const read = readFromHook(message.data);
      if (read !== null) listener(read);
    });
    port.start();
  };
  performance.addEventListener(portEvent, onOffer, true);
  performance.dispatchEvent(new Event(helloEvent));

  let secret: string | null = null;
  const onRest = (event: Event): void => {
    event.stopImmediatePropagation();
    const read = secret !== null && event instanceof MessageEvent ? readRest(event.data, secret) : null;
    if (read !== null) listener(read);
  };
  performance.addEventListener(restEvent, onRest, true);

  return {
    say: (message) => port?.postMessage(message),
    leave() {
      secret = randomKey();
      performance.dispatchEvent(new MessageEvent(leavingEvent, { data: secret }));
    },
    stay() {
      secret = null;
    },
  };
}
