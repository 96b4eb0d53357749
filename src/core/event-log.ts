import { assertNever } from "../contract/assert-never.ts";
import { type EpochMilliseconds, epochMilliseconds } from "../contract/brands.ts";
import type { CaptureEvent } from "../contract/capture-event.ts";
import type { FrameMeaning, HttpMeaning } from "../protocol/meaning.ts";
import { fractionColumn } from "./column.ts";
import {
  type Connection,
  type EventIndex,
  type EventKind,
  eventKinds,
  type Finding,
  type Link,
} from "./model.ts";
import { Rows } from "./rows.ts";
import type { EventLog } from "./session.ts";

const noFindings: readonly Finding[] = [];
/** Sizes are shown, not summed: what does not fit an Int32 is at least this large. */
const largestSize = 2 ** 31 - 1;

/** The fields of an event's row. */
const field = {
  /** The kind's number in five bits, the link type's in three above them, and above those the direction, 0 for received. */
  facts: 0,
  size: 1,
  /** The connection's index among the session's, -1 for none. */
  owner: 2,
  label: 3,
  /** Index of what the event belongs to among its kind. */
  link: 4,
  /** How many frames came before the event. */
  framesBefore: 5,
} as const;
const kindMask = 0b11111;
const linkShift = 5;
const linkMask = 0b111;
const directionShift = 8;
const kindNumbers = new Map(eventKinds.map((kind, number) => [kind, number] as const));
/** What every whole text frame is before it is read. */
const frameKind = eventKinds.indexOf("frame");

/** Who decodes an event again when a reader asks for its meaning. */
export type Decode = (
  event: CaptureEvent,
  connection: Connection | null,
) => FrameMeaning | HttpMeaning | null;

/** What kind of thing an event belongs to. `id`: to nothing, but it bears an ID of its own. */
const linkTypes = ["none", "exchange", "command", "data-request", "operation", "id"] as const;
export type LinkType = (typeof linkTypes)[number];

/** Finds what an event belongs to by its type and its index there. */
export type Resolve = (type: LinkType, index: number) => Linked | null;

/** What an event can belong to: it makes its {@link Link} when asked, and knows the ID that the log shows. */
export interface Linked {
  readonly link: Link;
  readonly logId: string | null;
}

/**
 * The log's rows: plain numbers in typed arrays, which cost a fraction of what a million small objects do, in memory and for
 * the garbage collector. With `retain` false the events themselves are let go.
 */
export class LogTable implements EventLog {
  readonly #retain: boolean;
  readonly #decode: Decode;
  readonly #events: CaptureEvent[] = [];
  readonly #connections: Connection[] = [];
  readonly #resolve: Resolve;
  /** IDs of events that belong to nothing. */
  readonly #bareIds: string[] = [];
  readonly #times = fractionColumn();
  /** The other facts about each event; {@link field} names them. */
  readonly #rows = new Rows(6);
  /** Event indexes in time order, from the first that came out of order; null while arrival is time order. */
  #order: Int32Array | null = null;
  readonly #labelNumbers = new Map<string, number>([["", 0]]);
  readonly #labelTexts: string[] = [""];
  #latestLabel = 0;
  readonly #findings = new Map<EventIndex, Finding[]>();
  #latest = Number.NEGATIVE_INFINITY;
  length = 0;
  frames = 0;
  insertions = 0;
  redescriptions = 0;
  droppedFrames = 0;
  droppedBytes = 0;

  constructor(retain: boolean, decode: Decode, resolve: Resolve) {
    this.#retain = retain;
    this.#decode = decode;
    this.#resolve = resolve;
  }

