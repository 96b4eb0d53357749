import type { FromHook, HelloEventName, PortEventName, ToHook } from "../contract/page-wire.ts";

const portEvent: PortEventName = "privicore-inspector:port";
const helloEvent: HelloEventName = "privicore-inspector:hello";

/** A batch is about 1 MiB of characters and one frame more; anything far above it is not the hook's. */
const batchLimit = 32 * 1_048_576;

/** Takes a message from the hook for what it claims to be, or for nothing. */
function readFromHook(message: unknown): FromHook | null {
  if (!Array.isArray(message)) return null;
  const [type, id, content]: readonly unknown[] = message;
  if (type === "announce") return ["announce"];
  if (typeof id !== "number" || !Number.isSafeInteger(id)) return null;
  if (type === "batch" && typeof content === "string" && content.length <= batchLimit)
    return ["batch", id, content];
  if (type === "sent" && (content === null || typeof content === "string")) return ["sent", id, content];
  return null;
}

/**
 * Meets the hook, whichever came first, and calls `listener` with what it says. Returns how to speak to it: what is said
 * before the hook is there has no addressee, because only an announcement makes the bridge speak.
 */
export function meetHook(listener: (message: FromHook) => void): (message: ToHook) => void {
  let port: MessagePort | null = null;
  // Capturing, on window, before any script of the page: no page listener sees the port or hinders it.
  const onOffer = (event: Event): void => {
    if (!(event instanceof MessageEvent)) return;
    const offered = event.ports[0];
    if (offered === undefined) return;
    event.stopImmediatePropagation();
    // The hook's listener is the only one that learns of this: the offer is taken.
    event.preventDefault();
    window.removeEventListener(portEvent, onOffer, true);
    port = offered;
    port.addEventListener("message", (message) => {
      const read = readFromHook(message.data);
      if (read !== null) listener(read);
    });
    port.start();
  };
  window.addEventListener(portEvent, onOffer, true);
  window.dispatchEvent(new Event(helloEvent));
  return (message) => port?.postMessage(message);
}
