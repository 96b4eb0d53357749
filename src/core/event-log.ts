import { type EpochMilliseconds, epochMilliseconds } from "../contract/brands.ts";
import type { CaptureEvent } from "../contract/capture-event.ts";
import type { FrameMeaning, HttpMeaning } from "../protocol/meaning.ts";
import { GrowableColumn } from "./growable-column.ts";
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

/** A row as it is taken in. */
export interface NewRow {
  readonly event: CaptureEvent;
  readonly kind: EventKind;
  readonly connection: Connection | null;
  readonly size: number;
  readonly direction: -1 | 0 | 1;
  readonly isFrame: boolean;
}

/** The log's columns. With `retain` false the rows themselves are let go and only what conclusions point at is kept. */
export class LogTable implements EventLog {
  readonly #retain: boolean;
  readonly #decode: Decode;
  readonly #events: CaptureEvent[] = [];
  readonly #connections: (Connection | null)[] = [];
  readonly #ids: (string | null)[] = [];
  readonly #links: (Link | null)[] = [];
  readonly #times = new GrowableColumn((size) => new Float64Array(size));
  readonly #kinds = new GrowableColumn((size) => new Uint8Array(size));
  readonly #sizes = new GrowableColumn((size) => new Float64Array(size));
  readonly #directions = new GrowableColumn((size) => new Int8Array(size));
  readonly #labels = new GrowableColumn((size) => new Int32Array(size));
  readonly #frameNumbers = new GrowableColumn((size) => new Int32Array(size));
  readonly #frameEvents = new GrowableColumn((size) => new Int32Array(size));
  readonly #order = new GrowableColumn((size) => new Int32Array(size));
  readonly #labelNumbers = new Map<string, number>([["", 0]]);
  readonly #labelTexts: string[] = [""];
  readonly #findings = new Map<EventIndex, Finding[]>();
  #length = 0;
  #lastInOrder = Number.NEGATIVE_INFINITY;
  insertions = 0;
  droppedFrames = 0;
  droppedBytes = 0;

  constructor(retain: boolean, decode: Decode) {
    this.#retain = retain;
    this.#decode = decode;
  }

  get length(): number {
    return this.#length;
  }

  get frames(): number {
    return this.#frameEvents.length;
  }

  add(row: NewRow): EventIndex {
    const index = this.#length++;
    this.#frameNumbers.push(row.isFrame ? this.#frameEvents.length : -1);
    if (row.isFrame) this.#frameEvents.push(index);
    if (row.event.type === "gap") {
      this.droppedFrames += row.event.frames ?? 0;
      this.droppedBytes += row.event.bytes ?? 0;
    }
    if (!this.#retain) return index;
    this.#events.push(row.event);
    this.#connections.push(row.connection);
    this.#ids.push(null);
    this.#links.push(null);
    this.#times.push(row.event.time);
    this.#kinds.push(kindNumbers.get(row.kind) ?? 0);
    this.#sizes.push(row.size);
    this.#directions.push(row.direction);
    this.#labels.push(0);
    this.#placeInTime(index, row.event.time);
    return index;
  }

  /** Says what an event turned out to be. */
  describe(index: EventIndex, kind: EventKind, label: string, id: string | null): void {
    if (!this.#retain) return;
    this.#kinds.set(index, kindNumbers.get(kind) ?? 0);
    this.#labels.set(index, this.#labelNumber(label));
    this.#ids[index] = id;
  }

  tie(index: EventIndex, link: Link): void {
    if (this.#retain) this.#links[index] = link;
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
    return eventKinds[this.#kinds.at(index)] ?? "unrecognised";
  }

  connection(index: EventIndex): Connection | null {
    return this.#connections[index] ?? null;
  }

  label(index: EventIndex): string {
    return this.#labelTexts[this.#labels.at(index)] ?? "";
  }

  id(index: EventIndex): string | null {
    return this.#ids[index] ?? null;
  }

  size(index: EventIndex): number {
    return this.#sizes.at(index);
  }

  direction(index: EventIndex): -1 | 0 | 1 {
    const direction = this.#directions.at(index);
    return direction === 0 ? 0 : direction < 0 ? -1 : 1;
  }

  link(index: EventIndex): Link | null {
    return this.#links[index] ?? null;
  }

  findings(index: EventIndex): readonly Finding[] {
    return this.#findings.get(index) ?? noFindings;
  }

  frameNumber(index: EventIndex): number {
    return index < this.#length ? this.#frameNumbers.at(index) : -1;
  }

  eventOfFrame(frameNumber: number): EventIndex {
    if (frameNumber < 0 || frameNumber >= this.frames)
      throw new RangeError(`Expected a frame number below ${this.frames}, got ${frameNumber}`);
    return this.#frameEvents.at(frameNumber);
  }

  meaning(index: EventIndex): FrameMeaning | HttpMeaning | null {
    return this.#decode(this.event(index), this.connection(index));
  }

  inTimeOrder(position: number): EventIndex {
    return this.#order.at(position);
  }

  positionAt(time: EpochMilliseconds): number {
    return this.#firstPosition((index) => this.#times.at(index) >= time);
  }

  positionOf(index: EventIndex): number {
    const time = this.#times.at(index);
    // Among equal times the order is that of arrival, so the pair (time, index) is sorted.
    return this.#firstPosition(
      (other) => this.#times.at(other) > time || (this.#times.at(other) === time && other >= index),
    );
  }

  #placeInTime(index: EventIndex, time: number): void {
    if (time >= this.#lastInOrder) {
      this.#lastInOrder = time;
      this.#order.push(index);
      return;
    }
    this.#order.insert(
      this.#firstPosition((other) => this.#times.at(other) > time),
      index,
    );
    this.insertions++;
  }

  /** The first position in time order that satisfies a predicate which never turns false again. */
  #firstPosition(satisfies: (index: EventIndex) => boolean): number {
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (satisfies(this.#order.at(middle))) high = middle;
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
}
