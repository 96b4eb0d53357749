import fc from "fast-check";

/** Changes one field of an event: takes it away, or gives it another value or another type's name. */
export const arbitraryHole: fc.Arbitrary<
  (event: Record<string, unknown>, otherType: string) => Record<string, unknown>
> = fc
  .tuple(
    fc.nat(),
    fc.constantFrom("keep", "remove", "replace", "retype"),
    fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.string(), fc.string()),
      fc.array(fc.string()),
      fc.constantFrom(-1, 0.5, null, true),
    ),
  )
  .map(([position, change, value]) => (event, otherType) => {
    const names = Object.keys(event);
    const name = names[position % names.length] ?? "time";
    const changed = { ...event };
    if (change === "remove") delete changed[name];
    else if (change === "replace") changed[name] = value;
    else if (change === "retype") changed["type"] = otherType;
    return changed;
  });
