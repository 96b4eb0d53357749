/**
 * The session as it stood at a moment: what picking a moment in the panel shows. Each is a look-up in what the session
 * keeps, never a replay.
 */
import type { EpochMilliseconds } from "../contract/brands.ts";
import type {
  Command,
  CommandOutcome,
  DataRequest,
  DataRequestOutcome,
  Exchange,
  ExchangeOutcome,
} from "./model.ts";

/** The exchange's outcome at `time`; null before it began. O(1). */
export function exchangeOutcomeAt(exchange: Exchange, time: EpochMilliseconds): ExchangeOutcome | null {
  if (time < (exchange.sentAt ?? exchange.answeredAt ?? Number.POSITIVE_INFINITY)) return null;
  if (exchange.answeredAt !== null && time >= exchange.answeredAt) return exchange.outcome;
  if (exchange.gaveUpAt !== null && time >= exchange.gaveUpAt)
    // A late answer has overwritten the outcome; until it came the exchange stood given up.
    return exchange.gaveUpAt === exchange.connection.closedAt ? "abandoned" : "timed-out";
  return "pending";
}

/** The command's outcome at `time`; null before its first sign of life. O(number of its updates). */
export function commandOutcomeAt(command: Command, time: EpochMilliseconds): CommandOutcome | null {
  if (time < command.firstSeenAt) return null;
  let outcome: CommandOutcome = "accepted";
  for (const update of command.updates) {
    // Not the end: a poll that the live log told of late stands behind messages that came after it.
    if (update.at > time) continue;
    if (update.status === 2) return "success";
    if (update.status === 3) return "failed";
    outcome = "pending";
  }
  return command.unansweredAt !== null && time >= command.unansweredAt ? "unanswered" : outcome;
}

/** The data request's outcome at `time`; null before its first sign of life. O(number of its messages). */
export function dataRequestOutcomeAt(
  dataRequest: DataRequest,
  time: EpochMilliseconds,
): DataRequestOutcome | null {
  if (time < dataRequest.firstSeenAt) return null;
  const reached = dataRequest.steps.findLast((step) => step.at <= time);
  return reached?.outcome ?? "requested";
}
