/** One observation: what it gives, or what it throws, is the outcome. */
export type Check = (socketOrigin: string) => unknown;
export type Checks = Readonly<Record<string, Check>>;

/** An exception's kind and words, without the stack. */
export function describeError(error: unknown): string {
  if (error instanceof DOMException) return `DOMException ${error.name} ${error.code}: ${error.message}`;
  if (error instanceof Error) return `${error.constructor.name}: ${error.message}`;
  return String(error);
}

/** What a call throws, or gives. */
export function attempt(call: () => unknown): string {
  try {
    const result = call();
    return `gave ${typeof result === "object" && result !== null ? Object.prototype.toString.call(result) : String(result)}`;
  } catch (error) {
    return `threw ${describeError(error)}`;
  }
}

/** The next event of a type. */
export const next = <T extends Event = Event>(target: EventTarget, type: string): Promise<T> =>
  new Promise((resolve) => target.addEventListener(type, (event) => resolve(event as T), { once: true }));

/** An open socket. */
export async function opened(url: string, protocols?: string | string[]): Promise<WebSocket> {
  const socket = protocols === undefined ? new WebSocket(url) : new WebSocket(url, protocols);
  socket.binaryType = "arraybuffer";
  await next(socket, "open");
  return socket;
}

/** Closes a socket and waits until it is. */
export async function close(socket: WebSocket): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return;
  const closed = next(socket, "close");
  socket.close();
  await closed;
}

/** Sends something over an open socket of `/echo` and gives what came back: text as it is, bytes as a list. */
export async function echoed(socket: WebSocket, data: unknown): Promise<unknown> {
  const answer = next<MessageEvent>(socket, "message");
  // A page can call it with anything.
  socket.send(data as string);
  const { data: received } = await answer;
  return received instanceof ArrayBuffer ? Array.from(new Uint8Array(received)) : received;
}

/** Own properties with their flags, and what functions look like. */
export function shapeOf(object: object): unknown {
  return Reflect.ownKeys(object).map((key) => {
    const descriptor = Reflect.getOwnPropertyDescriptor(object, key);
    const { value, get, set, ...flags } = descriptor ?? {};
    return [String(key), flags, functionShape(value), functionShape(get), functionShape(set)];
  });
}

function functionShape(value: unknown): unknown {
  if (typeof value !== "function") return typeof value === "object" ? "object" : String(value);
  return {
    name: value.name,
    length: value.length,
    source: Function.prototype.toString.call(value),
    joined: `${value}`,
    // Sorted: Firefox lists a function's name and length in the order of their first use.
    properties: Reflect.ownKeys(value)
      .map((key) => {
        const descriptor = Reflect.getOwnPropertyDescriptor(value, key) ?? {};
        const { value: _value, get: _get, set: _set, ...flags } = descriptor;
        return `${String(key)} ${JSON.stringify(flags)}`;
      })
      .sort(),
    constructs: attempt(() => {
      // Tells a constructor from other functions without calling it.
      class Probe {}
      Reflect.construct(Probe, [], value as new () => unknown);
      return "a constructor";
    }),
    prototypeIsFunction: Object.getPrototypeOf(value) === Function.prototype,
    parentName: (Object.getPrototypeOf(value) as { name?: string } | null)?.name ?? null,
    tag: Object.prototype.toString.call(value),
    extensible: Object.isExtensible(value),
  };
}
