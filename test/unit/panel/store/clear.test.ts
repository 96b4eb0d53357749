import { describe, expect, it } from "vitest";
import { foundSinceClear } from "../../../../panel/rows/row-tests.ts";
import { CountsAsOf } from "../../../../panel/shell/counts-as-of.ts";
import { documentId, epochMilliseconds } from "../../../../src/contract/brands.ts";
import type { CaptureEvent, GapEvent } from "../../../../src/contract/capture-event.ts";
import { Conversation } from "../../../panel/page/conversation.ts";
import { startStore } from "./fake-page.ts";

/** The fake page's clock when a store starts. */
const start = 1_790_000_001_000;

function joined(): Conversation {
  const talk = new Conversation(start).page("d1").connect("c1", "d1");
  talk.join("c1");
  return talk;
}

const gapOf = (reason: string, frames: number, time: number): GapEvent => ({
  type: "gap",
  time: epochMilliseconds(time),
  reason,
  frames,
});

/** The rules of what has been found since the clear. */
function shownIn({ session, tab }: Awaited<ReturnType<typeof startStore>>["store"]): string[] {
  const { findings } = session.peek();
  return findings.filter((finding) => foundSinceClear(finding, tab.peek())).map(({ rule }) => rule);
}

describe("a clear", () => {
  it.each([0, 3, 4, 5])("loses nothing of what has come and waits, from event %i on", async (from) => {
    const { store, page, source } = await startStore();
    const talk = joined();
    const { events, now } = talk.close("c1");
    source.emit(events.slice(0, from));
    page.pass(40);
    source.emit(events.slice(from));
    await store.clear();
    page.pass(20_000);
    const { connections, exchanges, findings } = store.session.peek();
    expect(connections).toMatchObject([{ id: "c1", url: expect.stringMatching(/^wss:/), closedAt: now }]);
    expect(exchanges.map(({ outcome }) => outcome)).toEqual(["ok"]);
    expect(findings.map(({ rule }) => rule)).toEqual(["closed-without-leave"]);
  });

  it("takes away nothing that comes after it, once the panel stands", async () => {
    const { store, page, source } = await startStore();
    await store.fetchLater();
    const talk = new Conversation(start).page("d1").connect("c1", "d1");
    source.emit(talk.events.splice(0));
    page.pass(40);
    const cleared = store.clear();
    source.emit(talk.wait(5).status("c1", "K1", 2).events);
    page.pass(40);
    await cleared;
    expect(store.frameCount).toBe(1);
  });

  it("does not forget what was not recorded before it", async () => {
    const { store, page, source } = await startStore();
    const { events, now } = joined();
    source.emit(events.slice(0, 3));
    page.pass(40);
    store.setRecording(false);
    source.emit(events.slice(3));
    page.pass(40);
    await store.clear();
    store.setRecording(true);
    source.emit(new Conversation(now + 500).status("c1", "K1", 2).events);
    page.pass(20_000);
    expect(store.session.peek().log.droppedFrames).toBe(2);
    expect(store.session.peek().findings).toEqual([]);
  });

  it.each([
    ["is under way", 0, null],
    ["was refused", 0, 500],
    ["was not answered", 20_000, null],
    ["was left by, and joined again", 0, 200],
  ])("still knows the join that is in force while a leave %s", async (_, wait, status) => {
    const { store, page, source } = await startStore();
    const talk = joined().wait(10);
    talk.send("c1", {
      action: "leaveChannel",
      authorizationToken: "T-4F2A90C6AA563C0BFD2420F1",
      correlationId: "x",
    });
    if (status !== null) talk.wait(5).receive("c1", { correlationId: "x", status, data: {} });
    if (status === 200) talk.wait(5).join("c1");
    source.emit(talk.events);
    page.pass(500 + wait);
    const stateOf = () => store.session.peek().connections[0]?.channel.at(-1)?.state;
    const before = stateOf();
    await store.clear();
    await store.clear();
    expect(stateOf()).toBe(before);
    source.emit(new Conversation(talk.now + 600 + wait).status("c1", "K1", 2).events);
    page.pass(1_000);
    expect(shownIn(store)).toEqual([]);
  });

  it("still knows a join and a leave whose answers come after their time-outs", async () => {
    const { store, page, source } = await startStore();
    const talk = new Conversation(start).page("d1").connect("c1", "d1");
    const channel = talk.join("c1");
    const answer = talk.events.splice(-1);
    source.emit(talk.events.splice(0));
    page.pass(14_000);
    await store.clear();
    expect(shownIn(store)).toEqual([]);
    source.emit(answer.map((event) => ({ ...event, time: epochMilliseconds(start + 13_900) })));
    source.emit(new Conversation(start + 14_000).status("c1", "K1", 2).events);
    page.pass(1_000);
    expect(shownIn(store)).toEqual(["slow-answer"]);
    const [leave, left] = new Conversation(start + 15_000).leave("c1", channel).events;
    if (leave === undefined || left === undefined) throw new TypeError("Expected a leave");
    source.emit([leave]);
    page.pass(14_000);
    await store.clear();
    source.emit([{ ...left, time: epochMilliseconds(start + 29_500) }]);
    page.pass(1_000);
    expect(shownIn(store)).toEqual(["slow-answer"]);
    expect(store.session.peek().connections[0]?.channel.at(-1)?.state).toBe("left");
  });

  describe("keeps in mind that frames are missing before it:", () => {
    const begun = () => new Conversation(start).page("d1").connect("c1", "d1");
    const cases: Record<string, () => CaptureEvent[]> = {
      "those of a document": () => {
        const talk = begun().wait(10);
        talk.add({ ...gapOf("buffer-full", 5, talk.now), document: documentId("d1") });
        // Something else was missed later, and no frame.
        talk.wait(10).add({ ...gapOf("buffer-full", 0, talk.now), document: documentId("d1") });
        return talk.events;
      },
      "those of a connection": () => begun().gap("not-recording", 5, 50, "c1").events,
      "those of whatever it was": () => {
        const talk = begun();
        return talk.add(gapOf("not-recorded", 1, talk.now)).events;
      },
      "a join of which only the beginning is there": () => {
        const talk = begun();
        talk.join("c1");
        return talk.events.map((event) =>
          event.type === "frame" && event.direction === "sent"
            ? { ...event, payload: event.payload.slice(0, 20), truncated: true }
            : event,
        );
      },
      "those of a connection that was seen in the middle": () => {
        const [page, created, opened] = begun().events;
        return [page, opened, created].filter((event) => event !== undefined);
      },
    };
    it.each(Object.entries(cases))("%s", async (_, events) => {
      const { store, page, source } = await startStore();
      source.emit(events());
      page.pass(100);
      source.emit(new Conversation(start + 200).status("c1", "K1", 1).events);
      page.pass(100);
      await store.clear();
      // A second one stands on what the first has left.
      await store.clear();
      expect(store.droppedCount).toBe(0);
      source.emit(new Conversation(start + 500).status("c1", "K2", 2).gap("buffer-full", 3, 9, "c1").events);
      page.pass(20_000);
      expect(store.droppedCount).toBe(3);
      const { findings, log } = store.session.peek();
      expect(findings).toEqual([]);
      expect(new CountsAsOf(store.session.peek(), store.baseline).at(log.time(log.length - 1)).dropped).toBe(
        3,
      );
    });

    it("but nothing of what has ended, and of each loss the latest", async () => {
      const { store, page, source } = await startStore();
      const talk = begun().connect("c2", "d1").gap("buffer-full", 1, 1, "c2").close("c2");
      for (let frames = 1; frames <= 10; frames++) talk.wait(1).gap("buffer-full", frames, 1, "c1");
      source.emit(talk.events);
      page.pass(100);
      await store.clear();
      const { log } = store.session.peek();
      const carried = Array.from({ length: log.length }, (_, index) => log.event(index));
      expect(carried.map(({ type }) => type)).toEqual([
        "document",
        "connection-created",
        "connection-opened",
        "gap",
      ]);
      expect(carried.at(-1)).toMatchObject({ connection: "c1", frames: 10 });
    });
  });
});
