import { describe, expect, it } from "vitest";
import { Conversation } from "../../../panel/page/conversation.ts";
import { startStore } from "./fake-page.ts";

const start = 1_790_000_001_000;

describe("a filter that is on while a connection is recognised", () => {
  // An answer alone could be any server's; a join tells whose it is, and what the frames before it were.
  const early = () => {
    const talk = new Conversation(start);
    talk.page("d1").connect("c1", "d1");
    return talk.send("c1", { action: "echo", correlationId: "e1" }).wait(5).receive("c1", {
      correlationId: "e1",
      status: 200,
    });
  };
  const rowsOf = ({ store }: Awaited<ReturnType<typeof startStore>>): string[] => {
    const { rows } = store.tables.model("frames");
    return Array.from({ length: rows.length }, (_, row) => store.session.peek().log.kind(rows.at(row)));
  };

  it.each<[string, readonly string[]]>([
    ["id:e1", ["action", "answer"]],
    ["type:answer dir:received", ["answer", "answer"]],
    ["action:echo", ["action", "answer"]],
    ["echo", ["action", "answer"]],
  ])("%s shows the frames from before", async (query, expected) => {
    const started = await startStore();
    const { store, page, source } = started;
    store.filter.query.value = query;
    source.emit(early().events);
    page.pass(1000);
    expect(rowsOf(started)).not.toEqual(expected);
    const later = new Conversation(start + 500);
    later.join("c1");
    source.emit(later.events);
    page.pass(1000);
    expect(rowsOf(started)).toEqual(expected);
  });

  it("shows them also where it is narrowed before they were looked at again", async () => {
    const started = await startStore();
    const { store, page, source } = started;
    const talk = early();
    talk.connect("c2", "d1").send("c2", { action: "echo", correlationId: "e2" });
    for (let note = 0; note < 4000; note++) talk.receive("c1", `note ${note}`);
    source.emit(talk.events);
    page.pass(16_000);
    store.filter.query.value = "id:e";
    page.pass(1000);
    expect(rowsOf(started)).toEqual([]);
    for (const connection of ["c1", "c2"]) {
      const later = new Conversation(start + 500);
      later.join(connection);
      source.emit(later.events);
      page.pass(150);
    }
    expect(store.session.peek().connections.map(({ system }) => system)).not.toContain(null);
    expect(store.tables.model("frames").heldUntil).not.toBeNull();
    store.filter.query.value = "id:e type:action";
    page.pass(1000);
    expect(rowsOf(started)).toEqual(["action", "action"]);
  });
});
