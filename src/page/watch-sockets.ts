import { disguiseReplacements, replaceConstructor, replaceFunction } from "./disguise.ts";
import { pieceLength, quoteStart } from "./encode.ts";
import type { Connection, EventRing } from "./event-ring.ts";
import {
  addListener,
  apply,
  closeCode,
  closeReason,
  closeWasClean,
  getOwnPropertyDescriptor,
  isArray,
  messageData,
  NativeWeakRef,
  NativeWebSocket,
  socketExtensions,
  socketProtocol,
  socketState,
  socketUrl,
  substring,
  weakMapGet,
  weakMapSet,
} from "./primordials.ts";
import { isBinary, recordFrame } from "./record-frame.ts";

/**
 * The subprotocols asked for, as a JSON array. Only what can be read without running code of the page: a string, or an
 * array's plain elements. What other iterables would give is left out; a proxy cannot be told from its array.
 */
function protocolsOf(parameters: readonly unknown[]): string {
  let list = "";
  const add = (asked: unknown): void => {
    if (typeof asked === "string" && list.length < pieceLength) list += `,${quoteStart(asked)}`;
  };
  if (parameters.length > 1) {
    const asked = parameters[1];
    add(asked);
    try {
      for (let i = 0; isArray(asked) && i < 100; i++) {
        const element = getOwnPropertyDescriptor(asked, i);
        if (!element) break;
        // A descriptor of an accessor has no `value` of its own.
        add(getOwnPropertyDescriptor(element, "value")?.value);
      }
    } catch {
      // A trap of the page's proxy threw: its socket is recorded all the same.
    }
  }
  return `[${substring(list, 1)}]`;
}

/** Runs an observation: whatever goes wrong in it stays away from the page, is counted, and reaches the panel. */
function observe(ring: EventRing, observation: () => void): void {
  try {
    observation();
  } catch {
    ring.countFailure();
  }
}

/**
 * Puts the watched `WebSocket` in the page's place: constructor and `send` are proxies over the native ones, everything
 * else is untouched. `changed` is called after everything that was recorded.
 */
export function watchSockets(ring: EventRing, changed: () => void): void {
  const connections = new WeakMap<object, Connection>();

  /** Listens before the page can, so that no listener of the page comes first and stops the event. */
  function watch(socket: WebSocket, parameters: readonly unknown[]): void {
    const connection = ring.created(new NativeWeakRef(socket), socketUrl(socket), protocolsOf(parameters));
    weakMapSet(connections, socket, connection);
    const on = (type: string, record: (event: Event) => void): void =>
      addListener(socket, type, (event: Event) => {
        // What the page dispatches itself never came over the wire. `isTrusted` is an own property that cannot be changed.
        if (!event.isTrusted) return;
        observe(ring, () => {
          record(event);
          changed();
        });
      });
    on("open", () => ring.opened(connection, socketProtocol(socket), socketExtensions(socket)));
    on("message", (event) => recordFrame(ring, connection, "received", messageData(event), 0));
    on("error", () => ring.errored(connection));
    on("close", (event) =>
      ring.closed(connection, closeCode(event), closeReason(event), closeWasClean(event)),
    );
    changed();
  }

  replaceConstructor("WebSocket", (socket, parameters) => {
    observe(ring, () => watch(socket as WebSocket, parameters));
  });

  replaceFunction(NativeWebSocket.prototype, "send", {
    apply(target, self, parameters: unknown[]) {
      const connection = weakMapGet(connections, self);
      // Not a socket of ours, or nothing to send: the native function says so, in its own words.
      if (!connection || parameters.length === 0) return apply(target, self, parameters);
      const data = parameters[0];
      // Web IDL's conversion, here instead of there, so that it runs once and what is recorded is what is sent. A symbol
      // has none: the native function refuses it.
      if (typeof data !== "string" && typeof data !== "symbol" && !isBinary(data)) parameters[0] = `${data}`;
      const result: unknown = apply(target, self, parameters);
      // A socket that is closing takes frames and drops them.
      if (socketState(self) === 1)
        observe(ring, () => {
          recordFrame(ring, connection, "sent", parameters[0], 0);
          changed();
        });
      return result;
    },
  });

  disguiseReplacements();
}

/** Notes that the document starts workers: their sockets are out of sight, and the panel should say so. */
export function watchWorkers(ring: EventRing, changed: () => void): void {
  const started = (shared: boolean) => (): void =>
    observe(ring, () => {
      ring.worker(shared);
      changed();
    });
  replaceConstructor("Worker", started(false));
  replaceConstructor("SharedWorker", started(true));
}