  /** Takes an event in: `size` in bytes on the wire, `direction` -1 received, 1 sent, 0 neither. */
  add(
    event: CaptureEvent,
    kind: EventKind,
    connection: Connection | null,
    size: number,
    direction: -1 | 0 | 1,
  ): EventIndex {
    const index = this.length++;
    const { time } = event;
    this.#rows.add();
    const { values, start } = this.#rows;
    values[start + field.facts] = numberOf(kind) | ((direction + 1) << directionShift);
    values[start + field.size] = Math.min(size, largestSize);
    values[start + field.link] = -1;
    values[start + field.framesBefore] = this.frames;
    if (connection === null) values[start + field.owner] = -1;
    else {
      values[start + field.owner] = connection.index;
      if (connection.index >= this.#connections.length) this.#connections[connection.index] = connection;
    }
    if (event.type === "frame") this.frames++;
    else if (event.type === "gap") {
      this.droppedFrames += event.frames ?? 0;
      this.droppedBytes += event.bytes ?? 0;
    }
    this.#times.push(time);
    if (time >= this.#latest && this.#order === null) this.#latest = time;
    else this.#placeInTime(index, time);
    if (this.#retain) this.#events.push(event);
    return index;
  }

  /** Says what an event turned out to be, and what it belongs to by its index there. */
  describe(index: EventIndex, kind: EventKind, label: string, linkType: LinkType, linkIndex = -1): void {
    if (index < this.length - 1) this.redescriptions++;
    const labelNumber = label === "" ? 0 : this.#labelNumber(label);
    this.#rows.seek(index);
    const { values, start } = this.#rows;
    const direction = (values[start + field.facts] ?? 0) >>> directionShift;
    values[start + field.facts] =
      numberOf(kind) | (linkNumberOf(linkType) << linkShift) | (direction << directionShift);
    if (labelNumber !== 0) values[start + field.label] = labelNumber;
    values[start + field.link] = linkIndex;
  }

  /** The same for an event that belongs to nothing, with the ID that it bears itself, if any. */
  describeAlone(index: EventIndex, kind: EventKind, label: string, id: string | null): void {
    const bears = id !== null && this.#retain;
    if (bears) this.#bareIds.push(id);
    this.describe(index, kind, label, bears ? "id" : "none", this.#bareIds.length - 1);
  }

  addFinding(finding: Finding): void {
    for (const index of finding.events) {
      const present = this.#findings.get(index);
      if (present === undefined) this.#findings.set(index, [finding]);
      else present.push(finding);
    }
  }

  event(index: EventIndex): CaptureEvent {
    const event = this.#events[index];
    if (event === undefined)
      throw new RangeError(`Expected an event index below ${this.#events.length}, got ${index}`);
    return event;
  }

  time(index: EventIndex): EpochMilliseconds {
    return epochMilliseconds(this.#times.at(index));
  }

  kind(index: EventIndex): EventKind {
    return index < this.length
      ? (eventKinds[this.#value(index, field.facts) & kindMask] ?? "unrecognised")
      : "unrecognised";
  }

  connection(index: EventIndex): Connection | null {
    return this.#connections[this.#value(index, field.owner)] ?? null;
  }

  label(index: EventIndex): string {
    return this.#labelTexts[this.#value(index, field.label)] ?? "";
  }

  id(index: EventIndex): string | null {
    const type = this.#linkType(index);
    if (type === "none") return null;
    const of = this.#value(index, field.link);
    return type === "id" ? (this.#bareIds[of] ?? null) : (this.#resolve(type, of)?.logId ?? null);
  }

  size(index: EventIndex): number {
    return this.#value(index, field.size);
  }

  direction(index: EventIndex): -1 | 0 | 1 {
    const direction = this.#value(index, field.facts) >>> directionShift;
    return direction === 2 ? 1 : direction === 1 ? 0 : -1;
  }

  link(index: EventIndex): Link | null {
    const type = this.#linkType(index);
    return type === "none" || type === "id"
      ? null
      : (this.#resolve(type, this.#value(index, field.link))?.link ?? null);
  }

  findings(index: EventIndex): readonly Finding[] {
    return this.#findings.get(index) ?? noFindings;
  }

  frameNumber(index: EventIndex): number {
    if (index >= this.length) return -1;
    const before = this.#value(index, field.framesBefore);
    return this.#framesUpTo(index) > before ? before : -1;
  }

  eventOfFrame(frameNumber: number): EventIndex {
    if (frameNumber < 0 || frameNumber >= this.frames)
      throw new RangeError(`Expected a frame number below ${this.frames}, got ${frameNumber}`);
    return first(this.length, (index) => this.#framesUpTo(index) > frameNumber);
  }

  meaning(index: EventIndex): FrameMeaning | HttpMeaning | null {
    return this.#decode(this.event(index), this.connection(index));
  }

  inTimeOrder(position: number): EventIndex {
    return this.#order === null ? position : (this.#order[position] ?? 0);
  }

  positionAt(time: EpochMilliseconds): number {
    return first(this.length, (position) => this.time(this.inTimeOrder(position)) >= time);
  }

  positionOf(index: EventIndex): number {
    if (this.#order === null) return index;
    const time = this.time(index);
    // Among equal times the order is that of arrival, so the pair (time, index) is sorted.
    return first(this.length, (position) => {
      const other = this.inTimeOrder(position);
      return this.time(other) > time || (this.time(other) === time && other >= index);
    });
  }

  /** Frames among the events up to and including this one. */
  #framesUpTo(index: EventIndex): number {
    return index + 1 < this.length ? this.#value(index + 1, field.framesBefore) : this.frames;
  }

  /** A field of an event's row. Of an event that there is not: as of one that nothing is known of. */
  #value(index: EventIndex, of: number): number {
    return index >= 0 && index < this.length ? this.#rows.get(index, of) : of === field.owner ? -1 : 0;
  }

  #linkType(index: EventIndex): LinkType {
    return linkTypes[(this.#value(index, field.facts) >>> linkShift) & linkMask] ?? "none";
  }

  #placeInTime(index: EventIndex, time: number): void {
    const inOrder = time >= this.#latest;
    if (inOrder) this.#latest = time;
    if (inOrder && this.#order === null) return;
    const order = this.#orderWithRoomFor(index);
    if (inOrder) {
      order[index] = index;
      return;
    }
    const position = first(index, (before) => this.time(order[before] ?? 0) > time);
    order.copyWithin(position + 1, position, index);
    order[position] = index;
    this.insertions++;
  }

  #orderWithRoomFor(index: EventIndex): Int32Array {
    const present = this.#order;
    if (present !== null && index < present.length) return present;
    const larger = new Int32Array(Math.max(1024, 2 * (index + 1)));
    if (present === null) for (let before = 0; before < index; before++) larger[before] = before;
    else larger.set(present);
    this.#order = larger;
    return larger;
  }

  #labelNumber(label: string): number {
    if (label === this.#labelTexts[this.#latestLabel]) return this.#latestLabel;
    this.#latestLabel = this.#seekLabel(label);
    return this.#latestLabel;
  }

  #seekLabel(label: string): number {
    const known = this.#labelNumbers.get(label);
    if (known !== undefined) return known;
    this.#labelTexts.push(label);
    this.#labelNumbers.set(label, this.#labelTexts.length - 1);
    return this.#labelTexts.length - 1;
  }
}

/** The place of a type in {@link linkTypes}; written out since it is asked for every frame. */
function linkNumberOf(type: LinkType): number {
  switch (type) {
    case "none":
      return 0;
    case "exchange":
      return 1;
    case "command":
      return 2;
    case "data-request":
      return 3;
    case "operation":
      return 4;
    case "id":
      return 5;
    default:
      return assertNever(type);
  }
}

const numberOf = (kind: EventKind): number => (kind === "frame" ? frameKind : (kindNumbers.get(kind) ?? 0));

/** The first number below `end` that satisfies a predicate which never turns false again; else `end`. */
function first(end: number, satisfies: (number: number) => boolean): number {
  let low = 0;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (satisfies(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
