import { attempt, type Checks, close, echoed, opened } from "./check.ts";

const send = (socket: unknown, ...data: unknown[]): string =>
  attempt(() => Reflect.apply(WebSocket.prototype.send, socket, data));

export const sendChecks: Checks = {
  "every kind of data": async (origin) => {
    const socket = await opened(`${origin}/echo`);
    const bytes = new Uint8Array([0, 1, 2, 253, 254, 255]);
    const answers: unknown[] = [];
    for (const data of [
      "text",
      "",
      "é 😀 \u0000",
      "lone \ud800 surrogate",
      bytes,
      bytes.buffer,
      bytes.subarray(2, 4),
      new DataView(bytes.buffer, 1, 3),
      new Uint16Array([1, 513]),
      new Float64Array([1.5]),
      new ArrayBuffer(0),
      null,
      undefined,
      123.5,
      true,
      10n,
      ["a", 1],
      {},
      { toString: () => "own string" },
      { [Symbol.toPrimitive]: (hint: string) => `hint ${hint}` },
      new Date(0).toISOString(),
      new URL("http://example.test/"),
      () => 1,
      document.createElement("a"),
    ])
      answers.push(await echoed(socket, data));
    answers.push(await echoed(socket, new Blob(["from ", "a blob"])));
    answers.push(await echoed(socket, new File(["from a file"], "name.txt")));
    await close(socket);
    return answers;
  },
  "data of another realm": async (origin) => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const other = frame.contentWindow as Window & typeof globalThis;
    const socket = await opened(`${origin}/echo`);
    const answers = [
      await echoed(socket, new other.Uint8Array([1, 2])),
      await echoed(socket, new other.ArrayBuffer(2)),
      await echoed(socket, new other.Blob(["other"])),
      await echoed(socket, new other.DataView(new other.ArrayBuffer(1))),
    ];
    await close(socket);
    frame.remove();
    return answers;
  },
  "what cannot be sent": async (origin) => {
    const socket = await opened(`${origin}/echo`);
    const detached = new ArrayBuffer(4);
    structuredClone(detached, { transfer: [detached] });
    // Without isolation from other origins a page has no constructor of shared buffers, but memory to share.
    const { buffer: shared } = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    const seen = [
      send(socket),
      send(socket, Symbol("no")),
      send(socket, {
        toString: () => {
          throw new RangeError("own");
        },
      }),
      send(socket, detached),
      send(socket, new ArrayBuffer(3, { maxByteLength: 8 })),
      send(socket, new Proxy(new Uint8Array(2), {})),
      send(socket, shared),
      send(socket, new Uint8Array(shared, 0, 2)),
      send(socket, new DataView(shared, 0, 2)),
    ];
    await close(socket);
    return seen;
  },
  // The kind of the exception only: where the engine itself fails to make a string, Chromium puts "Failed to execute
  // 'send' …" before its words, which it does for its own conversions alone.
  "objects that cannot become a string": async (origin) => {
    const socket = await opened(`${origin}/echo`);
    const seen = [Object.create(null), { toString: () => ({}), valueOf: () => ({}) }].map((data) =>
      send(socket, data).replace(/:.*/, ""),
    );
    await close(socket);
    return seen;
  },
  // What is strict is not given out; a page's own function is, where nothing strict stands between.
  "who calls a conversion": async (origin) => {
    const socket = await opened(`${origin}/echo`);
    const strangers: string[] = [];
    const withTrace = Error as unknown as { prepareStackTrace?: unknown };
    function look(): string {
      const direct: unknown = look.caller;
      if (direct !== null && direct !== sends && direct !== constructs)
        strangers.push(`caller ${String(direct)}`);
      withTrace.prepareStackTrace = (_error: unknown, sites: { getThis(): unknown }[]) =>
        sites.map((site) => site.getThis());
      const receivers: unknown = new Error("a stack").stack;
      delete withTrace.prepareStackTrace;
      // Chromium's. Elsewhere the stack is a text.
      if (Array.isArray(receivers))
        for (const receiver of receivers)
          if (typeof receiver === "object" && receiver !== null && Object.getPrototypeOf(receiver) === null)
            strangers.push(`receiver with ${Reflect.ownKeys(receiver).map(String).join()}`);
      return `${origin}/echo`;
    }
    const sends = () => socket.send({ toString: look } as unknown as string);
    const constructs = () => new WebSocket({ toString: look } as unknown as string).close();
    sends();
    constructs();
    await close(socket);
    return strangers;
  },
  "on what is no socket": () => [
    send({}, "x"),
    send(null, "x"),
    send(undefined, "x"),
    send(WebSocket.prototype, "x"),
    send(Object.create(WebSocket.prototype), "x"),
    send(new EventTarget(), "x"),
    send({}),
  ],
  "the brand is checked before the conversion": () => {
    let converted = 0;
    const data = { toString: () => `${++converted}` };
    return [send({}, data), send(WebSocket.prototype, data), converted];
  },
  "data is converted once, also where it is refused": async (origin) => {
    let converted = 0;
    const data = { toString: () => `${++converted}` };
    const connecting = new WebSocket(`${origin}/echo`);
    const whileConnecting = send(connecting, data);
    const afterConnecting = converted;
    connecting.close();
    const socket = await opened(`${origin}/echo`);
    const answer = await echoed(socket, data);
    await close(socket);
    return [whileConnecting, afterConnecting, answer, converted, send(socket, data), converted];
  },
  "a conversion that closes the socket": async (origin) => {
    const socket = await opened(`${origin}/echo`);
    const outcome = send(socket, {
      toString: () => {
        socket.close();
        return "too late";
      },
    });
    return [outcome, socket.readyState];
  },
  "a conversion that sends": async (origin) => {
    const socket = await opened(`${origin}/echo`);
    const answers: unknown[] = [];
    const both = new Promise<void>((resolve) => {
      socket.addEventListener("message", ({ data }) => {
        if (answers.push(data) === 2) resolve();
      });
    });
    send(socket, {
      toString: () => {
        socket.send("inner");
        return "outer";
      },
    });
    await both;
    await close(socket);
    return answers;
  },
  "while connecting": (origin) => {
    const socket = new WebSocket(`${origin}/echo`);
    const seen = [send(socket, "early"), send(socket, new Uint8Array(1)), socket.bufferedAmount];
    socket.close();
    return seen;
  },
  "bufferedAmount after sending": async (origin) => {
    const socket = await opened(`${origin}/echo`);
    socket.send("é".repeat(1000));
    const text = socket.bufferedAmount;
    socket.send(new Uint8Array(500));
    const both = socket.bufferedAmount;
    await close(socket);
    return [text, both, socket.bufferedAmount];
  },
  "bufferedAmount grows after closing": async (origin) => {
    const socket = await opened(`${origin}/echo`);
    socket.close();
    const before = socket.bufferedAmount;
    socket.send("é dropped");
    socket.send(new Uint8Array(7));
    return [socket.bufferedAmount - before, socket.readyState];
  },
  "a buffer changed after sending": async (origin) => {
    const socket = await opened(`${origin}/echo`);
    const bytes = new Uint8Array([1, 2, 3]);
    const answer = echoed(socket, bytes);
    bytes.fill(9);
    const seen = [await answer, Array.from(bytes)];
    await close(socket);
    return seen;
  },
  "extra parameters and the result": async (origin) => {
    const socket = await opened(`${origin}/echo`);
    const result = Reflect.apply(socket.send, socket, ["x", "ignored"]) as unknown;
    await close(socket);
    return [result === undefined, WebSocket.prototype.send.length, WebSocket.prototype.send.name];
  },
  "a page that puts its own send in place": async (origin) => {
    const native = WebSocket.prototype.send;
    const log: unknown[] = [];
    WebSocket.prototype.send = function (data) {
      log.push(data);
      native.call(this, data);
    };
    const socket = await opened(`${origin}/echo`);
    const answer = await echoed(socket, "through mine");
    WebSocket.prototype.send = native;
    await close(socket);
    return [log, answer, WebSocket.prototype.send === native];
  },
  "a page that deletes send": async (origin) => {
    const descriptor = Reflect.getOwnPropertyDescriptor(WebSocket.prototype, "send");
    const deleted = Reflect.deleteProperty(WebSocket.prototype, "send");
    const socket = await opened(`${origin}/echo`);
    const seen = [deleted, typeof socket.send];
    if (descriptor !== undefined) Reflect.defineProperty(WebSocket.prototype, "send", descriptor);
    await close(socket);
    return seen;
  },
};
