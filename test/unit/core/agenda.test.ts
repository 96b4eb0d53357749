import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochMilliseconds } from "../../../src/contract/brands.ts";
import { Agenda } from "../../../src/core/agenda.ts";

interface Planned {
  readonly due: number;
  readonly atOnce: boolean;
}

/** Makes the appointments in their order; what has happened is told by their places in it. */
function agendaOf(appointments: readonly Planned[]) {
  const agenda = new Agenda();
  const happened: number[] = [];
  appointments.forEach(({ due, atOnce }, place) => {
    agenda.make({
      due: epochMilliseconds(due),
      atOnce,
      happen: (time) => {
        expect(time).toBe(due);
        happened.push(place);
      },
    });
  });
  return { happened, agenda, runUntil: (now: number) => agenda.runUntil(epochMilliseconds(now)) };
}

describe("what the session waits for", () => {
  it("happens in the order of its times, at once before time-outs, otherwise as it was made", () => {
    const planned = fc.record({ due: fc.integer({ min: 0, max: 12 }), atOnce: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(planned, { maxLength: 60 }),
        fc.array(fc.integer({ min: 0, max: 14 }), { maxLength: 4 }),
        (appointments, clock) => {
          const { agenda, happened, runUntil } = agendaOf(appointments);
          const inOrder = appointments
            .map((appointment, place) => ({ ...appointment, place }))
            .sort((a, b) => a.due - b.due || Number(b.atOnce) - Number(a.atOnce) || a.place - b.place);
          for (const now of [...clock].sort((a, b) => a - b)) {
            runUntil(now);
            const due = inOrder.filter((one) => one.due < now || (one.due === now && one.atOnce));
            expect(happened).toEqual(due.map(({ place }) => place));
            expect(agenda.happened).toBe(due.length);
          }
          runUntil(20);
          expect(happened).toEqual(inOrder.map(({ place }) => place));
        },
      ),
    );
  });

  it("happens only once, and not before its time", () => {
    const { happened, runUntil } = agendaOf([{ due: 10, atOnce: true }]);
    runUntil(9);
    expect(happened).toEqual([]);
    runUntil(10);
    runUntil(30);
    expect(happened).toEqual([0]);
  });

  it("may make up more on the way, which happens too where it is due", () => {
    const agenda = new Agenda();
    const happened: string[] = [];
    const make = (name: string, due: number, then: () => void = () => undefined) =>
      agenda.make({
        due: epochMilliseconds(due),
        atOnce: true,
        happen: () => {
          happened.push(name);
          then();
        },
      });
    make("first", 10, () => {
      make("second", 5);
      make("fourth", 40);
      make("third", 20);
    });
    agenda.runUntil(epochMilliseconds(30));
    expect(happened).toEqual(["first", "second", "third"]);
    agenda.runUntil(epochMilliseconds(40));
    expect(happened).toEqual(["first", "second", "third", "fourth"]);
  });
});
