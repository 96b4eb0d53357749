import type { ConnectionId } from "../contract/brands.ts";
import { createSession } from "../core/create-session.ts";
import type { SessionOptions } from "../core/model.ts";
import type { Session } from "../core/session.ts";
import type { SystemId } from "../protocol/meaning.ts";
import { readEvents } from "./read-events.ts";
import type { InputProblem, ReadOptions, ReadSummary } from "./read-outcome.ts";
import { createRedactor, type Redactor } from "./redaction/redactor.ts";
import type { ByteSource } from "./source/byte-source.ts";

/** A session made of an input, what was read, and a redactor that knows the input's secrets. */
export interface OpenedSession {
  readonly usable: true;
  readonly session: Session;
  readonly summary: ReadSummary;
  readonly redactor: Redactor;
}

/**
 * Reads a capture file or HAR into a session, and lets time pass to its last event, so that what was unanswered by then is
 * judged. Bad input is an outcome, not an exception.
 *
 * @param options the session's time-outs and retention, and how to read. `learnSecrets: false` saves the redactor's look
 * at every event, where the result is shown to nobody.
 */
export async function openSession(
  source: ByteSource,
  options: SessionOptions & ReadOptions & { readonly learnSecrets?: boolean } = {},
): Promise<OpenedSession | { readonly usable: false; readonly problem: InputProblem }> {
  let session = createSession(options);
  const redactor = createRedactor();
  let learns = options.learnSecrets !== false;
  const read = (sessionOptions: SessionOptions) => {
    session = createSession(sessionOptions);
    return readEvents(
      source,
      {
        event: (event) => {
          if (learns) redactor.learn(event);
          session.append(event);
        },
        restart: () => {
          session = createSession(sessionOptions);
        },
      },
      // What is read is held by the session anyway, so nothing is saved by reading it twice.
      {
        ...(options.retain === "conclusions" ? {} : { sortMemoryBytes: Number.POSITIVE_INFINITY }),
        ...options,
      },
    );
  };
  let outcome = await read(options);
  if (outcome.usable && session.missedBeginnings) {
    // A connection was recognised so late that its beginning was let go of. Now it is known whose it is: once more.
    learns = false;
    outcome = await read({ ...options, systems: systemsIn(session) });
  }
  if (!outcome.usable) return outcome;
  if (session.end !== null) session.advance(session.end);
  return { usable: true, session, summary: outcome.summary, redactor };
}

function systemsIn(session: Session): ReadonlyMap<ConnectionId, SystemId> {
  const systems = new Map<ConnectionId, SystemId>();
  for (const { id, system } of session.connections) if (system !== null) systems.set(id, system);
  return systems;
}
