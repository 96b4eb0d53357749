import "../setup/messages.ts";
import "./page-globals.ts";
import { describe, expect, it, vi } from "vitest";
import { conversation as traffic } from "../../bench/traffic/conversation.ts";
import { createDocumentFeed } from "../../panel/live/document-feed.ts";
import { createRelayCapture } from "../../panel/live/relay-capture.ts";
import type { OrderedItems } from "../../panel/rows/matched-rows.ts";
import { TableModel } from "../../panel/rows/table-model.ts";
import type { PanelStore } from "../../panel/store/panel-store.ts";
import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import type { EventRing } from "../../src/page/event-ring.ts";
import { startStore } from "../unit/panel/store/fake-page.ts";
import { createTransportPair } from "../unit/platform/transport-pair.ts";
import { growthAtFourTimes, linearAtMost } from "./growth.ts";

// After the globals: imports are hoisted, and the hook takes what it needs as it loads.
const { createEventRing } = await import("../../src/page/event-ring.ts");

const socket = (): WeakRef<WebSocket> => new WeakRef(new WebSocket("wss://proxy.test/"));
const payload = JSON.stringify({ data: { type: "X-DPT-CAB-ID", id: "1", command_status: 2, body: null } });
/** As the panel asks. */
const batchCharacters = 786_432;
/** Of about fifteen frames: then there are many batches. */
const fewCharacters = 4096;

function record(ring: EventRing, frames: number): void {
  const connection = ring.created(socket(), "wss://proxy.test/", "[]");
  for (let index = 0; index < frames; index++) ring.text(connection, "received", payload, 0);
}

/** Pulls all that the ring has, as a panel does, and returns the batches. */
function pullAll(ring: EventRing, from: number, take: (batch: string) => number): void {
  let last = from;
  for (;;) {
    ring.acknowledge(last);
    const batch = ring.collect(last, batchCharacters);
    if (batch === null) return;
    last = take(batch);
  }
}

describe("the hook grows linearly with", () => {
  it("the frames that it evicts because nobody pulls", { timeout: 60_000, retry: 2 }, async () => {
    const growth = await growthAtFourTimes(
      50_000,
      (size) => size,
      (size) => record(createEventRing(), size),
    );
    expect(growth).toBeLessThan(linearAtMost);
  });

  it("the frames that wait to be pulled, one at a time", { timeout: 60_000, retry: 2 }, async () => {
    const growth = await growthAtFourTimes(
      5000,
      (size) => {
        const ring = createEventRing();
        // Watched, and nothing of it there yet: so it holds them all.
        ring.acknowledge(0);
        record(ring, size);
        return ring;
      },
      (ring) => {
        for (let last = 0; ring.collect(last, 1) !== null; ) last = ring.collected;
      },
    );
    expect(growth).toBeLessThan(linearAtMost);
  });
});

