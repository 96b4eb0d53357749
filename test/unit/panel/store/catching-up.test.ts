import { expect, it } from "vitest";
import { Conversation } from "../../../panel/page/conversation.ts";
import { startStore } from "./fake-page.ts";

/** The fake page's clock when a store starts. */
const start = 1_790_000_001_000;

it("does not take an answer for missing that is in the next batch of what was before", async () => {
  const { store, page, source } = await startStore();
  // The panel is opened five minutes after the page joined; what its buffer holds comes batch by batch.
  const talk = new Conversation(start - 300_000).page("d1").connect("c1", "d1");
  talk.join("c1");
  const answer = talk.events.splice(-1);
  source.emit(talk.events);
  page.pass(1200);
  expect(store.session.peek().exchanges[0]?.outcome).toBe("pending");
  source.emit(answer);
  page.pass(100);
  expect(store.session.peek().exchanges[0]).toMatchObject({ outcome: "ok", late: false });
  expect(store.session.peek().findings).toEqual([]);
});

it("takes it for missing once nothing more comes of what was before", async () => {
  const { store, page, source } = await startStore();
  const talk = new Conversation(start - 300_000).page("d1").connect("c1", "d1");
  talk.join("c1");
  source.emit(talk.events.slice(0, -1));
  page.pass(3000);
  expect(store.session.peek().exchanges[0]?.outcome).toBe("timed-out");
});
