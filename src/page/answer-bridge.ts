import type { FromHook, HelloEventName, PortEventName, ToHook } from "../contract/page-wire.ts";
import { type EventRing, injected } from "./event-ring.ts";
import {
  addListener,
  charCodeAt,
  deref,
  dispatch,
  fromBase64,
  messageData,
  NativeUint8Array,
  postToPort,
  removeListener,
  scope,
  socketSend,
  socketState,
  stopImmediatePropagation,
} from "./primordials.ts";
import { recordFrame } from "./record-frame.ts";

const portEvent: PortEventName = "privicore-inspector:port";
const helloEvent: HelloEventName = "privicore-inspector:hello";

/** A panel that waits for something to happen. */
interface Waiter {
  readonly token: number;
  readonly after: number;
  readonly maxEvents: number;
  readonly maxCharacters: number;
  next: Waiter | null;
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = fromBase64(text);
  const bytes = new NativeUint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = charCodeAt(binary, i);
  return bytes;
}

/**
 * Gives the bridge a port and answers on it. Returns what to call after every recorded event.
 *
 * The port is handed over before any script of the page runs, whichever of hook and bridge comes first: the hook offers
 * it at once, and again when a bridge says hello. The bridge takes it by preventing the event's default and lets the
 * event go no further.
 */
export function answerBridge(ring: EventRing): () => void {
  const channel = new MessageChannel();
  const port = channel.port1;
  let waiters: Waiter | null = null;
  let announced = false;

  const say = (message: FromHook): void => postToPort(port, message);

  function pull(waiter: Waiter): void {
    const batch = ring.collect(waiter.after, waiter.maxEvents, waiter.maxCharacters);
    if (batch === null) {
      waiter.next = waiters;
      waiters = waiter;
    } else say(["batch", waiter.token, batch]);
  }

  /** Panels ask anew where they fear that a question was lost: only the last one counts. */
  function dropWaiter(token: number): void {
    let kept: Waiter | null = null;
    for (let at = waiters; at !== null; ) {
      const next: Waiter | null = at.next;
      if (at.token !== token) {
        at.next = kept;
        kept = at;
      }
      at = next;
    }
    waiters = kept;
  }

  function send(id: number, opcode: "text" | "binary", payload: string): string | null {
    const connection = ring.connection(id);
    const socket = connection === null ? undefined : deref(connection.socket);
    if (connection === null || socket === undefined) return "The connection is gone.";
    if (socketState(socket) !== 1) return "The connection is not open.";
    const data = opcode === "text" ? payload : bytesOf(payload);
    socketSend(socket, data);
    recordFrame(ring, connection, "sent", data, injected);
    changed();
    return null;
  }

  addListener(port, "message", (event: Event) => {
    // The port's other end is in the bridge's hands alone: the contract's shapes, positional.
    const message = messageData(event) as ToHook;
    if (message[0] === "pull") {
      dropWaiter(message[1]);
      pull({
        token: message[1],
        after: message[2],
        maxEvents: message[3],
        maxCharacters: message[4],
        next: null,
      });
    } else {
      let error: string | null;
      try {
        error = send(message[2], message[3], message[4]);
      } catch {
        // The exception's own words would come from prototypes that the page can change.
        error = "The browser refused to send it.";
      }
      say(["sent", message[1], error]);
    }
  });
  port.start();

  const offer = new MessageEvent(portEvent, { cancelable: true, ports: [channel.port2] });
  const taken = (): boolean => !dispatch(scope, offer);
  if (!taken()) {
    const onHello = (hello: Event): void => {
      stopImmediatePropagation(hello);
      if (taken()) removeListener(scope, helloEvent, onHello);
    };
    addListener(scope, helloEvent, onHello);
  }

  function changed(): void {
    if (!announced) {
      announced = true;
      say(["announce"]);
    }
    const waiting = waiters;
    waiters = null;
    for (let at = waiting; at !== null; ) {
      const next: Waiter | null = at.next;
      pull(at);
      at = next;
    }
  }
  return changed;
}
