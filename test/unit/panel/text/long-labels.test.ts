import { describe, expect, it } from "vitest";
import { frameColumns, labelOf } from "../../../../panel/columns/frame-columns.tsx";
import { completeQuery } from "../../../../panel/filter-box/complete-query.ts";
import { noMask } from "../../../../panel/secrets/secret-mask.ts";
import { oneLine } from "../../../../panel/text/visible-text.ts";
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
