import { type Checks, close, next, opened } from "./check.ts";

export const eventChecks: Checks = {
  "the order of events and handlers": async (origin) => {
    const log: string[] = [];
    const socket = new WebSocket(`${origin}/stream?count=3&close`);
    const note = (who: string) => (event: Event) =>
      log.push(`${who} ${event.type} ${event instanceof MessageEvent ? event.data : ""}${socket.readyState}`);
    socket.addEventListener("open", note("first"));
    socket.onopen = note("handler");
    socket.addEventListener("open", note("second"));
    socket.onmessage = note("handler");
    socket.addEventListener("message", note("listener"), true);
    socket.onerror = note("handler");
    socket.onclose = note("handler");
    socket.addEventListener("close", () => queueMicrotask(() => log.push("microtask after close")));
    await next(socket, "close");
    await Promise.resolve();
    return log;
  },
  "microtasks between listeners": async (origin) => {
    const log: string[] = [];
    const socket = new WebSocket(`${origin}/stream?count=1`);
    for (const name of ["a", "b"])
      socket.addEventListener("message", () => {
        log.push(name);
        queueMicrotask(() => log.push(`microtask of ${name}`));
      });
    await next(socket, "message");
    await new Promise((resolve) => setTimeout(resolve));
    await close(socket);
    return log;
  },
  "listener options": async (origin) => {
    const log: string[] = [];
    const socket = await opened(`${origin}/echo`);
    const controller = new AbortController();
    const removed = () => log.push("removed");
    const twice = () => log.push("added twice");
    socket.addEventListener("message", () => log.push("once"), { once: true });
    socket.addEventListener("message", () => log.push("until aborted"), { signal: controller.signal });
    socket.addEventListener("message", {
      handleEvent(event: Event) {
        log.push(`object ${event.type} ${"handleEvent" in this}`);
      },
    });
    socket.addEventListener("message", function (this: WebSocket) {
      log.push(`this is the socket: ${this === socket}`);
    });
    socket.addEventListener("message", removed);
    socket.addEventListener("message", twice);
    socket.addEventListener("message", twice);
    socket.removeEventListener("message", removed);
    for (const text of ["one", "two", "three"]) {
      if (text === "three") controller.abort();
      const answer = next(socket, "message");
      socket.send(text);
      await answer;
      log.push("--");
    }
    await close(socket);
    return log;
  },
  "handlers that are replaced and cleared": async (origin) => {
    const log: string[] = [];
    const socket = await opened(`${origin}/echo`);
    const ask = async (text: string) => {
      const answer = next(socket, "message");
      socket.send(text);
      await answer;
    };
    socket.onmessage = () => log.push("first");
    await ask("1");
    socket.onmessage = () => log.push("second");
    await ask("2");
    socket.onmessage = null;
    await ask("3");
    // A page can set anything.
    socket.onmessage = "not a function" as unknown as null;
    log.push(String(socket.onmessage));
    await close(socket);
    return log;
  },
  "stopImmediatePropagation by the page": async (origin) => {
    const log: string[] = [];
    const socket = new WebSocket(`${origin}/echo`);
    const stopped = new Promise<void>((resolve) => {
      socket.addEventListener("open", (event) => {
        log.push("stops");
        event.stopImmediatePropagation();
        // A task later: all who are to hear of the event have.
        setTimeout(resolve);
      });
    });
    socket.addEventListener("open", () => log.push("never"));
    socket.onopen = () => log.push("never either");
    await stopped;
    await close(socket);
    return log;
  },
  "properties of events": async (origin) => {
    const socket = new WebSocket(`${origin}/echo`);
    const describe = (event: Event) => [
      event.constructor.name,
      event.isTrusted,
      event.bubbles,
      event.cancelable,
      event.composed,
      event.eventPhase,
      event.target === socket,
      event.currentTarget === socket,
      event.composedPath().length,
      event.defaultPrevented,
      typeof event.timeStamp,
      Reflect.ownKeys(event).map(String),
      Object.prototype.toString.call(event),
    ];
    const seen: unknown[] = [];
    const opening = next(socket, "open");
    socket.addEventListener("open", (event) => seen.push(describe(event)));
    await opening;
    const answer = new Promise<void>((resolve) => {
      socket.onmessage = (event) => {
        seen.push(
          describe(event),
          event.origin,
          event.lastEventId,
          event.source,
          event.ports.length,
          event.data,
        );
        const [first, second] = [event.data, event.data];
        seen.push(first === second, window.event === event);
        resolve();
      };
    });
    socket.send("x");
    await answer;
    const closed = new Promise<void>((resolve) => {
      socket.onclose = (event) => {
        seen.push(describe(event), event.code, event.reason, event.wasClean);
        resolve();
      };
    });
    socket.close(3001, "own reason");
    await closed;
    return seen;
  },
  "an exception in the page's listener": async (origin) => {
    const log: string[] = [];
    const onError = (event: ErrorEvent) => {
      log.push(`${event.message} ${event.error instanceof RangeError}`);
      event.preventDefault();
    };
    window.addEventListener("error", onError);
    const reported = next(window, "error");
    const socket = await opened(`${origin}/echo`);
    socket.addEventListener("message", () => {
      throw new RangeError("the page's own");
    });
    socket.addEventListener("message", () => log.push("the next listener runs"));
    socket.send("x");
    await reported;
    await close(socket);
    window.removeEventListener("error", onError);
    return log;
  },
  "events that the page dispatches itself": async (origin) => {
    const socket = await opened(`${origin}/echo`);
    const log: unknown[] = [];
    socket.addEventListener("message", (event) => log.push(event.data, event.isTrusted));
    socket.dispatchEvent(new MessageEvent("message", { data: "made up" }));
    socket.dispatchEvent(new CloseEvent("close", { code: 4000 }));
    socket.dispatchEvent(new Event("own"));
    await close(socket);
    return log;
  },
  "binaryType and what it brings": async (origin) => {
    const socket = new WebSocket(`${origin}/echo`);
    const seen: unknown[] = [socket.binaryType];
    await next(socket, "open");
    const ask = async () => {
      const answer = next<MessageEvent>(socket, "message");
      socket.send(new Uint8Array([1, 2, 3]));
      const { data } = await answer;
      if (data instanceof Blob) return ["Blob", data.size, data.type, await data.text()];
      return [Object.prototype.toString.call(data), (data as ArrayBuffer).byteLength];
    };
    seen.push(await ask());
    socket.binaryType = "arraybuffer";
    seen.push(socket.binaryType, await ask());
    // A page can set anything.
    (socket as { binaryType: string }).binaryType = "nonsense";
    seen.push(socket.binaryType, await ask());
    socket.binaryType = "blob";
    seen.push(socket.binaryType, await ask());
    await close(socket);
    return seen;
  },
  "a received buffer belongs to the page": async (origin) => {
    const socket = await opened(`${origin}/echo`);
    const answer = next<MessageEvent<ArrayBuffer>>(socket, "message");
    socket.send(new Uint8Array([1, 2, 3]));
    const { data } = await answer;
    const moved = structuredClone(data, { transfer: [data] });
    await close(socket);
    return [data.byteLength, moved.byteLength];
  },
  "500 messages in order": async (origin) => {
    const socket = new WebSocket(`${origin}/stream?count=500&close`);
    const numbers: number[] = [];
    socket.onmessage = ({ data }) => numbers.push(Number.parseInt(data, 10));
    await next(socket, "close");
    return [numbers.length, numbers.every((number, index) => number === index)];
  },
};
