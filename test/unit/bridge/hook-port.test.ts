import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { meetHook } from "../../../src/bridge/hook-port.ts";
import type { FromHook } from "../../../src/contract/page-wire.ts";
import { CancelableMessageEvent } from "../page/cancelable-message-event.ts";

/** Where hook and bridge meet. Node's own removes no listener whose options are a boolean. */
class MeetingPlace extends EventTarget {
  override removeEventListener(...[type, listener, options]: Parameters<EventTarget["removeEventListener"]>) {
    super.removeEventListener(type, listener, typeof options === "boolean" ? { capture: options } : options);
  }
}

beforeEach(() => {
  vi.stubGlobal("MessageEvent", CancelableMessageEvent);
  vi.stubGlobal("performance", new MeetingPlace());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** A bridge that was given a port and a key, and what it hands on. */
function meet(key: string) {
  const heard: FromHook[] = [];
  const hook = meetHook((message) => heard.push(message));
  const { port1, port2 } = new MessageChannel();
  const taken = !performance.dispatchEvent(
    new MessageEvent("privicore:port", { cancelable: true, data: key, ports: [port2] }),
  );
  port1.close();
  const rest = (data: unknown): boolean => performance.dispatchEvent(new MessageEvent(key, { data }));
  return { hook, heard, rest, taken };
}

const batch = (content: string): FromHook => ["batch", 0, content, 0, content.length];

describe("the bridge", () => {
  it("takes what the hook hands over while the page is left, and only then", () => {
    const { hook, heard, rest, taken } = meet("1,2");
    expect(taken).toBe(true);
    let told = 0;
    performance.addEventListener("-1,2", () => told++, { once: true });
    rest("too early");
    hook.leave();
    expect(told).toBe(1);
    rest("first");
    rest({ no: "text" });
    rest("second");
    hook.stay();
    rest("too late");
    expect(heard).toEqual([batch("first"), batch("second")]);
  });

  it("makes a gap of what is too long to carry: the panel is given a batch that it cannot read", () => {
    const { hook, heard, rest } = meet("3,4");
    hook.leave();
    rest("x".repeat(33 * 1_048_576));
    rest("after it");
    expect(heard).toEqual([batch(""), batch("after it")]);
  });

  it("takes the first port only, and leaves the names to the page then", () => {
    const { taken } = meet("5,6");
    expect(taken).toBe(true);
    const seen: string[] = [];
    const note = ({ type }: Event): void => void seen.push(type);
    for (const type of ["privicore:port", "privicore:hello"]) {
      performance.addEventListener(type, note, { once: true });
      const { port1, port2 } = new MessageChannel();
      const offer = new MessageEvent(type, { cancelable: true, data: "other", ports: [port2] });
      expect(performance.dispatchEvent(offer)).toBe(true);
      port1.close();
    }
    expect(seen).toEqual(["privicore:port", "privicore:hello"]);
  });
});
