import { attempt, type Checks, close, echoed, next, opened } from "./check.ts";

type Anything = (...parameters: unknown[]) => unknown;
const construct = (...parameters: unknown[]): string =>
  attempt(() => Reflect.construct(WebSocket, parameters));

export const constructionChecks: Checks = {
  "called without new": () => attempt(() => (WebSocket as unknown as Anything)("ws://127.0.0.1:1/")),
  "called on an object": () =>
    attempt(() => (WebSocket as unknown as Anything).call({}, "ws://127.0.0.1:1/")),
  "no parameters": () => construct(),
  "URLs that are refused": () => [
    construct(""),
    construct("http://[bad"),
    construct("ftp://127.0.0.1/"),
    construct("mailto:a@b"),
    construct("ws://127.0.0.1:1/#fragment"),
    construct("ws://127.0.0.1:99999/"),
    construct(null),
    construct(undefined),
    construct(Symbol("url")),
    construct("wss://"),
  ],
  "protocols that are refused": (origin) => [
    construct(`${origin}/echo`, "with space"),
    construct(`${origin}/echo`, ""),
    construct(`${origin}/echo`, ["twice", "twice"]),
    construct(`${origin}/echo`, ["ok", "in,valid"]),
    construct(`${origin}/echo`, Symbol("protocol")),
    construct(`${origin}/echo`, [Symbol("protocol")]),
    construct(`${origin}/echo`, { [Symbol.iterator]: 1 }),
  ],
  "URLs of other kinds": (origin) => {
    const urls = [
      new URL(`${origin}/echo`),
      `${origin.replace("ws:", "http:")}/echo`,
      "/echo",
      "echo?query=1",
      `  ${origin}/echo  `,
      `${origin.toUpperCase().replace("WS", "Ws")}/echo`,
      `${origin}/\ud800`,
    ];
    return urls.map((url) => {
      const socket = new WebSocket(url);
      socket.close();
      return socket.url;
    });
  },
  "parameters are converted once, in order": (origin) => {
    const log: string[] = [];
    const url = {
      toString() {
        log.push("url");
        return `${origin}/echo`;
      },
    };
    const protocols = {
      get [Symbol.iterator]() {
        log.push("iterator read");
        return function* () {
          log.push("iterated");
          yield {
            toString() {
              log.push("protocol");
              return "chosen";
            },
          };
        };
      },
    };
    const socket: WebSocket = Reflect.construct(WebSocket, [url, protocols]);
    socket.close();
    return [log, socket.url];
  },
  // With traps for what the browser reads. What the hook reads besides is one that docs/threat-model.md names.
  "arrays with getters and proxies of arrays as protocols": (origin) => {
    const log: string[] = [];
    const spied = new Proxy(["one", "two"], {
      get(target, key, receiver) {
        log.push(`get ${String(key)}`);
        return Reflect.get(target, key, receiver);
      },
      has(target, key) {
        log.push(`has ${String(key)}`);
        return Reflect.has(target, key);
      },
      ownKeys(target) {
        log.push("keys");
        return Reflect.ownKeys(target);
      },
      getPrototypeOf(target) {
        log.push("prototype");
        return Reflect.getPrototypeOf(target);
      },
    });
    new WebSocket(`${origin}/echo`, spied).close();
    const throwing = new Proxy(["one"], {
      getOwnPropertyDescriptor: () => {
        throw new RangeError("own");
      },
    });
    const { proxy: revoked, revoke } = Proxy.revocable(["one"], {});
    revoke();
    log.push(
      attempt(() => new WebSocket(`${origin}/echo`, throwing).close()),
      construct(`${origin}/echo`, revoked),
    );
    const withGetter = Object.defineProperty(["first"], 1, {
      get: () => {
        log.push("element read");
        return "second";
      },
      enumerable: true,
    });
    new WebSocket(`${origin}/echo`, withGetter).close();
    return log;
  },
  "an exception in a conversion comes through": () => [
    attempt(() =>
      Reflect.construct(WebSocket, [
        {
          toString: () => {
            throw new RangeError("own");
          },
        },
      ]),
    ),
    attempt(() =>
      Reflect.construct(WebSocket, [
        "ws://127.0.0.1:1/",
        {
          [Symbol.iterator]: () => {
            throw new RangeError("own");
          },
        },
      ]),
    ),
  ],
  "attributes of a new socket": (origin) => {
    const socket = new WebSocket(`${origin}/echo?a=b`, ["one", "two"]);
    const seen = [
      socket.url,
      socket.readyState,
      socket.bufferedAmount,
      socket.protocol,
      socket.extensions,
      socket.binaryType,
      socket.onopen,
      socket.onmessage,
      socket instanceof WebSocket,
      socket instanceof EventTarget,
      socket.constructor === WebSocket,
      Object.prototype.toString.call(socket),
      Object.getPrototypeOf(socket) === WebSocket.prototype,
    ];
    socket.close();
    return seen;
  },
  "protocol and extensions after opening": async (origin) => {
    const socket = await opened(`${origin}/echo`, ["one", "two"]);
    const seen = [socket.protocol, socket.extensions, socket.readyState];
    await close(socket);
    return seen;
  },
  "a subclass": async (origin) => {
    const log: string[] = [];
    class Sub extends WebSocket {
      #secret = "private";
      readonly target: string;
      constructor(url: string) {
        super(url);
        this.target = new.target.name;
        log.push(`constructed ${this.#secret}`);
      }
      override send(data: string): void {
        log.push(`send ${data}`);
        super.send(data.toUpperCase());
      }
      get secret(): string {
        return this.#secret;
      }
    }
    const socket = new Sub(`${origin}/echo`);
    await next(socket, "open");
    const answer = await echoed(socket, "shout");
    const seen = [
      log,
      answer,
      socket.secret,
      socket instanceof Sub,
      socket instanceof WebSocket,
      Object.getPrototypeOf(Sub) === WebSocket,
      socket.constructor.name,
      Sub.OPEN,
    ];
    await close(socket);
    return seen;
  },
  "Reflect.construct with another target": (origin) => {
    class Other {}
    let prototypeReads = 0;
    const spying = new Proxy(class Third {}, {
      get(target, key, receiver) {
        if (key === "prototype") prototypeReads++;
        return Reflect.get(target, key, receiver);
      },
    });
    const first: WebSocket = Reflect.construct(WebSocket, [`${origin}/echo`], Other);
    const second: WebSocket = Reflect.construct(WebSocket, [`${origin}/echo`], spying);
    const readyState = Object.getOwnPropertyDescriptor(WebSocket.prototype, "readyState")?.get;
    const seen = [
      first instanceof Other,
      first instanceof WebSocket,
      Object.getPrototypeOf(second) === spying.prototype,
      prototypeReads,
      readyState?.call(first),
    ];
    WebSocket.prototype.close.call(first);
    WebSocket.prototype.close.call(second);
    return seen;
  },
  "WebSocket as the target of another constructor": () => {
    const made: WebSocket = Reflect.construct(Object as unknown as typeof WebSocket, [] as never, WebSocket);
    return [made instanceof WebSocket, attempt(() => made.readyState), attempt(() => made.send("x"))];
  },
  "instanceof and hasInstance": (origin) => {
    const socket = new WebSocket(`${origin}/echo`);
    socket.close();
    return [
      socket instanceof WebSocket,
      WebSocket[Symbol.hasInstance](socket),
      {} instanceof WebSocket,
      Object.create(WebSocket.prototype) instanceof WebSocket,
      // biome-ignore lint/suspicious/noPrototypeBuiltins: what a page may call is what is compared
      WebSocket.prototype.isPrototypeOf(socket),
    ];
  },
  "a server that refuses": async (origin) => {
    const socket = new WebSocket(`${origin}/nowhere`);
    const log: string[] = [];
    socket.onerror = (event) => log.push(`error ${event.type} ${event.isTrusted}`);
    const closed = next<CloseEvent>(socket, "close");
    const { code, reason, wasClean } = await closed;
    return [log, code, reason, wasClean, socket.readyState];
  },
};
