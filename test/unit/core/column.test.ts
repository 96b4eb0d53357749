import { describe, expect, it } from "vitest";
import { fractionColumn } from "../../../src/core/column.ts";
import { Rows } from "../../../src/core/rows.ts";

/** Beyond the doubling chunks and into those of full size. */
const many = 150_000;

describe("a column", () => {
  it("gives every value back, across all its chunks", () => {
    const column = fractionColumn();
    for (let index = 0; index < many; index++) column.push(index + 0.5);
    for (let index = 0; index < many; index++)
      if (column.at(index) !== index + 0.5) expect(index).toBe("right");
    for (const index of [0, 63, 64, 32_767, 32_768, many - 1]) column.set(index, -index);
    expect([0, 63, 64, 65, 32_767, 32_768, 32_769, many - 1].map((index) => column.at(index))).toEqual([
      -0,
      -63,
      -64,
      65.5,
      -32_767,
      -32_768,
      32_769.5,
      1 - many,
    ]);
    expect(column.at(many)).toBe(0);
    expect(column.length).toBe(many);
  });
});

describe("rows", () => {
  it("give every number back, across all their chunks", () => {
    const rows = new Rows(3);
    for (let row = 0; row < many; row++) {
      expect(rows.add()).toBe(row);
      rows.values[rows.start] = row;
      rows.values[rows.start + 2] = -row;
    }
    for (let row = 0; row < many; row++)
      if (rows.get(row, 0) !== row || rows.get(row, 1) !== 0 || rows.get(row, 2) !== -row)
        expect(row).toBe("right");
    rows.set(32_768, 1, 7);
    expect([32_767, 32_768, 32_769].map((row) => rows.get(row, 1))).toEqual([0, 7, 0]);
    expect(() => rows.get(10 ** 6, 0)).toThrow("Expected a row below 150000, got 1000000");
  });
});
