import type { PanelEnvironment } from "../../../../panel/store/panel-environment.ts";
import { PanelStore } from "../../../../panel/store/panel-store.ts";
import { createSession } from "../../../../src/core/create-session.ts";
import { MemorySource } from "../../../panel/page/memory-source.ts";
import { memoryStorage } from "../../../panel/page/memory-storage.ts";

/** What the store needs of a window, with frames and timers that only the test moves. */
export class FakePage {
  now = 1000;
  #frames: (() => void)[] = [];
  #timers = new Map<
    number,
    { readonly due: number; readonly run: () => void; readonly every: number | null }
  >();
  #last = 0;
  readonly performance = { timeOrigin: 1_790_000_000_000, now: () => this.now };
  readonly document = { documentElement: { dataset: {} as Record<string, string> } };
  readonly matchMedia = () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  });
  requestAnimationFrame = (run: () => void): number => this.#frames.push(run);
  cancelAnimationFrame = (): void => undefined;
  setTimeout = (run: () => void, delay: number): number => this.#add(run, delay, null);
  setInterval = (run: () => void, delay: number): number => this.#add(run, delay, delay);
  clearTimeout = (id: number): void => void this.#timers.delete(id);
  clearInterval = (id: number): void => void this.#timers.delete(id);

  /** Lets time pass, with a frame every 16 ms where `visible`; what is due runs. */
  pass(duration: number, visible = true): void {
    const end = this.now + duration;
    while (this.now < end) {
      this.now = Math.min(end, this.now + 16);
      if (visible) for (const run of this.#frames.splice(0)) run();
      for (const [id, timer] of [...this.#timers]) {
        if (timer.due > this.now) continue;
        if (timer.every === null) this.#timers.delete(id);
        else this.#timers.set(id, { ...timer, due: this.now + timer.every });
        timer.run();
      }
    }
  }

  #add(run: () => void, delay: number, every: number | null): number {
    this.#timers.set(++this.#last, { due: this.now + delay, run, every });
    return this.#last;
  }
}

/** A store over a source and a page that the test holds in its hands. */
export async function startStore(settings: unknown = null, storage = memoryStorage(settings)) {
  const page = new FakePage();
  const source = new MemorySource();
  const environment: PanelEnvironment = {
    createSession,
    source,
    storage,
    version: "0.0.0",
    theme: null,
    // The store uses no more of a window than the fake has; a whole one only exists in a browser.
    page: page as unknown as Window,
  };
  const store = new PanelStore(environment);
  const stop = await store.start();
  return { store, page, source, storage, stop };
}
