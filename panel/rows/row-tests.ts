import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import type { EventIndex, Exchange, Finding } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { isConnection } from "../filter/compile-field.ts";
import { compileFilter, isVolatile } from "../filter/compile-filter.ts";
import type { EventPredicate } from "../filter/event-predicate.ts";
import type { Term } from "../filter/filter-query.ts";
import { containsText, expressionTest, type TooSlow } from "../filter/text-tests.ts";
import { eventsOf, type Selection } from "../selection/selection.ts";
import { sessionAsOf } from "./as-of.ts";
import type { CommandItems } from "./command-items.ts";
import type { RowTest } from "./table-model.ts";

/** What limits the rows of every view. */
export interface RowLimits {
  readonly tooSlow?: TooSlow;
  readonly session: Session;
  readonly terms: readonly Term[];
  /** Events before it are not shown. */
  readonly baseline: EventIndex;
  readonly range: { readonly from: number; readonly to: number } | null;
  /** The time that outcomes are asked as of; null for the latest, or where the terms ask for none. */
  readonly moment: EpochMilliseconds | null;
  /** Problems that were found after it are not shown; null for all. */
  readonly foundBy: EpochMilliseconds | null;
  /** When the session was cleared; null where it never was. */
  readonly clearedAt: EpochMilliseconds | null;
}

/** Whether an event is shown; null where all are. */
export function eventTest({
  session,
  terms,
  baseline,
  range,
  moment,
  tooSlow,
}: Omit<RowLimits, "foundBy" | "clearedAt">): EventPredicate | null {
  const matches = compileFilter(terms, sessionAsOf(session, moment), tooSlow);
  if (matches === null && baseline === 0 && range === null) return null;
  const { log } = session;
  return (index) => {
    if (index < baseline) return false;
    if (range !== null) {
      const time = log.time(index);
      if (time < range.from || time > range.to) return false;
    }
    return matches === null || matches(index);
  };
}

export function frameTest(limits: RowLimits): RowTest {
  return { test: eventTest(limits), volatile: isVolatile(limits.terms) };
}

/**
 * A row of another view is shown where any of its events is and none has a status that is to be hidden: that one is the whole
 * row's, although only its call or answer bears it. `current` tells whether an item is of the time after the last
 * clear, though all its events may be from before.
 */
function anyEventTest(
  limits: RowLimits,
  selectionOf: (item: number) => Selection | null,
  current: (item: number) => boolean,
): RowTest {
  const { session, terms, moment } = limits;
  const ofRow = terms.filter(
    ({ negated, match }) => negated && match.type === "field" && match.key === "status",
  );
  const shows = compileFilter(ofRow, sessionAsOf(session, moment));
  const ofEvents = terms.filter((term) => !ofRow.includes(term));
  const matches = eventTest({ ...limits, terms: ofEvents, baseline: 0 });
  if (matches === null && shows === null && limits.baseline === 0) return { test: null, volatile: false };
  return {
    volatile: true,
    test: (item) => {
      const selection = selectionOf(item);
      if (selection === null || !current(item)) return false;
      if (matches === null && shows === null) return true;
      const events = eventsOf(selection, session);
      return (matches === null || events.some(matches)) && (shows === null || events.every(shows));
    },
  };
}

/** Whether an exchange was open at the last clear or later. */
export const sinceClear = ({ answer, duplicates }: Exchange, baseline: EventIndex): boolean =>
  (answer ?? baseline) >= baseline || duplicates.some((event) => event >= baseline);

export const exchangeTest = (limits: RowLimits): RowTest =>
  anyEventTest(
    limits,
    (index) => ({ type: "exchange", index }),
    (index) => {
      const exchange = limits.session.exchanges[index];
      return exchange !== undefined && sinceClear(exchange, limits.baseline);
    },
  );

/** Also what the lapse of time has shown since the last clear, though it is of an event from before. */
export const foundSinceClear = (
  { at, events }: Pick<Finding, "at" | "events">,
  { baseline, clearedAt }: Pick<RowLimits, "baseline" | "clearedAt">,
): boolean =>
  baseline === 0 || (clearedAt !== null && at > clearedAt) || events.some((event) => event >= baseline);

export function findingTest(limits: RowLimits): RowTest {
  const { test, volatile } = anyEventTest(
    limits,
    (index) => ({ type: "finding", index }),
    (index) => {
      const finding = limits.session.findings[index];
      return finding !== undefined && foundSinceClear(finding, limits);
    },
  );
  const { session, foundBy } = limits;
  if (foundBy === null) return { test, volatile };
  return {
    volatile,
    test: (index) => (session.findings[index]?.at ?? 0) <= foundBy && (test === null || test(index)),
  };
}

/** Of what was there before the last clear the session only knows what was open then, all of which is shown. */
export const commandTest = (limits: RowLimits, items: CommandItems): RowTest =>
  anyEventTest(
    limits,
    (item) => {
      const work = items.work(item);
      return work === null ? null : { type: work.type, index: work.of.index };
    },
    () => true,
  );

/** Connections are limited by what the query says of connections and channels: words, expressions, `conn:` and `channel:`. */
export function connectionTest({ session, terms, range, tooSlow }: RowLimits): RowTest {
  const tests: ((index: number) => boolean)[] = [];
  for (const { match, negated } of terms) {
    const test =
      match.type === "word"
        ? textTest(containsText(match.text))
        : match.type === "regex"
          ? textTest(expressionTest(match, tooSlow))
          : null;
    if (test !== null) tests.push((index) => test(index) !== negated);
    if (match.type !== "field" || (match.key !== "conn" && match.key !== "channel")) continue;
    const { key, values } = match;
    const parts = values.map((value) =>
      key === "conn" ? connTest(value) : channelTest(containsText(value)),
    );
    tests.push((index) => parts.some((part) => part(index)) !== negated);
  }
  if (range !== null)
    tests.push((index) => {
      const connection = session.connections[index];
      return (
        connection !== undefined &&
        connection.createdAt <= range.to &&
        (connection.closedAt ?? range.to) >= range.from
      );
    });
  if (tests.length === 0) return { test: null, volatile: false };
  return { volatile: true, test: (index) => tests.every((test) => test(index)) };

  function textTest(test: (text: string) => boolean) {
    const channel = channelTest(test);
    return (index: number) => {
      const connection = session.connections[index];
      return connection !== undefined && (test(connection.url) || channel(index));
    };
  }
  function connTest(value: string) {
    const isMeant = isConnection(value, session);
    return (index: number) => {
      const connection = session.connections[index];
      return connection !== undefined && isMeant(connection);
    };
  }
  function channelTest(test: (text: string) => boolean) {
    return (index: number) =>
      session.connections[index]?.channel.some(({ channelId }) => channelId !== null && test(channelId)) ??
      false;
  }
}
