import { afterEach, describe, expect, it, vi } from "vitest";
import { Conversation } from "../../../panel/page/conversation.ts";
import { startStore } from "./fake-page.ts";

afterEach(() => vi.restoreAllMocks());

/** Lets every look at the clock come as much later than the one before, as where a match takes that long. */
function slowClock(step: number): void {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += step));
}

async function startWith(settings: unknown = null) {
  const started = await startStore(settings);
  const talk = new Conversation(1_790_000_001_000);
  talk.page("d1").connect("c1", "d1").receive("c1", "aaaa!").receive("c1", "b");
  started.source.emit(talk.events);
  started.page.pass(100);
  return { ...started, rows: () => started.store.tables.model("frames").rows.length };
}

describe("an expression that takes too long", () => {
  it("is asked once, left out with an error that says so, and marked no more", async () => {
    const { store, page, rows } = await startWith();
    slowClock(250);
    store.filter.query.value = "is:frame /(a+)+$/";
    page.pass(100);
    expect(store.filter.parsed.peek()).toMatchObject({
      terms: [{ match: { key: "is" } }],
      errors: [{ from: 9, to: 17, message: expect.stringContaining("took too long") }],
    });
    expect(store.filter.highlight.peek()).toBeNull();
    expect(rows()).toBe(2);
  });

  it("stays where it is quick enough", async () => {
    const { store, page, rows } = await startWith();
    slowClock(150);
    store.filter.query.value = "/a+!$/";
    page.pass(100);
    expect(store.filter.parsed.peek().errors).toEqual([]);
    expect(rows()).toBe(1);
  });

  it("is switched off where it is saved, for this opening and the next", async () => {
    const filters = [
      { name: "slow", query: "/(a+)+$/", enabled: true, ready: false },
      { name: "frames", query: "is:frame", enabled: true, ready: false },
    ];
    slowClock(250);
    const { store, page, storage, rows } = await startWith({ filters });
    page.pass(5000);
    const enabled = () => store.filter.saved.peek().filter((filter) => filter.enabled);
    expect(enabled().map(({ name }) => name)).toEqual(["frames"]);
    expect(rows()).toBe(2);
    expect(JSON.stringify(await storage.load())).toContain(
      '"name":"slow","query":"/(a+)+$/","enabled":false',
    );
  });
});
