import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { socketReporter } from "../../../../src/io/playwright/socket-word.ts";

/** What stands in a page for the browser's own class; each page has its own. */
const pageSocket = () =>
  class PageSocket extends EventTarget {
    readonly url: string;
    constructor(url: string) {
      super();
      this.url = url;
    }
  };

/** Runs the script in a page; gives the page's WebSocket, and what the script has told. */
function pageWithReporter() {
  const told: unknown[] = [];
  const page: { WebSocket: ReturnType<typeof pageSocket> } & Record<string, unknown> = {
    EventTarget,
    WebSocket: pageSocket(),
    tell: (word: unknown) => void told.push(JSON.parse(JSON.stringify(word))),
  };
  runInNewContext(socketReporter("tell"), page);
  return { WebSocket: page.WebSocket, told };
}

function openAndClose(socket: EventTarget): void {
  socket.dispatchEvent(new Event("open"));
  socket.dispatchEvent(Object.assign(new Event("close"), { code: 4001, reason: "why", wasClean: true }));
}

const words = [
  { event: "open", url: "wss://sockets.example/" },
  { event: "close", url: "wss://sockets.example/", code: 4001, reason: "why", wasClean: true },
];

it("the page's script tells that a socket opened, and how it closed", () => {
  const { WebSocket, told } = pageWithReporter();
  openAndClose(new WebSocket("wss://sockets.example/"));
  expect(told).toEqual(words);
});

it("the page's script uses nothing that the page has made of a socket's methods", () => {
  const { WebSocket, told } = pageWithReporter();
  const asked: string[] = [];
  class CountingSocket extends WebSocket {
    readonly #heard = new Set<string>();
    override addEventListener(
      ...[type, listener, options]: Parameters<EventTarget["addEventListener"]>
    ): void {
      asked.push(type);
      this.#heard.add(type);
      super.addEventListener(type, listener, options);
    }
  }
  openAndClose(new CountingSocket("wss://sockets.example/"));
  expect(asked).toEqual([]);
  expect(told).toEqual(words);
});

it("a socket's constructor is the page's WebSocket", () => {
  const { WebSocket } = pageWithReporter();
  const socket = new WebSocket("wss://sockets.example/");
  expect(socket.constructor).toBe(WebSocket);
  expect(socket).toBeInstanceOf(WebSocket);
  expect(Object.keys(WebSocket.prototype)).toEqual([]);
});
