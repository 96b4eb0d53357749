import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import type { EventIndex } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { inSlices } from "./in-slices.ts";
import type { JobControl } from "./jobs.ts";

/** Whether an event goes into an export, by its index. */
export type Chosen = (index: EventIndex) => boolean;

/**
 * The events that match, and what makes them readable elsewhere: their connections' beginnings and ends, and the documents of
 * those.
 */
export async function chooseEvents(
  session: Session,
  matches: Chosen,
  control: JobControl,
  part: readonly [number, number],
): Promise<Chosen> {
  const { log } = session;
  const chosen = new Uint8Array(log.length);
  const [begin, end] = part;
  const middle = begin + (end - begin) * 0.8;
  const connections = new Set<string>();
  const documents = new Set<string>();
  await inSlices(
    log.length,
    (index) => {
      if (!matches(index)) return;
      chosen[index] = 1;
      const connection = log.connection(index);
      if (connection !== null) {
        connections.add(connection.id);
        if (connection.document !== null) documents.add(connection.document);
      }
      const event = log.event(index);
      if (event.type === "http" && event.document != null) documents.add(event.document);
    },
    control,
    [begin, middle],
  );
  await inSlices(
    chosen.length,
    (index) => {
      const kind = log.kind(index);
      if (kind.startsWith("connection-") || kind.startsWith("document"))
        if (belongs(log.event(index), connections, documents)) chosen[index] = 1;
    },
    control,
    [middle, end],
  );
  return (index) => chosen[index] === 1;
}

function belongs(
  event: CaptureEvent,
  connections: ReadonlySet<string>,
  documents: ReadonlySet<string>,
): boolean {
  switch (event.type) {
    case "document":
    case "document-ended":
      return documents.has(event.document);
    case "connection-created":
    case "connection-opened":
    case "connection-error":
    case "connection-closed":
      return connections.has(event.connection);
    default:
      return false;
  }
}
