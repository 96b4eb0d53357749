import { describe, expect, it } from "vitest";
import { Conversation } from "../../../panel/page/conversation.ts";
import { startStore } from "./fake-page.ts";

/** The fake page's clock when a store starts. */
const start = 1_790_000_001_000;

describe("while recording is stopped", () => {
  it.each([
    ["an answer that comes in time", 3_000, false],
    ["an answer whose time-out passes meanwhile", 20_000, false],
    ["an answer whose time-out passes with what else happens meanwhile", 20_000, true],
  ])("does not take for missing %s", async (_, duration, connects) => {
    const { store, page, source } = await startStore();
    const talk = new Conversation(start).page("d1").connect("c1", "d1");
    talk.join("c1");
    const answer = talk.events.splice(-1);
    source.emit(talk.events);
    page.pass(40);
    store.setRecording(false);
    source.emit(answer);
    page.pass(duration);
    if (connects) source.emit(new Conversation(start + duration - 1_000).connect("c2", "d1").events);
    store.setRecording(true);
    page.pass(40);
    source.emit(new Conversation(start + duration + 500).status("c1", "K1", 2).events);
    page.pass(20_000);
    expect(store.session.peek().log.droppedFrames).toBe(1);
    expect(store.session.peek().findings).toEqual([]);
  });

  it("tells each loss once, at its place among the connections that come and go", async () => {
    const { store, page, source } = await startStore();
    const talk = new Conversation(start).page("d1").connect("c1", "d1");
    source.emit(talk.events);
    page.pass(40);
    store.setRecording(false);
    const later = new Conversation(start + 1_000).send("c1", "one").wait(10).send("c1", "two").wait(10);
    source.emit(later.connect("c2", "d1").send("c2", "three").close("c1").events);
    source.emit(new Conversation(start + 2_000).send("c2", "four").events);
    page.pass(40);
    store.setRecording(true);
    page.pass(40);
    const { log } = store.session.peek();
    const events = Array.from({ length: log.length - 3 }, (_, index) => log.event(index + 3));
    expect(events).toMatchObject([
      { type: "gap", time: start + 1_000, reason: "not-recording", connection: "c1", frames: 2, bytes: 6 },
      { type: "connection-created", connection: "c2" },
      { type: "connection-opened", connection: "c2" },
      { type: "gap", connection: "c2", frames: 1, bytes: 5 },
      { type: "connection-closed", connection: "c1" },
      { type: "gap", time: start + 2_000, connection: "c2", frames: 1, bytes: 4 },
    ]);
  });
});
