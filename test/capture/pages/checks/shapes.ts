import { attempt, type Checks, shapeOf } from "./check.ts";

/** Objects that an observer of the page might have changed: their every property must look as before. */
const objects: Readonly<Record<string, () => object>> = {
  WebSocket: () => WebSocket,
  "WebSocket.prototype": () => WebSocket.prototype,
  Worker: () => Worker,
  "Worker.prototype": () => Worker.prototype,
  SharedWorker: () => SharedWorker,
  "SharedWorker.prototype": () => SharedWorker.prototype,
  "Function.prototype": () => Function.prototype,
  "EventTarget.prototype": () => EventTarget.prototype,
  "MessageEvent.prototype": () => MessageEvent.prototype,
  "MessagePort.prototype": () => MessagePort.prototype,
  "CloseEvent.prototype": () => CloseEvent.prototype,
  "Blob.prototype": () => Blob.prototype,
  "FileReader.prototype": () => FileReader.prototype,
  "Array.prototype": () => Array.prototype,
  "Promise.prototype": () => Promise.prototype,
  "Object.prototype": () => Object.prototype,
  JSON: () => JSON,
  Reflect: () => Reflect,
  performance: () => performance,
};

const namesOf = (object: object): string[] => Reflect.ownKeys(object).map(String);

export const shapeChecks: Checks = {
  ...Object.fromEntries(
    Object.entries(objects).map(([name, object]) => [`shape of ${name}`, () => shapeOf(object())] as const),
  ),
  // Sorted: Firefox resolves its globals lazily and lists them in the order of their first use.
  "names of the window's properties": () =>
    namesOf(window)
      .filter((name) => !/^\d+$/.test(name))
      .sort(),
  "flags of window.WebSocket": () => {
    const { value: _value, ...flags } = Reflect.getOwnPropertyDescriptor(window, "WebSocket") ?? {};
    return flags;
  },
  "own properties of a socket": (origin) => {
    const socket = new WebSocket(`${origin}/echo`);
    socket.close();
    return namesOf(socket);
  },
  "constructor links": () => [
    WebSocket.prototype.constructor === WebSocket,
    window.WebSocket === WebSocket,
    Worker.prototype.constructor === Worker,
    SharedWorker.prototype.constructor === SharedWorker,
    Object.getPrototypeOf(WebSocket) === EventTarget,
    Object.getPrototypeOf(WebSocket.prototype) === EventTarget.prototype,
  ],
  "source of functions, asked in every way": () => [
    WebSocket.toString(),
    String(WebSocket),
    `${WebSocket}`,
    WebSocket.prototype.send.toString(),
    Function.prototype.toString.call(WebSocket),
    Function.prototype.toString.toString(),
    Function.prototype.toString.call(Function.prototype.toString),
    Reflect.apply(Function.prototype.toString, WebSocket.prototype.send, []),
    Function.prototype.toString.call(() => 1),
    Function.prototype.toString.call(class Own {}),
    Function.prototype.toString.bind(WebSocket)(),
    WebSocket.bind(null).toString(),
    WebSocket.bind(null).name,
  ],
  "toString of what is no function": () =>
    [{}, null, undefined, 1, "text", Symbol.iterator].map((value) =>
      attempt(() => Function.prototype.toString.call(value)),
    ),
  "prototype of WebSocket cannot be replaced": () => [
    Reflect.set(WebSocket, "prototype", {}),
    Reflect.defineProperty(WebSocket, "prototype", { value: {} }),
    attempt(() => {
      (WebSocket as { prototype: unknown }).prototype = {};
    }),
  ],
  "own statics of the page": () => {
    const WithStatic = WebSocket as typeof WebSocket & { own?: string };
    WithStatic.own = "value";
    const seen = [
      WithStatic.own,
      Object.keys(WebSocket),
      (WebSocket.prototype.constructor as typeof WithStatic).own,
    ];
    delete WithStatic.own;
    return [...seen, "own" in WebSocket];
  },
  "what cloning, printing and comparing give": () => [
    // Without its words: Firefox's say what kind of object could not be cloned, and a Proxy is one of its own.
    attempt(() => structuredClone(WebSocket)).replace(/:.*/, ""),
    JSON.stringify({ WebSocket }) ?? null,
    Object.prototype.toString.call(WebSocket),
    Object.prototype.toString.call(WebSocket.prototype),
    typeof WebSocket,
    Object.is(WebSocket, window.WebSocket),
    Array.isArray(WebSocket),
    Object.entries(WebSocket),
    (() => {
      const names: string[] = [];
      for (const name in WebSocket) names.push(name);
      return names;
    })(),
  ],
};
