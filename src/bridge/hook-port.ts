import type { FromHook, KeyedEvents, MeetingEvents, SendProblem, ToHook } from "../contract/page-wire.ts";

const portEvent: MeetingEvents["port"] = "privicore:port";
const helloEvent: MeetingEvents["hello"] = "privicore:hello";

/** No hook makes a batch as long as this. */
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
  if (type === "batch" && typeof content === "string" && isInteger(start) && isInteger(length))
    // What is too long to carry is handed on as an unreadable batch, which the panel shows as a gap.
    return content.length <= batchLimit ? ["batch", id, content, start, length] : ["batch", id, "", 0, 0];
  if (type === "sent" && (content === null || isSendProblem(content))) return ["sent", id, content];
  return null;
}

/** Takes what the hook hands over at the end of the document: a batch for all panels. */
const readRest = (batch: unknown): FromHook | null =>
  typeof batch === "string" ? readFromHook(["batch", 0, batch, 0, batch.length]) : null;

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
  let key: KeyedEvents["rest"] = "";
  let leaving = false;
  // Registered before any script of the page runs, and capturing, so that no listener of the page comes first: it neither
  // sees the port nor hinders it.
  const onOffer = (event: Event): void => {
    if (!(event instanceof MessageEvent)) return;
    const offered = event.ports[0];
    if (offered === undefined || typeof event.data !== "string") return;
    event.stopImmediatePropagation();
    // Says to the hook, synchronously, that its offer is taken. The first one wins.
    event.preventDefault();
    performance.removeEventListener(portEvent, onOffer, true);
    key = event.data;
    performance.addEventListener(key, onRest);
    port = offered;
    port.addEventListener("message", (message) => {
      const read = readFromHook(message.data);
      if (read !== null) listener(read);
    });
    port.start();
  };
  function onRest(event: Event): void {
    const read = leaving && event instanceof MessageEvent ? readRest(event.data) : null;
    if (read !== null) listener(read);
  }
  performance.addEventListener(portEvent, onOffer, true);
  performance.dispatchEvent(new Event(helloEvent));

  return {
    say: (message) => port?.postMessage(message),
    leave() {
      leaving = true;
      const leavingEvent: KeyedEvents["leaving"] = `-${key}`;
      performance.dispatchEvent(new Event(leavingEvent));
    },
    stay() {
      leaving = false;
    },
  };
}
