import { type EpochMilliseconds, epochMilliseconds, type Milliseconds } from "../contract/brands.ts";

/** Who began a time-out is told when it has passed. */
export interface TimeOutOwner {
  timedOut(subject: number, due: EpochMilliseconds): void;
}

/**
 * Time-outs of one length, which fall due in the order in which they began: a queue, where an appointment each would cost a
 * busy channel more than its frames do. A subject is its owner's number for it. The queue is a ring of numbers that grows to
 * what is under way at once and leaves nothing to collect.
 */
export class TimeOuts {
  readonly #length: Milliseconds;
  readonly #owner: TimeOutOwner;
  #dues = new Float64Array(16);
  #subjects = new Int32Array(16);
  #head = 0;
  #count = 0;
  /** When the next falls due; infinity where none is under way. */
  due = Number.POSITIVE_INFINITY;

  constructor(length: Milliseconds, owner: TimeOutOwner) {
    this.#length = length;
    this.#owner = owner;
  }

  /** When one that begins at `from` falls due. */
  dueFrom(from: EpochMilliseconds): EpochMilliseconds {
    return epochMilliseconds(from + this.#length);
  }

  /** Begins one at `from`. False, and nothing done, where that is before an earlier one's beginning. */
  begin(from: EpochMilliseconds, subject: number): boolean {
    const due = from + this.#length;
    if (this.#count === 0) this.due = due;
    else if (due < (this.#dues[this.#place(this.#count - 1)] ?? 0)) return false;
    if (this.#count === this.#dues.length) this.#grow();
    const place = this.#place(this.#count);
    this.#dues[place] = due;
    this.#subjects[place] = subject;
    this.#count++;
    return true;
  }

  /** Lets the next one pass. */
  pass(): void {
    if (this.#count === 0) return;
    const { due } = this;
    const subject = this.#subjects[this.#head] ?? 0;
    this.#head = this.#place(1);
    this.#count--;
    this.due = this.#count === 0 ? Number.POSITIVE_INFINITY : (this.#dues[this.#head] ?? 0);
    this.#owner.timedOut(subject, epochMilliseconds(due));
  }

  /** Lets one pass that had to be made an appointment. */
  passLate(subject: number, due: EpochMilliseconds): void {
    this.#owner.timedOut(subject, due);
  }

  #place(behind: number): number {
    return (this.#head + behind) & (this.#dues.length - 1);
  }

  #grow(): void {
    const dues = new Float64Array(2 * this.#dues.length);
    const subjects = new Int32Array(dues.length);
    for (let behind = 0; behind < this.#count; behind++) {
      dues[behind] = this.#dues[this.#place(behind)] ?? 0;
      subjects[behind] = this.#subjects[this.#place(behind)] ?? 0;
    }
    this.#dues = dues;
    this.#subjects = subjects;
    this.#head = 0;
  }
}
