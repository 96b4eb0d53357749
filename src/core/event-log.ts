import { type EpochMilliseconds, epochMilliseconds } from "../contract/brands.ts";
import type { CaptureEvent } from "../contract/capture-event.ts";
import type { FrameMeaning, HttpMeaning } from "../protocol/meaning.ts";
import { enlarged } from "./enlarge.ts";
import {
  type Connection,
  type EventIndex,
  type EventKind,
  eventKinds,
  type Finding,
  type Link,
} from "./model.ts";
import type { EventLog } from "./session.ts";

const noFindings: readonly Finding[] = [];
const kindNumbers = new Map(eventKinds.map((kind, number) => [kind, number] as const));

/** Who decodes an event again when a reader asks for its meaning. */
export type Decode = (
  event: CaptureEvent,
  connection: Connection | null,
) => FrameMeaning | HttpMeaning | null;

/** What kind of thing an event belongs to. `id`: to nothing, but it bears an ID of its own. */
export const linkTypes = ["none", "exchange", "command", "data-request", "operation", "id"] as const;
export type LinkType = (typeof linkTypes)[number];
const linkNumbers = new Map(linkTypes.map((type, number) => [type, number] as const));

/** Finds what an event belongs to by its type and its index there. */
export type Resolve = (type: LinkType, index: number) => Linked | null;

/** What an event can belong to: it makes its {@link Link} when asked, and knows the ID that the log shows. */
export interface Linked {
  readonly link: Link;
  readonly logId: string | null;
}

/** A row as it is taken in. */
export interface NewRow {
  readonly event: CaptureEvent;
  readonly kind: EventKind;
  readonly connection: Connection | null;
  readonly size: number;
  readonly direction: -1 | 0 | 1;
}

/**
 * The log's columns: plain numbers in typed arrays, which cost a fraction of what a million small objects do, in memory
 * and for the garbage collector. With `retain` false the events themselves are let go.
 */
export class LogTable implements EventLog {
  readonly #retain: boolean;
  readonly #decode: Decode;
  readonly #events: CaptureEvent[] = [];
  readonly #connections: Connection[] = [];
  readonly #resolve: Resolve;
  /** IDs of events that belong to nothing. */
  readonly #bareIds: string[] = [];
  #capacity = 256;
  #times = new Float64Array(this.#capacity);
  #sizes = new Float64Array(this.#capacity);
  #kinds = new Uint8Array(this.#capacity);
  #directions = new Int8Array(this.#capacity);
  #labels = new Int32Array(this.#capacity);
  /** Index into `#connections`, -1 for none. */
  #owners = new Int32Array(this.#capacity);
  #linkTypes = new Uint8Array(this.#capacity);
  /** Index of what the event belongs to among its kind. */
  #linkIndexes = new Int32Array(this.#capacity);
  #frameNumbers = new Int32Array(this.#capacity);
  #frameEvents = new Int32Array(this.#capacity);
  #order = new Int32Array(this.#capacity);
  readonly #labelNumbers = new Map<string, number>([["", 0]]);
  readonly #labelTexts: string[] = [""];
  readonly #findings = new Map<EventIndex, Finding[]>();
  #lastInOrder = Number.NEGATIVE_INFINITY;
  length = 0;
  frames = 0;
  insertions = 0;
  droppedFrames = 0;
  droppedBytes = 0;

  constructor(retain: boolean, decode: Decode, resolve: Resolve) {
    this.#retain = retain;
    this.#decode = decode;
    this.#resolve = resolve;
  }

