import { useEffect, useMemo, useState } from "preact/hooks";
import type { Session } from "../../src/core/session.ts";
import { LaneIndex } from "./lane-index.ts";

/** Milliseconds of one drawing in which events are taken in. */
const budget = 6;

/** The session's lanes, kept up to date a slice at a time: a capture of a million events fills them over several frames. */
export function useLaneIndex(session: Session): { readonly index: LaneIndex; readonly complete: boolean } {
  const index = useMemo(() => new LaneIndex(session), [session]);
  const [, again] = useState(0);
  const until = performance.now() + budget;
  const left = index.sync(() => performance.now() > until);
  useEffect(() => {
    if (!left) return;
    const frame = window.setTimeout(() => again((count) => count + 1), 0);
    return () => window.clearTimeout(frame);
  });
  return { index, complete: !left };
}
