import type { EpochMilliseconds, Milliseconds } from "../contract/brands.ts";
import { type TimeOutOwner, TimeOuts } from "./time-outs.ts";

/** Something that happens at a time of the session's clock unless it is overtaken. */
export interface Appointment {
  readonly due: EpochMilliseconds;
  /** True: happens at `due` itself. False: only once `due` has passed, as a time-out does. */
  readonly atOnce: boolean;
  readonly happen: (due: EpochMilliseconds) => void;
}

/**
 * What the session waits for: time-outs, and answers to HTTP calls that a capture tells of at their start. A binary heap
 * by due time; appointments due at the same time happen in the order in which they were made.
 */
export class Agenda {
  #heap: (Appointment & { readonly order: number })[] = [];
  #made = 0;
  /** How many appointments have happened. */
  happened = 0;

  readonly #timeOuts: TimeOuts[] = [];
  /** Nothing is due before this time. */
  #nextDue = Number.POSITIVE_INFINITY;

  make(appointment: Appointment): void {
    this.#heap.push({ ...appointment, order: this.#made++ });
    this.#rise(this.#heap.length - 1);
    this.#nextDue = Math.min(this.#nextDue, appointment.due);
  }

  /** Time-outs of one length. They are begun by {@link begin}. */
  timeOuts(length: Milliseconds, owner: TimeOutOwner): TimeOuts {
    const timeOuts = new TimeOuts(length, owner);
    this.#timeOuts.push(timeOuts);
    return timeOuts;
  }

  /** Begins a time-out; its owner is told of it once the session's clock has passed its end. */
  begin(timeOuts: TimeOuts, from: EpochMilliseconds, subject: number): void {
    const due = timeOuts.dueFrom(from);
    if (due < this.#nextDue) this.#nextDue = due;
    // What is judged late, or told of late, begins in the past.
    if (!timeOuts.begin(from, subject))
      this.make({ due, atOnce: false, happen: () => timeOuts.passLate(subject, due) });
  }

  /** Lets everything happen that is due by `now`, earliest first, including what comes up on the way. */
  runUntil(now: EpochMilliseconds): void {
    if (now >= this.#nextDue) this.#run(now);
  }

  #run(now: EpochMilliseconds): void {
    while (this.#nextDue <= now) {
      const appointment = this.#heap[0];
      const queue = this.#firstQueue();
      const queueDue = queue?.due ?? Number.POSITIVE_INFINITY;
      const due = Math.min(appointment?.due ?? Number.POSITIVE_INFINITY, queueDue);
      this.#nextDue = due;
      const passedOnly = appointment === undefined || appointment.due > due || !appointment.atOnce;
      if (due > now || (due === now && passedOnly)) return;
      this.happened++;
      if (appointment === undefined || queueDue < appointment.due) queue?.pass();
      else {
        this.#removeFirst();
        appointment.happen(appointment.due);
      }
    }
  }

  /** The queue of time-outs of which one falls due first. */
  #firstQueue(): TimeOuts | undefined {
    let first = this.#timeOuts[0];
    for (const queue of this.#timeOuts) if (first === undefined || queue.due < first.due) first = queue;
    return first;
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink();
  }

  #rise(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfBefore(index, parent)) return;
      index = parent;
    }
  }

  #sink(): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const child = this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfBefore(child, index)) return;
      index = child;
    }
  }

  #swapIfBefore(index: number, other: number): boolean {
    const a = this.#heap[index];
    const b = this.#heap[other];
    if (a === undefined || b === undefined || !this.#isBefore(index, other)) return false;
    this.#heap[index] = b;
    this.#heap[other] = a;
    return true;
  }

  #isBefore(index: number, other: number): boolean {
    const a = this.#heap[index];
    const b = this.#heap[other];
    if (a === undefined || b === undefined) return false;
    if (a.due !== b.due) return a.due < b.due;
    return a.atOnce !== b.atOnce ? a.atOnce : a.order < b.order;
  }
}
