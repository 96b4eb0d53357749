import type { Session } from "../../src/core/session.ts";

/** The span of time that the overview shows, in milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The least span that all of a session is shown in. */
const leastSession = 2000;
/** The least and the greatest span that can be zoomed to. */
const leastZoom = 1;
/** How much of the width stays free at either end, so that the first and the latest frame do not touch the edges. */
const room = 0.015;

/** When the first event that is shown was; the present where there is none since the last clear. */
export const timeOfFirst = ({ log, now }: Session, baseline: number): number =>
  baseline === 0 ? log.time(log.inTimeOrder(0)) : baseline < log.length ? log.time(baseline) : (now ?? 0);

/**
 * All of a session, from the first event that is shown. What a cleared session still stands on may be hours older: it does not
 * count.
 */
export function wholeSpan(session: Session, baseline: number): Span {
  const { log, now } = session;
  if (log.length === 0 || now === null) return { from: 0, to: leastSession };
  const from = timeOfFirst(session, baseline);
  const to = Math.max(now, from + leastSession);
  const margin = (to - from) * room;
  return { from: from - margin, to: to + margin };
}

/** Shows `factor` times as much time (below 1: less), with the time at `anchor` staying where it is. */
export function zoomed(span: Span, factor: number, anchor: number, whole: Span): Span {
  const length = span.to - span.from;
  const next = Math.min(whole.to - whole.from, Math.max(leastZoom, length * factor));
  const share = length === 0 ? 0.5 : (anchor - span.from) / length;
  return within({ from: anchor - next * share, to: anchor + next * (1 - share) }, whole);
}

/** Moved by `distance` milliseconds, but not out of the session. */
export function panned(span: Span, distance: number, whole: Span): Span {
  return within({ from: span.from + distance, to: span.to + distance }, whole);
}

/** Moved as little as needed for `time` to be in it. */
export function including(span: Span, time: number, whole: Span): Span {
  const margin = (span.to - span.from) * 0.08;
  if (time < span.from + margin) return panned(span, time - margin - span.from, whole);
  if (time > span.to - margin) return panned(span, time + margin - span.to, whole);
  return span;
}

/** Two times in either order as a span. */
export const spanOf = (one: number, other: number): Span => ({
  from: Math.min(one, other),
  to: Math.max(one, other),
});

function within(span: Span, whole: Span): Span {
  const length = span.to - span.from;
  if (length >= whole.to - whole.from) return whole;
  if (span.from < whole.from) return { from: whole.from, to: whole.from + length };
  if (span.to > whole.to) return { from: whole.to - length, to: whole.to };
  return span;
}
