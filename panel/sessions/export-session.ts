import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import { createSession } from "../../src/core/create-session.ts";
import type { Session } from "../../src/core/session.ts";
import { recordedUntil } from "../../src/io/capture-file/recorded-until.ts";
import { captureHeader, eventLine, headerLine } from "../../src/io/capture-file/write-capture-file.ts";
import { HarWriter } from "../../src/io/har/write-har.ts";
import { createRedactor, type Redactor } from "../../src/io/redaction/redactor.ts";
import { reportInSteps } from "../../src/io/report.ts";
import { reportJson } from "../../src/io/report-json.ts";
import { BlobText } from "./blob-text.ts";
import type { ExportRequest } from "./export-request.ts";
import { type Chosen, chooseEvents } from "./filtered-events.ts";
import { inSlices, stepsInSlices } from "./in-slices.ts";
import type { JobControl } from "./jobs.ts";

/** What an export is made of. */
export interface ExportSource {
  readonly session: Session;
  /** Which events are shown; null where all are. */
  readonly matches: Chosen | null;
  /** The filter and the range in words, for the file to say. */
  readonly filter: string;
  /** This tool's version. */
  readonly version: string;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** What was there when the export began. */
interface FrozenSource extends ExportSource {
  /** The events in time order. What comes late afterwards is put between others in the log, not here. */
  readonly order: Int32Array;
  /** That nothing came after them for a while; null where that is not known. */
  readonly until: CaptureEvent | null;
}

/**
 * Writes a session as a file. What is secret may only become clear late in a session: all of it is learnt before the first line
 * is written, also where only a part goes out. Rejects with the signal's reason once cancelled.
 */
export async function exportSession(
  from: ExportSource,
  request: ExportRequest,
  control: JobControl,
): Promise<Blob> {
  const { session } = from;
  // Live traffic goes on meanwhile: what comes now is not of this export, and its secrets are not learnt.
  const source: FrozenSource = { ...from, order: timeOrder(session), until: recordedUntil(session) };
  const redactor = request.redacted ? createRedactor() : null;
  if (redactor !== null)
    await inSlices(
      source.order.length,
      (index) => redactor.learn(session.log.event(index)),
      control,
      [0, 0.3],
    );
  const chosen =
    request.scope === "filtered" && source.matches !== null
      ? await chooseEvents(session, source.matches, control, [0.3, 0.5])
      : null;
  switch (request.format) {
    case "capture":
      return writeCapture(source, chosen, redactor, control);
    case "har":
      return writeHar(source, chosen, redactor, control);
    case "report":
      return writeReport(source, chosen, redactor, control);
  }
}

async function writeCapture(
  source: FrozenSource,
  chosen: Chosen | null,
  redactor: Redactor | null,
  control: JobControl,
): Promise<Blob> {
  const text = new BlobText("application/x-ndjson");
  const header = captureHeader({
    createdAt: new Date(source.now).toISOString(),
    redacted: redactor !== null,
  });
  text.write(headerLine({ ...header, ...provenance(source, chosen, redactor) }));
  await eachEvent(source, chosen, redactor, control, (event) => text.write(eventLine(event)));
  return text.blob();
}

async function writeHar(
  source: FrozenSource,
  chosen: Chosen | null,
  redactor: Redactor | null,
  control: JobControl,
): Promise<Blob> {
  const text = new BlobText("application/json");
  const said = provenance(source, chosen, redactor);
  const comment = [
    redactor === null ? "Secrets in the clear" : "Secrets replaced by marks",
    said.scope === "filtered" ? `only what matches: ${said.filter}` : "all events",
  ].join("; ");
  const har = new HarWriter((piece) => text.write(piece), { version: source.version, comment });
  await eachEvent(source, chosen, redactor, control, (event) => har.event(event));
  await stepsInSlices(har.ending(), control);
  return text.blob();
}

/** What `analyze` would say of the same events: they are judged again, in time order and up to the last. */
async function writeReport(
  source: FrozenSource,
  chosen: Chosen | null,
  redactor: Redactor | null,
  control: JobControl,
): Promise<Blob> {
  const judged = createSession({ ...source.session.options, live: false });
  await eachEvent(source, null, null, control, (event) => {
    judged.append(event);
  });
  if (judged.end !== null) judged.advance(judged.end);
  const { order } = source;
  // The judged session's events stand in that order.
  const isShown = (position: number) => {
    const index = order[position];
    return index !== undefined && chosen?.(index) === true;
  };
  const shown = chosen === null ? judged : await onlyWith(judged, isShown, control);
  const told = {
    kind: "capture",
    events: judged.log.length,
    frames: judged.log.frames,
    skippedLines: 0,
    from: judged.log.length === 0 ? null : judged.log.time(0),
    to: judged.log.length === 0 ? null : judged.log.time(judged.log.length - 1),
  } as const;
  const report = await stepsInSlices(reportInSteps(shown, told, redactor), control);
  const text = new BlobText("application/json");
  const said = { ...report, export: provenance(source, chosen, redactor) };
  await stepsInSlices(written(reportJson(said), text), control);
  return text.blob();
}

function* written(pieces: Iterable<string>, text: BlobText): Generator<undefined, void, undefined> {
  for (const piece of pieces) {
    text.write(piece);
    yield;
  }
}

/** The session with only the work, findings and connections of which an event is chosen, as the views show them. */
async function onlyWith(session: Session, chosen: Chosen, control: JobControl): Promise<Session> {
  const any = (events: readonly (number | null | undefined)[]) =>
    events.some((event) => event != null && event < session.log.length && chosen(event));
  const connections = new Set<unknown>();
  await inSlices(
    session.log.length,
    (index) => {
      if (chosen(index)) connections.add(session.log.connection(index));
    },
    control,
    [0.98, 0.99],
  );
  const only = async <Item>(items: readonly Item[], wanted: (item: Item) => boolean): Promise<Item[]> => {
    const kept: Item[] = [];
    await inSlices(
      items.length,
      (index) => {
        const item = items[index];
        if (item !== undefined && wanted(item)) kept.push(item);
      },
      control,
      [0.99, 0.99],
    );
    return kept;
  };
  return {
    append: (event) => session.append(event),
    advance: (now) => session.advance(now),
    now: session.now,
    end: session.end,
    revision: session.revision,
    log: session.log,
    documents: session.documents,
    tokens: session.tokens,
    missedBeginnings: session.missedBeginnings,
    options: session.options,
    connections: session.connections.filter((connection) => connections.has(connection)),
    exchanges: await only(session.exchanges, ({ request, answer, duplicates }) =>
      any([request, answer, ...duplicates]),
    ),
    commands: await only(session.commands, ({ request, updates }) =>
      any([request?.event, ...updates.map(({ event }) => event)]),
    ),
    dataRequests: await only(session.dataRequests, ({ request, messages }) =>
      any([request?.event, ...messages.map(({ event }) => event)]),
    ),
    operations: await only(session.operations, ({ event }) => any([event])),
    findings: await only(session.findings, ({ events }) => any(events)),
  };
}

/** What a file says of how it was made. */
function provenance(
  { version, filter }: ExportSource,
  chosen: Chosen | null,
  redactor: Redactor | null,
): { redacted: boolean; tool: string; scope: "all" | "filtered"; filter?: string } {
  const said = { redacted: redactor !== null, tool: `Privicore Inspector ${version}` };
  return chosen === null
    ? { ...said, scope: "all" }
    : { ...said, scope: "filtered", filter: redactor === null ? filter : redactor.text(filter) };
}

async function eachEvent(
  { session, order, until }: FrozenSource,
  chosen: Chosen | null,
  redactor: Redactor | null,
  control: JobControl,
  take: (event: CaptureEvent) => void,
): Promise<void> {
  const { log } = session;
  const first = order[0];
  // Ahead of all else: what is not in the file proves nothing to whoever judges it.
  if (chosen !== null && first !== undefined && order.some((index) => !chosen(index)))
    take({ type: "gap", time: log.time(first), reason: "filtered" });
  await inSlices(
    order.length,
    (position) => {
      const index = order[position] ?? 0;
      if (chosen !== null && !chosen(index)) return;
      const event = log.event(index);
      take(redactor === null ? event : redactor.event(event));
    },
    control,
    [0.5, 0.98],
  );
  if (until !== null) take(until);
}

/** The indices of all events in the order of their time. */
function timeOrder({ log }: Session): Int32Array {
  return Int32Array.from({ length: log.length }, (_, position) => log.inTimeOrder(position));
}
