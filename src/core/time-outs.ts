import { type EpochMilliseconds, epochMilliseconds, type Milliseconds } from "../contract/brands.ts";

/**
 * Time-outs of one length, which fall due in the order in which they began: a queue, where an appointment each would cost a
 * busy channel more than its frames do.
 */
export class TimeOuts<Subject> {
  readonly #length: Milliseconds;
  readonly #passed: (subject: Subject, due: EpochMilliseconds) => void;
  #dues: number[] = [];
  #subjects: Subject[] = [];
  #head = 0;

  constructor(length: Milliseconds, passed: (subject: Subject, due: EpochMilliseconds) => void) {
    this.#length = length;
    this.#passed = passed;
  }

  /** When the next falls due; infinity where none is under way. */
  get due(): number {
    return this.#dues[this.#head] ?? Number.POSITIVE_INFINITY;
  }

  /** Begins one at `from`. False, and nothing done, where that is before an earlier one's beginning. */
  begin(from: EpochMilliseconds, subject: Subject): boolean {
    const due = from + this.#length;
    if (due < (this.#dues[this.#dues.length - 1] ?? Number.NEGATIVE_INFINITY)) return false;
    this.#dues.push(due);
    this.#subjects.push(subject);
    return true;
  }

  /** Lets the next one pass. */
  pass(): void {
    const due = this.#dues[this.#head];
    const subject = this.#subjects[this.#head];
    if (due === undefined || subject === undefined) return;
    this.#head++;
    if (this.#head === this.#dues.length) {
      this.#dues = [];
      this.#subjects = [];
      this.#head = 0;
    } else if (this.#head > 1024 && this.#head * 2 > this.#dues.length) {
      this.#dues = this.#dues.slice(this.#head);
      this.#subjects = this.#subjects.slice(this.#head);
      this.#head = 0;
    }
    this.#passed(subject, epochMilliseconds(due));
  }
}
