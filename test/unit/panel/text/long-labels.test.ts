import { describe, expect, it } from "vitest";
import { frameColumns, labelOf } from "../../../../panel/columns/frame-columns.tsx";
import { completeQuery } from "../../../../panel/filter-box/complete-query.ts";
import { CommandItems } from "../../../../panel/rows/command-items.ts";
import { noMask } from "../../../../panel/secrets/secret-mask.ts";
import { overTimeText } from "../../../../panel/text/over-time-text.ts";
import { oneLine } from "../../../../panel/text/visible-text.ts";
import { commandColumns } from "../../../../panel/views/commands-view.tsx";
import { exchangeColumns } from "../../../../panel/views/exchanges-view.tsx";
import { createSession } from "../../../../src/core/create-session.ts";
import { Conversation } from "../../../panel/page/conversation.ts";

const type = `X-DPT-${"y".repeat(2_000_000)}`;
const talk = new Conversation(1_790_000_000_000);
talk.page("d1").connect("c1", "d1");
talk.join("c1");
talk.receive("c1", { data: { type } });
const session = createSession();
for (const event of talk.events) session.append(event);
const index = session.log.length - 1;

describe("a type of two million characters", () => {
  it("is cut where it is shown or offered, and copied whole", () => {
    expect(session.log.label(index)).toBe(type);
    expect(labelOf(session, index)).toBe(`${type.slice(0, 500)}…`);
    expect(oneLine(type)).toBe(`${type.slice(0, 500)}…`);
    const label = frameColumns(
      { session, mask: noMask, highlight: null, timeFormat: "clock", baseline: 0 },
      1,
      () => "",
    ).find(({ id }) => id === "label");
    expect(label?.tooltip?.(index)).toHaveLength(501);
    expect(label?.text?.(index)).toBe(type);
    expect(label?.filters?.(index)).toEqual([{ key: "type", value: type.slice(0, 500) }]);
    const offered = completeQuery(session, "type:X-", 7, 5).map(({ text }) => text);
    expect(offered).toEqual([type.slice(0, 500)]);
  });
});

/** The longest text that a cell hands on to be drawn. */
function longestIn(cell: unknown): number {
  if (typeof cell === "string") return cell.length;
  if (typeof cell !== "object" || cell === null) return 0;
  const parts = Array.isArray(cell) ? cell : "props" in cell ? Object.values(cell.props ?? {}) : [];
  return Math.max(0, ...parts.map(longestIn));
}

describe("an action, an ID and a path of many characters", () => {
  const long = new Conversation(1_790_000_000_000).page("d1").connect("c1", "d1");
  long.send("c1", { action: `join${"y".repeat(90_000)}`, correlationId: "z".repeat(90_000) });
  long.status("c1", "w".repeat(90_000), 1);
  long.call("d1", `/device/${"x".repeat(90_000)}`, { body: '"K1"' }).status("c1", "K1", 1);
  const judged = createSession();
  for (const event of long.events) judged.append(event);
  const context = {
    session: judged,
    mask: noMask,
    highlight: null,
    timeFormat: "clock",
    baseline: 0,
  } as const;
  const commands = new CommandItems(judged);
  it.each([
    ["exchanges", exchangeColumns(context, 1, null), judged.exchanges.length],
    ["commands", commandColumns(context, (item) => commands.work(item)), commands.length],
  ])("are cut in the cells and tooltips of %s", (_view, columns, rows) => {
    expect(rows).toBeGreaterThan(0);
    for (const column of columns)
      for (let row = 0; row < rows; row++) {
        expect(longestIn(column.cell(row, () => true)), column.id).toBeLessThan(600);
        expect(column.tooltip?.(row).length ?? 0, column.id).toBeLessThan(600);
      }
  });
});

describe("what cannot be seen", () => {
  it("is written out in labels and in the names of those on a channel", () => {
    const odd = createSession();
    for (const event of new Conversation(1_790_000_000_000)
      .connect("c1", "d1")
      .send("c1", { action: "joinChannel", authorizationToken: "T" })
      .receive("c1", { data: { type: "X-DPT-\u202eBA" } }).events)
      odd.append(event);
    expect(labelOf(odd, odd.log.length - 1)).toBe("X-DPT-⟨U+202E⟩BA");
    expect(overTimeText.members(["ann\u202e", ""])).toBe("ann⟨U+202E⟩, joined");
    expect(overTimeText.members(["a".repeat(90_000)]).length).toBeLessThan(600);
  });
});
