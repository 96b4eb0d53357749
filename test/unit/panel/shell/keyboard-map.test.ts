import { afterEach, describe, expect, it, vi } from "vitest";
import { handleShortcut } from "../../../../panel/shell/keyboard-map.ts";
import { startStore } from "../store/fake-page.ts";

afterEach(() => vi.unstubAllGlobals());

/** As much of an element as is looked at; `within` is what it stands in. */
class FakeElement {
  readonly #within: string;
  constructor(within: string) {
    this.#within = within;
  }
  matches = (): boolean => false;
  closest = (selector: string): FakeElement | null => (selector === this.#within ? this : null);
}

/** A key pressed on an element, or on nothing in particular, in as much of an event as is looked at. */
const press = (key: string, target: FakeElement | null = null) =>
  ({ key, target, stopPropagation: vi.fn(), preventDefault: vi.fn() }) as unknown as KeyboardEvent;

function stubDocument(): void {
  vi.stubGlobal("HTMLElement", FakeElement);
  vi.stubGlobal("Element", FakeElement);
  vi.stubGlobal("document", { querySelector: () => null });
}

describe("a key that works anywhere", () => {
  it.each(["r", "R"])("is the same with and without Shift or Caps Lock: %s stops recording", async (key) => {
    stubDocument();
    const { store, stop } = await startStore();
    expect(store.recording.peek()).toBe(true);
    const event = press(key);
    handleShortcut(event, store);
    expect(store.recording.peek()).toBe(false);
    expect(event.stopPropagation).toHaveBeenCalledOnce();
    stop();
  });

  it.each(["r", "2"])("does nothing in a menu or a small window over the panel: %s", async (key) => {
    stubDocument();
    const { store, stop } = await startStore();
    handleShortcut(press(key, new FakeElement(".popup")), store);
    expect(store.recording.peek()).toBe(true);
    expect(store.view.peek()).toBe("frames");
    handleShortcut(press("2", new FakeElement(".grid")), store);
    expect(store.view.peek()).toBe("exchanges");
    stop();
  });
});
