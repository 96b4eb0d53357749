import { describe, expect, it } from "vitest";
import { Conversation } from "../../../panel/page/conversation.ts";
import { startStore } from "./fake-page.ts";

/** The fake page's clock when a store starts. */
const start = 1_790_000_001_000;

function joined(): Conversation {
  const talk = new Conversation(start).page("d1").connect("c1", "d1");
  talk.join("c1");
  return talk;
}

describe("a clear", () => {
  it.each([0, 3, 4, 5])("loses nothing of what has come and waits, from event %i on", async (from) => {
    const { store, page, source } = await startStore();
    const talk = joined();
    const { events, now } = talk.close("c1");
    source.emit(events.slice(0, from));
    page.pass(40);
    source.emit(events.slice(from));
    store.clear();
    page.pass(20_000);
    const { connections, exchanges, findings } = store.session.peek();
    expect(connections).toMatchObject([{ id: "c1", url: expect.stringMatching(/^wss:/), closedAt: now }]);
    expect(exchanges.map(({ outcome }) => outcome)).toEqual(["ok"]);
    expect(findings.map(({ rule }) => rule)).toEqual(["closed-without-leave"]);
  });

  it("does not forget what was not recorded before it", async () => {
    const { store, page, source } = await startStore();
    const { events, now } = joined();
    source.emit(events.slice(0, 3));
    page.pass(40);
    store.setRecording(false);
    source.emit(events.slice(3));
    page.pass(40);
    store.clear();
    store.setRecording(true);
    source.emit(new Conversation(now + 500).status("c1", "K1", 2).events);
    page.pass(20_000);
    expect(store.session.peek().log.droppedFrames).toBe(2);
    expect(store.session.peek().findings).toEqual([]);
  });
});
