import type { Session } from "../../src/core/session.ts";
import { type Completion, completeFilter } from "../filter/complete-filter.ts";
import { valuesInSession } from "./values-in-session.ts";

/** What a query could go on with at the caret, with values that the session holds. */
export const completeQuery = (
  session: Session,
  query: string,
  caret: number,
  limit: number,
): readonly Completion[] => completeFilter(query, caret, (key) => valuesInSession(session, key), limit);
