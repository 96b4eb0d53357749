import { eventKinds } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import type { FieldKey } from "../filter/filter-query.ts";

/** How many of the latest rows are looked through for values to offer. */
const lookedThrough = 3000;
const offered = 40;
/** Of a longer value its beginning is offered, which finds it as well. */
const longest = 500;

/** Values that the session holds for a key of the filter, the latest first. */
export function valuesInSession(session: Session, key: FieldKey): readonly string[] {
  const { log } = session;
  const values = new Set<string>();
  const add = (value: string | null | undefined) => {
    if (value !== null && value !== undefined && value !== "") values.add(value.slice(0, longest));
  };
  switch (key) {
    case "conn":
      for (const { index } of session.connections.slice(-offered)) add(String(index + 1));
      break;
    case "channel":
      for (const { channel } of session.connections.slice(-offered))
        for (const { channelId } of channel) add(channelId);
      break;
    case "has":
      for (const { rule } of session.findings.slice(-lookedThrough)) add(rule);
      break;
    case "status":
      for (const word of ["2xx", "4xx", "5xx", ">=400", "rejected", "pending", "failed", "timed-out"])
        add(word);
      for (const { status } of session.exchanges.slice(-lookedThrough))
        add(status === null ? null : String(status));
      break;
    default: {
      const from = Math.max(0, log.length - lookedThrough);
      for (let index = log.length - 1; index >= from && values.size < offered; index--) {
        if (key === "id") add(log.id(index));
        else if (key === "action") {
          const kind = log.kind(index);
          if (kind === "join" || kind === "leave" || kind === "action") add(log.label(index));
        } else if (log.direction(index) !== 0) add(log.label(index));
      }
      if (key === "type") for (const kind of eventKinds) add(kind);
    }
  }
  return [...values];
}
