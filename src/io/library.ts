/**
 * The library `privicore-inspector`: judges what a page and Privicore said to each other, without a browser.
 *
 * ```ts
 * import { openFileSource, openSession, reportOf } from "privicore-inspector";
 *
 * const source = await openFileSource("capture.jsonl");
 * const opened = await openSession(source);
 * if (!opened.usable) throw new Error(opened.problem.message);
 * const report = reportOf(opened.session, opened.summary, opened.redactor);
 * await source.close();
 * ```
 */
export type { ConnectionId, DocumentId, EpochMilliseconds, Milliseconds } from "../contract/brands.ts";
export { connectionId, documentId, epochMilliseconds } from "../contract/brands.ts";
export type {
  CaptureEvent,
  CaptureEventType,
  ConnectionClosedEvent,
  ConnectionCreatedEvent,
  ConnectionErrorEvent,
  ConnectionOpenedEvent,
  Direction,
  DocumentEndedEvent,
  DocumentEvent,
  FrameEvent,
  GapEvent,
  HttpEvent,
  Opcode,
  UnrecognisedEvent,
} from "../contract/capture-event.ts";
export { commandOutcomeAt, dataRequestOutcomeAt, exchangeOutcomeAt } from "../core/as-of.ts";
export { channelAt } from "../core/channel-history.ts";
export { createSession } from "../core/create-session.ts";
export { rules } from "../core/find-problems/index.ts";
export type { Rule } from "../core/find-problems/rule.ts";
export type * from "../core/model.ts";
export type { EventLog, Session } from "../core/session.ts";
export type * from "../protocol/meaning.ts";
export { type CaptureHeader, captureFormatVersion } from "./capture-file/header.ts";
export { readCaptureFile } from "./capture-file/read-capture-file.ts";
export { captureFile, captureHeader, eventLine, headerLine } from "./capture-file/write-capture-file.ts";
export { readHar } from "./har/read-har.ts";
export { HarWriter, memorySpool, type TextSpool } from "./har/write-har.ts";
export { type OpenedSession, openSession } from "./open-session.ts";
export { readEvents } from "./read-events.ts";
export {
  type EventSink,
  type InputProblem,
  problemLine,
  type ReadOptions,
  type ReadOutcome,
  type ReadProgress,
  type ReadSummary,
} from "./read-outcome.ts";
export { createRedactor, type Redactor } from "./redaction/redactor.ts";
export type * from "./report.ts";
export { reportOf } from "./report.ts";
export { reportJson } from "./report-json.ts";
export { type ByteSource, blobSource, bytesSource, textSource } from "./source/byte-source.ts";
export { type ClosableSource, openFileSource, spoolSource } from "./source/node-source.ts";
