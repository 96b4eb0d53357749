/**
 * The hook's files with what they take from a page's world as they load and Node has not got. The globals are put back once they
 * have loaded: unit tests share theirs.
 */
import { CancelableMessageEvent } from "./cancelable-message-event.ts";

let ahead = 0;
const realNow = Date.now;

/** Lets time pass for the hook, which follows the wall clock where that is ahead. */
export function passTime(milliseconds: number): void {
  ahead += milliseconds;
}

/** What the hook looks up on a socket. Nothing here opens one. */
class PageSocket extends EventTarget {
  get url(): string {
    return "wss://proxy.test/";
  }
  get protocol(): string {
    return "";
  }
  get extensions(): string {
    return "";
  }
  get readyState(): number {
    return 1;
  }
  send(): void {}
}

class PageCloseEvent extends Event {
  get code(): number {
    return 1000;
  }
  get reason(): string {
    return "";
  }
  get wasClean(): boolean {
    return true;
  }
}

/** A Blob that begins with this cannot be read. */
export const unreadable = "unreadable";

/** Reads as a browser does: a data URL, or null where it failed, and an event that says so. */
class PageFileReader extends EventTarget {
  #result: string | null = null;

  get result(): string | null {
    return this.#result;
  }

  async #read(blob: Blob): Promise<void> {
    const bytes = Buffer.from(await blob.arrayBuffer());
    const failed = bytes.toString().startsWith(unreadable);
    if (!failed) this.#result = `data:${blob.type};base64,${bytes.toString("base64")}`;
    this.dispatchEvent(new Event(failed ? "error" : "load"));
    this.dispatchEvent(new Event("loadend"));
  }

  readAsDataURL(blob: Blob): void {
    void this.#read(blob);
  }
}

const needed = {
  WebSocket: PageSocket,
  CloseEvent: PageCloseEvent,
  FileReader: PageFileReader,
  MessageEvent: CancelableMessageEvent,
  window: globalThis,
};
const before = new Map(
  Object.keys(needed).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]),
);
for (const [name, value] of Object.entries(needed))
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
Date.now = () => realNow() + ahead;
const SocketInPage = WebSocket;

export const { createEventRing, payloadLimit } = await import("../../../src/page/event-ring.ts");
export const { blobPayload, readBlob } = await import("../../../src/page/blob-payload.ts");
export const { answerBridge } = await import("../../../src/page/answer-bridge.ts");
export const { isBinary } = await import("../../../src/page/record-frame.ts");

Date.now = realNow;
for (const [name, descriptor] of before)
  if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
  else Object.defineProperty(globalThis, name, descriptor);

/** A socket as the ring refers to it. */
export const pageSocket = (): WeakRef<WebSocket> => new WeakRef(new SocketInPage("wss://proxy.test/"));
