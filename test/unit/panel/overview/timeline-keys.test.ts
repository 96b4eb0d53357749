import { describe, expect, it } from "vitest";
import { handleTimelineKey } from "../../../../panel/overview/timeline-keys.ts";
import { Conversation } from "../../../panel/page/conversation.ts";
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
  return { store, page, source, travel, press, length, stop };
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

  it("go to the first event since the log was cleared, not to what is kept of before", async () => {
    const { store, page, source, travel, press, stop } = await axis();
    const cleared = store.session.peek().end ?? 0;
    await store.clear();
    press("Home");
    expect(travel.moment.value).toBe(null);
    const [first, ...more] = new Conversation(cleared + 60_000)
      .status("c1", "K8", 1)
      .wait(5)
      .status("c1", "K9", 1).events;
    source.emit(first === undefined ? [] : [first, ...more]);
    page.pass(1000);
    expect(store.baseline).toBeGreaterThan(0);
    press("Home");
    expect(travel.moment.value).toBe(first?.time);
    press("ArrowLeft");
    expect(travel.moment.value).toBe(first?.time);
    stop();
  });
});
