import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import type { EventIndex } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { commandAsOf, dataRequestAsOf, exchangeAsOf, operationAsOf } from "../rows/as-of.ts";
import type { TimeLine } from "../time-travel/time-line.ts";
import type { Span } from "../time-travel/viewport.ts";
import type { Tone } from "./palette.ts";

/** A piece of work on the time axis. */
export interface WorkSpan {
  readonly from: number;
  readonly to: number;
  readonly tone: Tone;
  /** Whether it has not ended: its end is only as far as is known. */
  readonly open: boolean;
}

/** So many are drawn one by one; more are counted. */
const drawnSpans = 1500;

const tones: Readonly<Record<string, Tone>> = {
  ok: "good",
  success: "good",
  message: "good",
  link: "good",
  "stream-ready": "good",
  rejected: "bad",
  failed: "bad",
  "timed-out": "bad",
  unanswered: "bad",
  abandoned: "doubtful",
  orphan: "doubtful",
};

/**
 * The work that a line's events in a span belong to, oldest first; null where there are too many to be told apart. `lookBack`
 * is how long, in milliseconds, work can have begun before the span and still reach into it.
 */
export function workSpans(
  session: Session,
  line: TimeLine,
  span: Span,
  lookBack: number,
  moment: EpochMilliseconds | null,
): readonly WorkSpan[] | null {
  const first = line.positionAt(span.from - lookBack);
  const end = line.positionAfter(span.to, first);
  if (end - first > drawnSpans) return null;
  const spans: WorkSpan[] = [];
  const seen = new Set<object>();
  for (let position = first; position < end; position++) {
    const work = workOf(session, line.at(position), moment);
    if (work === null || seen.has(work.of)) continue;
    seen.add(work.of);
    if (work.to >= span.from && work.from <= span.to) spans.push(work);
  }
  return spans;
}

function workOf(
  session: Session,
  event: EventIndex,
  moment: EpochMilliseconds | null,
): (WorkSpan & { readonly of: object }) | null {
  const link = session.log.link(event);
  const now = moment ?? session.now ?? 0;
  if (link === null) return null;
  switch (link.type) {
    case "exchange": {
      const exchange = exchangeAsOf(link.exchange, moment);
      const end = exchange.answeredAt ?? exchange.gaveUpAt;
      const from = exchange.sentAt ?? end ?? 0;
      return {
        of: link.exchange,
        from,
        to: end ?? Math.max(now, from),
        tone: tones[exchange.outcome] ?? "open",
        open: end === null,
      };
    }
    case "command": {
      const command = commandAsOf(link.command, moment);
      return spanOfSubject(link.command, command.firstSeenAt, command.settledAt, command.outcome, now);
    }
    case "data-request": {
      const request = dataRequestAsOf(link.dataRequest, moment);
      return spanOfSubject(link.dataRequest, request.firstSeenAt, request.settledAt, request.outcome, now);
    }
    case "operation": {
      const { at, latency, meaning } = operationAsOf(link.operation, moment);
      const open = meaning.outcome === "pending";
      return {
        of: link.operation,
        from: at,
        to: open ? now : at + (latency ?? 0),
        tone: tones[meaning.outcome] ?? "open",
        open,
      };
    }
  }
}

function spanOfSubject(
  of: object,
  from: number,
  settledAt: number | null,
  outcome: string,
  now: number,
): WorkSpan & { readonly of: object } {
  return {
    of,
    from,
    to: settledAt ?? Math.max(now, from),
    tone: tones[outcome] ?? "open",
    open: settledAt === null,
  };
}
