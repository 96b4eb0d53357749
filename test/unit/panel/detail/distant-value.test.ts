import { describe, expect, it } from "vitest";
import { nearOrDistant } from "../../../../panel/detail/distant-value.ts";

describe("what a worker hands over of a payload", () => {
  it("is a small value as it is", () => {
    const value = { data: { rows: [1, 2, 3], note: null } };
    expect(nearOrDistant(value)).toEqual({ near: value });
  });

  it("is a list or an object in a few words where it has many members, at any depth", () => {
    const rows = Array.from({ length: 3_000 }, (_, row) => row);
    expect(nearOrDistant(rows)).toEqual({
      distant: { type: "container", list: true, size: 3_000, preview: "Array(3000)" },
    });
    expect(nearOrDistant({ type: "X", deep: { rows } })).toEqual({
      distant: { type: "container", list: false, size: 2, preview: "{type, deep}" },
    });
  });

  it("is the beginning of a long text, and of what holds one", () => {
    const long = "x".repeat(200_000);
    expect(nearOrDistant(long)).toEqual({
      distant: { type: "text", start: "x".repeat(4_000), length: 200_000 },
    });
    expect(nearOrDistant([long])).toMatchObject({ distant: { type: "container", size: 1 } });
    // Keys weigh, too.
    expect(nearOrDistant({ [long]: 1 })).toHaveProperty("distant");
  });
});
