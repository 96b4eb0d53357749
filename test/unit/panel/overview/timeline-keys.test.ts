import { describe, expect, it } from "vitest";
import { handleTimelineKey } from "../../../../panel/overview/timeline-keys.ts";
import { scripts } from "../../../panel/page/scripts.ts";
import { startStore } from "../store/fake-page.ts";

/** The axis over a session, with a key's event as the browser would send it. */
async function axis() {
  const { store, page, source, stop } = await startStore();
  source.emit(scripts["session"]?.(1_790_000_000_000) ?? []);
  page.pass(1000);
  const { travel } = store;
  const press = (key: string, modifiers: Partial<KeyboardEvent> = {}): boolean => {
    let taken = false;
    const event = { key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...modifiers };
    handleTimelineKey(
      {
        ...event,
        preventDefault: () => {
          taken = true;
        },
        stopPropagation: () => undefined,
      } as KeyboardEvent,
      store,
    );
    return taken;
  };
  const length = () => travel.span().to - travel.span().from;
  return { travel, press, length, stop };
}

describe("the time axis's keys", () => {
  it("zoom in, out and to all", async () => {
    const { press, length, stop } = await axis();
    const all = length();
    expect(press("+")).toBe(true);
    expect(length()).toBeCloseTo(all / 1.6);
    expect(press("-")).toBe(true);
    expect(length()).toBeCloseTo(all);
    press("+");
    expect(press("0")).toBe(true);
    expect(length()).toBe(all);
    stop();
  });

  it("leave DevTools their own zoom", async () => {
    const { press, length, stop } = await axis();
    const all = length();
    for (const key of ["+", "=", "-", "0"]) expect(press(key, { ctrlKey: true }), key).toBe(false);
    for (const key of ["+", "-", "0"]) expect(press(key, { metaKey: true }), key).toBe(false);
    expect(length()).toBe(all);
    stop();
  });

  it("move along with Ctrl and an arrow, and from event to event with the arrow alone", async () => {
    const { travel, press, stop } = await axis();
    press("+");
    const { from } = travel.span();
    expect(press("ArrowRight", { ctrlKey: true })).toBe(true);
    expect(travel.span().from).toBeGreaterThan(from);
    expect(travel.moment.value).toBe(null);
    expect(press("ArrowLeft")).toBe(true);
    expect(travel.moment.value).not.toBe(null);
    stop();
  });
});
