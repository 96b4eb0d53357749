import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IdTable } from "../../../src/core/id-table.ts";

/** UUIDs that differ in one digit, in upper case, with something in place of a digit or dash; and what is none at all. */
const base = "019735db-f8f7-6c08-c893-8f3a6f44a244";
const nearUuid = fc
  .tuple(fc.nat(35), fc.constantFrom("0", "f", "A", "g", "-", "\u0130", "\u0100", " "))
  .map(([at, put]) => base.slice(0, at) + put + base.slice(at + 1));
const anyId = fc.oneof(
  fc.uuid(),
  nearUuid,
  fc.constantFrom(base, base.toUpperCase(), `${base} `, base.slice(1), "", "__proto__", "constructor"),
  fc.string({ unit: "binary" }),
);

describe("numbers for IDs", () => {
  it("are those that a Map would give, and lead back to the ID", () => {
    fc.assert(
      fc.property(fc.array(anyId, { maxLength: 400 }), (ids) => {
        const table = new IdTable();
        const model = new Map<string, number>();
        for (const id of ids) {
          expect(table.find(id)).toBe(model.get(id) ?? null);
          if (!model.has(id)) model.set(id, model.size);
          expect(table.numberOf(id)).toBe(model.get(id));
        }
        expect(table.length).toBe(model.size);
        for (const [id, number] of model) expect([table.find(id), table.id(number)]).toEqual([number, id]);
      }),
      { numRuns: 200 },
    );
  });

  it("stay the same while the table grows", () => {
    const table = new IdTable();
    const idOf = (number: number) => `${number.toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`;
    for (let number = 0; number < 100_000; number++) expect(table.numberOf(idOf(number))).toBe(number);
    for (let number = 0; number < 100_000; number += 997) {
      expect(table.find(idOf(number))).toBe(number);
      expect(table.id(number)).toBe(idOf(number));
    }
  });

  it("are empty where there is no such number", () => {
    expect([new IdTable().id(0), new IdTable().id(-1)]).toEqual(["", ""]);
  });
});
