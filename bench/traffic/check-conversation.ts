import type { Session } from "../../src/core/session.ts";

/** Throws unless the session holds all frames and found nothing wrong: else something other than the usual was measured. */
export function checkConversation(session: Session, frames: number): void {
  const alarm = session.findings.find(({ severity }) => severity !== "info");
  if (alarm !== undefined) throw new Error(`Expected a session without problems, got: ${alarm.message}`);
  if (session.log.frames !== frames)
    throw new Error(`Expected ${frames} frames in the session, got ${session.log.frames}`);
}
