import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { SessionPlace, SessionTab } from "../sessions/session-tab.ts";

/** The sessions that are open, the live one and those from files, and which of them is shown. */
export class OpenSessions {
  #live: SessionTab;
  readonly #all: Signal<readonly SessionTab[]>;
  readonly #shown: Signal<SessionTab>;
  readonly #placeNow: () => SessionPlace;
  readonly #onShow: (tab: SessionTab) => void;

  /**
   * @param placeNow where the person is in the session that is shown; kept with it when they leave it
   * @param onShow called in the same batch in which another session is shown
   */
  constructor(live: SessionTab, placeNow: () => SessionPlace, onShow: (tab: SessionTab) => void) {
    this.#live = live;
    this.#all = signal([live]);
    this.#shown = signal(live);
    this.#placeNow = placeNow;
    this.#onShow = onShow;
  }

  /** The live one first. */
  get all(): ReadonlySignal<readonly SessionTab[]> {
    return this.#all;
  }
  get shown(): ReadonlySignal<SessionTab> {
    return this.#shown;
  }
  /** The one that live traffic goes into. */
  get live(): SessionTab {
    return this.#live;
  }

  /** Shows another one, at the place where it was left. */
  show(tab: SessionTab): void {
    const present = this.#shown.peek();
    if (tab === present) return;
    present.place = this.#placeNow();
    this.#show(tab);
  }

  /** Adds one that was read from a file, and shows it. */
  open(tab: SessionTab): void {
    batch(() => {
      this.#all.value = [...this.#all.peek(), tab];
      this.show(tab);
    });
  }

  /** Lets go of one from a file. The live one stays. */
  close(tab: SessionTab): void {
    if (tab === this.#live) return;
    batch(() => {
      this.#all.value = this.#all.peek().filter((other) => other !== tab);
      if (this.#shown.peek() === tab) this.#show(this.#live);
    });
  }

  /** Puts one in the place of another that says the same, such as one judged by other time-outs; the person stays where they are. */
  replace(tab: SessionTab, by: SessionTab): void {
    if (this.#shown.peek() === tab) by.place = this.#placeNow();
    this.#exchange(tab, by);
  }

  /** Begins the live session anew. */
  restart(live: SessionTab): void {
    this.#exchange(this.#live, live);
  }

  #exchange(tab: SessionTab, by: SessionTab): void {
    if (this.#live === tab) this.#live = by;
    batch(() => {
      this.#all.value = this.#all.peek().map((other) => (other === tab ? by : other));
      if (this.#shown.peek() === tab) this.#show(by);
    });
  }

  #show(tab: SessionTab): void {
    batch(() => {
      this.#shown.value = tab;
      this.#onShow(tab);
    });
  }
}
