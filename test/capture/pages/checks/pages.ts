import { type Checks, close, echoed, next, opened } from "./check.ts";

function addFrame(attributes: Readonly<Record<string, string>>): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value);
  document.body.append(frame);
  return frame;
}

type OtherWindow = Window & typeof globalThis;

/** Uses the sockets of a frame and gives what its functions look like. */
async function useFrame(frame: HTMLIFrameElement, origin: string): Promise<unknown> {
  const other = frame.contentWindow as OtherWindow;
  const socket = new other.WebSocket(`${origin}/echo`);
  await next(socket, "open");
  const answer = next<MessageEvent>(socket, "message");
  socket.send("from a frame");
  const { data } = await answer;
  const seen = [
    data,
    socket instanceof other.WebSocket,
    socket instanceof WebSocket,
    other.WebSocket === WebSocket,
    other.WebSocket.prototype.constructor === other.WebSocket,
    other.Function.prototype.toString.call(other.WebSocket),
    other.Function.prototype.toString.call(other.WebSocket.prototype.send),
    other.Function.prototype.toString.call(other.Function.prototype.toString),
    Object.getOwnPropertyNames(other).filter((name) => /privicore|socket/i.test(name)),
  ];
  socket.close();
  return seen;
}

export const pageChecks: Checks = {
  "an empty frame, used at once": async (origin) => {
    const frame = addFrame({});
    const seen = await useFrame(frame, origin);
    frame.remove();
    return seen;
  },
  "a frame of about:blank": async (origin) => {
    const frame = document.createElement("iframe");
    frame.src = "about:blank";
    // Before it is added: Chromium loads it in that moment.
    const loaded = next(frame, "load");
    document.body.append(frame);
    await loaded;
    const seen = await useFrame(frame, origin);
    frame.remove();
    return seen;
  },
  "a frame of srcdoc": async (origin) => {
    const frame = addFrame({ srcdoc: "<p>inside</p>" });
    await next(frame, "load");
    const seen = await useFrame(frame, origin);
    frame.remove();
    return seen;
  },
  "a frame of the same origin": async (origin) => {
    const frame = addFrame({ src: "/inner" });
    await next(frame, "load");
    const seen = await useFrame(frame, origin);
    frame.remove();
    return seen;
  },
  "a frame whose script runs before it has loaded": async () => {
    const frame = addFrame({
      srcdoc: "<script>parent.postMessage(String(WebSocket) + WebSocket.name, '*')</script>",
    });
    const { data } = await next<MessageEvent>(window, "message");
    frame.remove();
    return data;
  },
  "a frame written with document.open": async (origin) => {
    const frame = addFrame({});
    const inner = frame.contentDocument as Document;
    inner.open();
    inner.write("<!doctype html><title>written</title><p>written");
    inner.close();
    const seen = await useFrame(frame, origin);
    frame.remove();
    return [inner.title, seen];
  },
  "a page that wraps WebSocket in a class": async (origin) => {
    const Native = window.WebSocket;
    const made: string[] = [];
    window.WebSocket = class extends Native {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols ?? []);
        made.push(String(url).slice(-5));
      }
    };
    const socket = await opened(`${origin}/echo`);
    const seen = [
      made,
      await echoed(socket, "wrapped"),
      socket instanceof Native,
      socket.constructor === WebSocket,
    ];
    await close(socket);
    window.WebSocket = Native;
    return seen;
  },
  "a page that wraps WebSocket in a function": async (origin) => {
    const Native = window.WebSocket;
    function wrapper(url: string, protocols?: string[]): WebSocket {
      return new Native(url, protocols ?? []);
    }
    wrapper.prototype = Native.prototype;
    window.WebSocket = wrapper as unknown as typeof WebSocket;
    const socket = new WebSocket(`${origin}/echo`);
    socket.binaryType = "arraybuffer";
    await next(socket, "open");
    const seen = [await echoed(socket, "wrapped"), socket instanceof WebSocket];
    await close(socket);
    window.WebSocket = Native;
    return seen;
  },
  "a page that wraps WebSocket in a Proxy": async (origin) => {
    const Native = window.WebSocket;
    let constructions = 0;
    window.WebSocket = new Proxy(Native, {
      construct(target, parameters, newTarget) {
        constructions++;
        return Reflect.construct(target, parameters, newTarget);
      },
    });
    const socket = await opened(`${origin}/echo`);
    const seen = [constructions, await echoed(socket, "proxied"), socket instanceof WebSocket];
    await close(socket);
    window.WebSocket = Native;
    return seen;
  },
  "a page that deletes WebSocket": () => {
    const descriptor = Object.getOwnPropertyDescriptor(window, "WebSocket");
    const deleted = Reflect.deleteProperty(window, "WebSocket");
    const seen = [deleted, typeof window.WebSocket];
    if (descriptor !== undefined) Object.defineProperty(window, "WebSocket", descriptor);
    return [...seen, typeof window.WebSocket];
  },
  "a socket of one window with the functions of another": async (origin) => {
    const frame = addFrame({ src: "/inner" });
    await next(frame, "load");
    const other = frame.contentWindow as OtherWindow;
    const socket = await opened(`${origin}/echo`);
    const answer = next<MessageEvent>(socket, "message");
    other.WebSocket.prototype.send.call(socket, "crossed");
    const { data } = await answer;
    await close(socket);
    frame.remove();
    return data;
  },
  "workers work": async () => {
    const url = URL.createObjectURL(new Blob(["postMessage(typeof WebSocket + ' ' + WebSocket)"]));
    const worker = new Worker(url, { name: "named" });
    const { data } = await next<MessageEvent>(worker, "message");
    worker.terminate();
    return [
      data,
      worker instanceof Worker,
      worker.constructor === Worker,
      Object.prototype.toString.call(worker),
    ];
  },
  "nothing of ours reaches the page's listeners": async (origin) => {
    const log: string[] = [];
    const note = (event: Event) => log.push(event.type);
    for (const type of ["message", "messageerror", "error", "unhandledrejection", "securitypolicyviolation"])
      window.addEventListener(type, note);
    for (const type of ["privicore:port", "privicore:hello"])
      for (const target of [window, document, performance]) target.addEventListener(type, note);
    const socket = await opened(`${origin}/echo`);
    await echoed(socket, "quiet");
    await close(socket);
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (const type of ["message", "messageerror", "error", "unhandledrejection", "securitypolicyviolation"])
      window.removeEventListener(type, note);
    return [
      log,
      document.documentElement.outerHTML.includes("privicore"),
      document.adoptedStyleSheets.length,
    ];
  },
  "events by the names that hook and bridge know": () => {
    const log: unknown[] = [];
    const kinds = ["port", "hello", "leaving", "rest"];
    for (const type of kinds.flatMap((kind) => [
      `privicore:${kind}`,
      `privicore-inspector:${kind}`,
      `-${kind}`,
    ]))
      for (const target of [window, document, performance]) {
        const { port1, port2 } = new MessageChannel();
        const events = [
          new Event(type, { cancelable: true }),
          new MessageEvent(type, { cancelable: true, data: "", ports: [port1] }),
          new MessageEvent(type, { cancelable: true, data: "key", ports: [port2] }),
        ];
        const heard: number[] = [];
        const note = (event: Event) => heard.push(events.indexOf(event));
        target.addEventListener(type, note);
        log.push(
          type,
          events.map((event) => target.dispatchEvent(event)),
          heard,
        );
        target.removeEventListener(type, note);
      }
    return log;
  },
  "entries of the performance timeline": () =>
    performance.getEntriesByType("resource").filter(({ name }) => /extension/.test(name)).length,
};
