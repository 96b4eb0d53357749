import { type ReadonlySignal, signal } from "@preact/signals";

/** How long a notice stays, in milliseconds. */
const noticeTime = 4000;

/** What has just been done, in a few words that go away by themselves. */
export class Notice {
  readonly #words = signal("");
  readonly #page: Window;
  #timer = 0;

  constructor(page: Window) {
    this.#page = page;
  }

  /** Empty while there is nothing to say. */
  get words(): ReadonlySignal<string> {
    return this.#words;
  }

  say(words: string): void {
    this.#words.value = words;
    this.#page.clearTimeout(this.#timer);
    this.#timer = this.#page.setTimeout(() => {
      this.#words.value = "";
    }, noticeTime);
  }
}
