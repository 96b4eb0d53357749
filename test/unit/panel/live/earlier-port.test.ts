import { describe, expect, it, vi } from "vitest";
import { createRelayCapture } from "../../../../panel/live/relay-capture.ts";
import { createRouter } from "../../../../src/background/router.ts";
import type { CaptureEvent } from "../../../../src/contract/capture-event.ts";
import type { Transport } from "../../../../src/platform/transport.ts";
import { createTransportPair } from "../../platform/transport-pair.ts";
import { batchOf, created, text } from "./wire-batch.ts";

/** Messages travel in microtasks. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

type Router = ReturnType<typeof createRouter>;

const startRouter = (): Router => createRouter({ messageTab: async () => true });

/** A panel on tab 1, at the router that runs when it connects. */
function openPanel(running: () => Router) {
  const events: CaptureEvent[] = [];
  const ports: Transport[] = [];
  const stop = createRelayCapture({
    tab: 1,
    connect() {
      const [own, other] = createTransportPair();
      ports.push(other);
      running().connect("panel", other, { kind: "extension" });
      return own;
    },
  }).start({ events: (batch) => events.push(...batch), status: () => {} });
  return { events, ports, stop };
}

/** The bridge of the page in tab 1. `asked`: the number that comes with the panel's first question. */
async function connectBridge(router: Router) {
  const [own, other] = createTransportPair();
  const numbers: number[] = [];
  own.addListener((message) => numbers.push((message as { readonly panel: number }).panel));
  router.connect("page", other, { kind: "page", tab: 1, frame: 0 });
  own.postMessage({ type: "document", document: "key", url: "https://page.test/", time: 5 });
  return {
    asked: () => vi.waitUntil(() => numbers[0]),
    answer: (panel: number, json: string) =>
      own.postMessage({ type: "batch", panel, part: json, start: 0, length: json.length }),
  };
}

const payloads = (events: readonly CaptureEvent[]): string[] =>
  events.flatMap((event) => (event.type === "frame" ? [event.payload] : [event.type]));

/** Four events, and one that the page gives in answer to what was asked over an earlier port. */
const four = batchOf(1, [created(), text("one"), text("two"), text("three")]);
const fifth = batchOf(5, [text("four")]);
const everything = ["document", "connection-created", "one", "two", "three", "four"];

describe("the answer to what was asked before the background started anew", () => {
  it("is not taken for the next panel's", async () => {
    let router = startRouter();
    const former = openPanel(() => router);
    await settled();
    const before = await (await connectBridge(router)).asked();
    former.stop();

    router = startRouter();
    const next = openPanel(() => router);
    await settled();
    const bridge = await connectBridge(router);
    bridge.answer(before, fifth);
    bridge.answer(await bridge.asked(), four);
    bridge.answer(await bridge.asked(), fifth);
    await vi.waitUntil(() => next.events.length >= 6);
    expect(payloads(next.events)).toEqual(everything);
    next.stop();
  });

  it("is not taken by the panel that asked, to which an earlier answer never came", async () => {
    let router = startRouter();
    const panel = openPanel(() => router);
    await settled();
    const before = await (await connectBridge(router)).asked();
    router = startRouter();
    panel.ports[0]?.close();

    await vi.waitUntil(() => panel.ports.length === 2);
    await settled();
    const bridge = await connectBridge(router);
    bridge.answer(before, fifth);
    bridge.answer(await bridge.asked(), four);
    bridge.answer(await bridge.asked(), fifth);
    await vi.waitUntil(() => panel.events.length >= 6);
    expect(payloads(panel.events)).toEqual(everything);
    panel.stop();
  });
});
