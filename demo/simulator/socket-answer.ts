import type { Dialect } from "./socket-action.ts";

/** What came of an action. */
export interface ActionResult {
  readonly status: number;
  readonly channelId: string | null;
  readonly message: string;
}

/**
 * The answer's text. The published dialect carries the correlation ID and a message; the guide's carries neither, unless the
 * client sent an ID, and names a refusal's reason in `error`.
 */
export function answerText(result: ActionResult, correlationId: string | null, dialect: Dialect): string {
  const { status, channelId, message } = result;
  const correlation = correlationId === null ? {} : { correlationId };
  const channel = channelId === null ? {} : { channelId };
  if (dialect === "published")
    return JSON.stringify({ ...correlation, status, data: { ...channel, message } });
  if (status < 300) return JSON.stringify({ ...correlation, status, data: channel });
  return JSON.stringify({ ...correlation, status, error: message });
}
