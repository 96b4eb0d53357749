import { describe, expect, it } from "vitest";
import { TextTable } from "../../../src/core/text-table.ts";

const numbers = (table: TextTable, texts: readonly (string | null)[]) =>
  texts.map((text) => table.numberOf(text));

describe("texts that come again and again", () => {
  it("have a number each, and none has 0", () => {
    const table = new TextTable();
    expect(numbers(table, ["a", "b", null, "c", "a", "b", "c", "a"])).toEqual([1, 2, 0, 3, 1, 2, 3, 1]);
    expect([0, 1, 2, 3, 4].map((number) => table.text(number))).toEqual([null, "a", "b", "c", null]);
  });

  it("are found again up to 64 characters; longer ones are kept anew, but for the two that came last", () => {
    const table = new TextTable();
    const [short, long] = ["x".repeat(64), "y".repeat(65)];
    expect(numbers(table, [short, "a", "b", short])).toEqual([1, 2, 3, 1]);
    expect(numbers(table, [long, long, "a", long, "b", "c", long])).toEqual([4, 4, 2, 4, 3, 5, 6]);
    expect([table.text(1), table.text(4), table.text(6)]).toEqual([short, long, long]);
  });

  it("are looked for among the first 1,024 only, so that a table of texts that never repeat stays small", () => {
    const table = new TextTable();
    const all = Array.from({ length: 1_026 }, (_, index) => `text ${index}`);
    numbers(table, all);
    numbers(table, ["other", "another"]);
    expect(numbers(table, ["text 0", "text 1023"])).toEqual([1, 1_024]);
    expect(table.numberOf("text 1024")).toBeGreaterThan(1_026);
  });

  it("come back as they were, whatever they hold", () => {
    const table = new TextTable();
    const odd = ["\ud800 alone, and more than twelve", '"quoted" \\ and \u2028', "é".repeat(40), ""];
    expect(numbers(table, odd).map((number) => table.text(number))).toEqual(odd);
  });
});