describe("the relay grows linearly with", () => {
  it("the frames that one document's feed takes in", { timeout: 60_000, retry: 2 }, async () => {
    const growth = await growthAtFourTimes(
      10_000,
      (size) => {
        const ring = createEventRing();
        // Watched, so that it holds them all.
        ring.acknowledge(0);
        record(ring, size);
        const batches: string[] = [];
        for (let last = 0; ; last = ring.collected) {
          const batch = ring.collect(last, fewCharacters);
          if (batch === null) return batches;
          batches.push(batch);
        }
      },
      (batches) => {
        const feed = createDocumentFeed("d1");
        let taken = 0;
        for (const batch of batches) taken += feed.take(batch).events.length;
        return taken;
      },
    );
    expect(growth).toBeLessThan(linearAtMost);
  });

  it("the documents of a tab: one question for each of them", async () => {
    vi.useFakeTimers();
    try {
      const heard: unknown[] = [];
      const [own, router] = createTransportPair();
      router.addListener((message) => heard.push(message));
      const source = createRelayCapture({ tab: 1, connect: () => own });
      const stop = source.start({ events: () => undefined, status: () => undefined });
      const documents = 200;
      for (let index = 0; index < documents; index++)
        router.postMessage({
          type: "document",
          document: `key-${index}`,
          frame: index,
          url: "https://page.test/",
          time: 100,
        });
      await vi.advanceTimersByTimeAsync(10);
      const pulls = heard.filter((message) => JSON.stringify(message).includes('"type":"pull"'));
      expect(pulls).toHaveLength(documents);
      stop();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("no frame is lost between the hook and the panel", () => {
  /** Every frame is an event of the feed, or stands in a gap of it. */
  function account(events: readonly CaptureEvent[]): { readonly frames: number; readonly missing: number } {
    let frames = 0;
    let missing = 0;
    for (const event of events) {
      if (event.type === "frame") frames++;
      if (event.type === "gap") missing += event.frames ?? 0;
    }
    return { frames, missing };
  }

  it("that is pulled in time", () => {
    const ring = createEventRing();
    const feed = createDocumentFeed("d1");
    ring.acknowledge(0);
    record(ring, 150_000);
    const events: CaptureEvent[] = [];
    pullAll(ring, 0, (batch) => {
      events.push(...feed.take(batch).events);
      return feed.last;
    });
    expect(account(events)).toEqual({ frames: 150_000, missing: 0 });
  });

  it("where nobody pulled in time: what went is counted, what stayed is there", () => {
    const ring = createEventRing();
    const feed = createDocumentFeed("d1");
    record(ring, 150_000);
    const events: CaptureEvent[] = [];
    pullAll(ring, 0, (batch) => {
      events.push(...feed.take(batch).events);
      return feed.last;
    });
    const { frames, missing } = account(events);
    expect(frames + missing).toBe(150_000);
    expect(frames).toBeGreaterThanOrEqual(19_000);
    expect(missing).toBeGreaterThan(0);
  });

  it("where every other answer is lost on its way and asked for again", () => {
    const ring = createEventRing();
    const feed = createDocumentFeed("d1");
    ring.acknowledge(0);
    record(ring, 50_000);
    const events: CaptureEvent[] = [];
    let turn = 0;
    for (;;) {
      const batch = ring.collect(feed.last, 100_000);
      if (batch === null) break;
      if (turn++ % 2 === 0) events.push(...feed.take(batch).events);
    }
    expect(account(events)).toEqual({ frames: 50_000, missing: 0 });
  });
});

/** Items in the order in which they came. */
class Numbered implements OrderedItems {
  insertions = 0;
  length: number;
  constructor(length: number) {
    this.length = length;
  }
  at = (position: number): number => position;
  positionOf = (item: number): number => item;
}

describe("the panel's filter", () => {
  const size = 100_000;
  const never = () => false;
  const counting = (matches: (item: number) => boolean) => {
    const counter = {
      looks: 0,
      test: (item: number): boolean => {
        counter.looks++;
        return matches(item);
      },
    };
    return counter;
  };

  it("looks at each row once, and at those that come later once", () => {
    const items = new Numbered(size);
    const model = new TableModel(items);
    const counter = counting((item) => item % 3 === 0);
    model.setTest({ test: counter.test, volatile: false }, false);
    model.work(1, 0, never);
    expect(counter.looks).toBe(size);
    for (let arrival = 1; arrival <= 1000; arrival++) {
      items.length++;
      model.work(1 + arrival, arrival * 16, never);
    }
    expect(counter.looks).toBe(size + 1000);
    expect(model.rows.length).toBe(Math.ceil((size + 1000) / 3));
  });

  it("looks only at the rows that are left, where a letter more is typed", () => {
    const model = new TableModel(new Numbered(size));
    model.setTest({ test: (item) => item % 100 === 0, volatile: false }, false);
    model.work(1, 0, never);
    const narrower = counting((item) => item % 1000 === 0);
    model.setTest({ test: narrower.test, volatile: false }, true);
    model.work(1, 0, never);
    expect(narrower.looks).toBe(size / 100);
    expect(model.rows.length).toBe(size / 1000);
  });

  it("has its first screenful after a few hundred looks, however long the session is", () => {
    const model = new TableModel(new Numbered(size * 10));
    const counter = counting((item) => item % 2 === 0);
    model.setTest({ test: counter.test, volatile: false }, false);
    model.work(1, 0, never, 200);
    expect(model.rows.length).toBeGreaterThanOrEqual(200);
    expect(counter.looks).toBeLessThan(1000);
  });
});

describe("the live panel grows linearly with", () => {
  async function fill(events: readonly CaptureEvent[]): Promise<PanelStore> {
    const { store, page, source, stop } = await startStore();
    for (let from = 0; from < events.length; from += 500) {
      source.emit(events.slice(from, from + 500));
      page.pass(16);
    }
    page.pass(200);
    stop();
    return store;
  }

  it("the frames that come in", { timeout: 60_000, retry: 2 }, async () => {
    const prepare = (size: number) => [...traffic(size)];
    const growth = await growthAtFourTimes(5000, prepare, async (events) => {
      const store = await fill(events);
      // The join's answer and the rest: what was not taken in would have cost nothing.
      expect(store.frameCount).toBe(events.filter(({ type }) => type === "frame").length);
    });
    expect(growth).toBeLessThan(linearAtMost);
  });
});
