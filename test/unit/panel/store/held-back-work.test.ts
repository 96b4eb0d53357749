import { describe, expect, it } from "vitest";
import { Conversation } from "../../../panel/page/conversation.ts";
import { type FakePage, startStore } from "./fake-page.ts";

/** More rows than are sorted, or asked again, at every arrival. */
const many = 4000;

async function startLong() {
  const started = await startStore();
  const talk = new Conversation(1_790_000_001_000);
  talk.page("d1").connect("c1", "d1");
  talk.join("c1");
  for (let status = 0; status < many; status++) talk.status("c1", `K${status % 5}`, 1);
  started.source.emit(talk.events);
  started.page.pass(16_000);
  return started;
}
const now = (page: FakePage): Conversation => new Conversation(page.performance.timeOrigin + page.now);

describe("work on a long table that is not done at every arrival", () => {
  it("sorts the last arrivals in soon after traffic went quiet", async () => {
    const { store, page, source } = await startLong();
    store.tables.cycleSort("frames", "size");
    page.pass(3000);
    source.emit(now(page).status("c1", "K1", 1).events);
    page.pass(48);
    source.emit(now(page).status("c1", "K1", 2, "done").events);
    page.pass(1500);
    expect(store.tables.model("frames").rows.length).toBe(store.session.peek().log.length);
  });

  it("takes an answered action out of is:pending soon after traffic went quiet", async () => {
    const { store, page, source } = await startLong();
    store.filter.query.value = "is:pending dir:sent";
    page.pass(40_000);
    source.emit(now(page).send("c1", { action: "x", correlationId: "x1" }).events);
    page.pass(48);
    expect(store.tables.model("frames").rows.length).toBe(1);
    source.emit(now(page).receive("c1", { correlationId: "x1", status: 200 }).events);
    page.pass(1000);
    expect(store.tables.model("frames").rows.length).toBe(0);
  });

  it("asks for nothing once all is done, or once it is stopped", async () => {
    const { store, page, source, stop } = await startLong();
    store.tables.cycleSort("frames", "size");
    page.pass(3000);
    expect(store.tables.model("frames").heldUntil).toBeNull();
    source.emit(now(page).status("c1", "K1", 1).status("c1", "K2", 1).events);
    page.pass(48);
    source.emit(now(page).status("c1", "K1", 1).events);
    page.pass(150);
    expect(store.tables.model("frames").heldUntil).not.toBeNull();
    stop();
    const { length } = store.tables.model("frames").rows;
    page.pass(3000);
    expect(store.tables.model("frames").rows.length).toBe(length);
  });
});
