import { expect, it } from "vitest";
import { presentRow, targetRow } from "../../../../panel/grid/grid-keys.ts";

it.each([
  ["the newest row while the newest rows are followed", 0, true, "ArrowDown", 99],
  ["the first row of a table that follows none, such as a sorted one", 0, false, "ArrowDown", 0],
  ["the first row in view", 40, false, "ArrowDown", 40],
])("an arrow selects, where nothing is selected, %s", (_row, first, followed, key, row) => {
  expect(targetRow(key, presentRow(-1, first, 100, followed), 100, 10)).toBe(row);
  expect(targetRow(key, presentRow(7, first, 100, followed), 100, 10)).toBe(8);
});
