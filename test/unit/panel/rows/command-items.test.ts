import { describe, expect, it } from "vitest";
import { CommandItems } from "../../../../panel/rows/command-items.ts";
import { startOf } from "../../../../panel/rows/comparers.ts";
import { createSession } from "../../../../src/core/create-session.ts";
import { scripts } from "../../../panel/page/scripts.ts";

describe("the list of commands, data requests and operations", () => {
  it.each(["once at the end", "after each event"])("is in order of time, looked at %s", (when) => {
    const session = createSession();
    const items = new CommandItems(session);
    // A page whose data request lies between its commands, and then a log of other systems.
    const events = ["session", "systems"].flatMap(
      (name, at) => scripts[name]?.(1_790_000_000_000 + at * 60_000) ?? [],
    );
    for (const event of events) {
      session.append(event);
      if (when === "after each event") expect(items.length).toBeGreaterThanOrEqual(0);
    }
    const works = Array.from({ length: items.length }, (_, item) => items.work(item));
    expect(new Set(works.map((work) => work?.type))).toEqual(
      new Set(["command", "data-request", "operation"]),
    );
    const times = works.map(startOf);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    // Each is found where it stands.
    for (const [item, work] of works.entries())
      if (work !== null) expect(items.itemOf(work.type, work.of.index)).toBe(item);
  });
});
