import { type ReadonlySignal, signal } from "@preact/signals";

/** Long work that the person can watch and cancel. */
export interface Job {
  readonly id: number;
  /** What is done: `Opening capture.jsonl`. */
  readonly label: string;
  /** How much of it is done, from 0 to 1; null while that is not known. */
  readonly share: number | null;
}

/** Something to be said once, until it is put away. */
export interface Notice {
  readonly id: number;
  readonly kind: "error" | "info";
  readonly message: string;
  /** More of it, a line each. */
  readonly details: readonly string[];
}

/** What work gets: where to say how far it is, and the signal that it was cancelled by. */
export interface JobControl {
  readonly progress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** The long work under way, and what came of it. */
export class Jobs {
  readonly #running = signal<readonly Job[]>([]);
  readonly #notices = signal<readonly Notice[]>([]);
  readonly #controllers = new Map<number, AbortController>();
  #last = 0;

  get running(): ReadonlySignal<readonly Job[]> {
    return this.#running;
  }

  get notices(): ReadonlySignal<readonly Notice[]> {
    return this.#notices;
  }

  /**
   * Runs work that shows its progress. Resolves to null where it was cancelled or failed; a failure is said in a notice.
   *
   * @param failed how to say what went wrong
   */
  async run<Result>(
    label: string,
    work: (control: JobControl) => Promise<Result>,
    failed: (reason: string) => string,
  ): Promise<Result | null> {
    const id = ++this.#last;
    const controller = new AbortController();
    this.#controllers.set(id, controller);
    this.#running.value = [...this.#running.peek(), { id, label, share: null }];
    const progress = (share: number) => {
      const shown = Math.floor(share * 100) / 100;
      if (this.#running.peek().find((job) => job.id === id)?.share === shown) return;
      this.#running.value = this.#running
        .peek()
        .map((job) => (job.id === id ? { ...job, share: shown } : job));
    };
    try {
      return await work({ progress, signal: controller.signal });
    } catch (error) {
      if (!controller.signal.aborted) this.say("error", failed(reasonOf(error)));
      return null;
    } finally {
      this.#controllers.delete(id);
      this.#running.value = this.#running.peek().filter((job) => job.id !== id);
    }
  }

  cancel(id: number): void {
    this.#controllers.get(id)?.abort();
  }

  say(kind: Notice["kind"], message: string, details: readonly string[] = []): void {
    this.#notices.value = [...this.#notices.peek(), { id: ++this.#last, kind, message, details }];
  }

  putAway(id: number): void {
    this.#notices.value = this.#notices.peek().filter((notice) => notice.id !== id);
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
