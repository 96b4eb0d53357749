import { afterEach, describe, expect, it, vi } from "vitest";
import { handleShortcut } from "../../../../panel/shell/keyboard-map.ts";
import { startStore } from "../store/fake-page.ts";

afterEach(() => vi.unstubAllGlobals());

/** A key pressed on nothing in particular, in as much of an event as is looked at. */
const press = (key: string) =>
  ({ key, target: null, stopPropagation: vi.fn(), preventDefault: vi.fn() }) as unknown as KeyboardEvent;

describe("a key that works anywhere", () => {
  it.each(["r", "R"])("is the same with and without Shift or Caps Lock: %s stops recording", async (key) => {
    vi.stubGlobal("HTMLElement", class {});
    vi.stubGlobal("document", { querySelector: () => null });
    const { store, stop } = await startStore();
    expect(store.recording.peek()).toBe(true);
    const event = press(key);
    handleShortcut(event, store);
    expect(store.recording.peek()).toBe(false);
    expect(event.stopPropagation).toHaveBeenCalledOnce();
    stop();
  });
});