  add(row: NewRow): EventIndex {
    const index = this.length++;
    if (index === this.#capacity) this.#grow();
    if (row.event.type === "frame") {
      this.#frameNumbers[index] = this.frames;
      this.#frameEvents[this.frames++] = index;
    } else this.#frameNumbers[index] = -1;
    if (row.event.type === "gap") {
      this.droppedFrames += row.event.frames ?? 0;
      this.droppedBytes += row.event.bytes ?? 0;
    }
    const time = row.event.time;
    this.#times[index] = time;
    this.#kinds[index] = kindNumbers.get(row.kind) ?? 0;
    this.#sizes[index] = row.size;
    this.#directions[index] = row.direction;
    this.#owners[index] = row.connection?.index ?? -1;
    if (row.connection !== null) this.#connections[row.connection.index] = row.connection;
    this.#placeInTime(index, time);
    if (this.#retain) this.#events.push(row.event);
    return index;
  }

  /** Says what an event turned out to be, and what it belongs to by its index there. */
  describe(index: EventIndex, kind: EventKind, label: string, linkType: LinkType, linkIndex = -1): void {
    this.#kinds[index] = kindNumbers.get(kind) ?? 0;
    this.#labels[index] = this.#labelNumber(label);
    this.#linkTypes[index] = linkNumbers.get(linkType) ?? 0;
    this.#linkIndexes[index] = linkIndex;
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
    return epochMilliseconds(this.#times[index] ?? 0);
  }

  kind(index: EventIndex): EventKind {
    return eventKinds[this.#kinds[index] ?? 0] ?? "unrecognised";
  }

  connection(index: EventIndex): Connection | null {
    return this.#connections[this.#owners[index] ?? -1] ?? null;
  }

  label(index: EventIndex): string {
    return this.#labelTexts[this.#labels[index] ?? 0] ?? "";
  }

  id(index: EventIndex): string | null {
    const type = this.#linkType(index);
    if (type === "none") return null;
    const of = this.#linkIndexes[index] ?? -1;
    return type === "id" ? (this.#bareIds[of] ?? null) : (this.#resolve(type, of)?.logId ?? null);
  }

  size(index: EventIndex): number {
    return this.#sizes[index] ?? 0;
  }

  direction(index: EventIndex): -1 | 0 | 1 {
    const direction = this.#directions[index] ?? 0;
    return direction === 0 ? 0 : direction < 0 ? -1 : 1;
  }

  link(index: EventIndex): Link | null {
    const type = this.#linkType(index);
    return type === "none" || type === "id"
      ? null
      : (this.#resolve(type, this.#linkIndexes[index] ?? -1)?.link ?? null);
  }

  findings(index: EventIndex): readonly Finding[] {
    return this.#findings.get(index) ?? noFindings;
  }

  frameNumber(index: EventIndex): number {
    return index < this.length ? (this.#frameNumbers[index] ?? -1) : -1;
  }

  eventOfFrame(frameNumber: number): EventIndex {
    const index = frameNumber < this.frames ? this.#frameEvents[frameNumber] : undefined;
    if (index === undefined)
      throw new RangeError(`Expected a frame number below ${this.frames}, got ${frameNumber}`);
    return index;
  }

  meaning(index: EventIndex): FrameMeaning | HttpMeaning | null {
    return this.#decode(this.event(index), this.connection(index));
  }

  inTimeOrder(position: number): EventIndex {
    return this.#order[position] ?? 0;
  }

  positionAt(time: EpochMilliseconds): number {
    return this.#firstPosition((index) => this.time(index) >= time, this.length);
  }

  positionOf(index: EventIndex): number {
    const time = this.time(index);
    // Among equal times the order is that of arrival, so the pair (time, index) is sorted.
    return this.#firstPosition(
      (other) => this.time(other) > time || (this.time(other) === time && other >= index),
      this.length,
    );
  }

  #linkType(index: EventIndex): LinkType {
    return linkTypes[this.#linkTypes[index] ?? 0] ?? "none";
  }

  #placeInTime(index: EventIndex, time: number): void {
    if (time >= this.#lastInOrder) {
      this.#lastInOrder = time;
      this.#order[index] = index;
      return;
    }
    const position = this.#firstPosition((other) => this.time(other) > time, index);
    this.#order.copyWithin(position + 1, position, index);
    this.#order[position] = index;
    this.insertions++;
  }

  /** The first position below `end` in time order that satisfies a predicate which never turns false again; else `end`. */
  #firstPosition(satisfies: (index: EventIndex) => boolean, end: number): number {
    let low = 0;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (satisfies(this.#order[middle] ?? 0)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #labelNumber(label: string): number {
    const known = this.#labelNumbers.get(label);
    if (known !== undefined) return known;
    this.#labelTexts.push(label);
    this.#labelNumbers.set(label, this.#labelTexts.length - 1);
    return this.#labelTexts.length - 1;
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#times = enlarged(this.#times, new Float64Array(this.#capacity));
    this.#sizes = enlarged(this.#sizes, new Float64Array(this.#capacity));
    this.#kinds = enlarged(this.#kinds, new Uint8Array(this.#capacity));
    this.#directions = enlarged(this.#directions, new Int8Array(this.#capacity));
    this.#labels = enlarged(this.#labels, new Int32Array(this.#capacity));
    this.#owners = enlarged(this.#owners, new Int32Array(this.#capacity));
    this.#linkTypes = enlarged(this.#linkTypes, new Uint8Array(this.#capacity));
    this.#linkIndexes = enlarged(this.#linkIndexes, new Int32Array(this.#capacity));
    this.#frameNumbers = enlarged(this.#frameNumbers, new Int32Array(this.#capacity));
    this.#frameEvents = enlarged(this.#frameEvents, new Int32Array(this.#capacity));
    this.#order = enlarged(this.#order, new Int32Array(this.#capacity));
  }
}
