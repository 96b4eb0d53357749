import type { PanelStore } from "../store/panel-store.ts";
import { panned, zoomed } from "../time-travel/viewport.ts";

const zoomStep = 1.6;
const panShare = 0.15;
const rangeShare = 0.02;
const pageShare = 0.1;

/** The keys of the time axis. */
export function handleTimelineKey(event: KeyboardEvent, store: PanelStore): void {
  if (event.altKey || event.metaKey) return;
  if (!act(event, store)) return;
  event.preventDefault();
  event.stopPropagation();
}

function act({ key, shiftKey, ctrlKey }: KeyboardEvent, store: PanelStore): boolean {
  const { travel } = store;
  const span = travel.span();
  const whole = travel.whole();
  const length = span.to - span.from;
  const moment = travel.moment.peek();
  const anchor = moment ?? (span.from + span.to) / 2;
  // Ctrl with +, - or 0 is DevTools' own zoom.
  if (ctrlKey && key !== "ArrowLeft" && key !== "ArrowRight") return false;
  switch (key) {
    case "ArrowLeft":
    case "ArrowRight": {
      const sign = key === "ArrowLeft" ? -1 : 1;
      if (ctrlKey) travel.show(panned(span, sign * panShare * length, whole));
      else if (shiftKey) stretchRange(store, sign * rangeShare * length);
      else travel.step(sign);
      return true;
    }
    case "PageDown":
      travel.pick((moment ?? whole.to) + pageShare * length);
      return true;
    case "PageUp":
      travel.pick((moment ?? whole.to) - pageShare * length);
      return true;
    case "Home":
      travel.step(Number.NEGATIVE_INFINITY);
      return true;
    case "End":
      travel.step(Number.POSITIVE_INFINITY);
      return true;
    case "ArrowUp":
    case "ArrowDown":
      stepConnection(store, key === "ArrowUp" ? -1 : 1);
      return true;
    case "+":
    case "=":
      travel.show(zoomed(span, 1 / zoomStep, anchor, whole));
      return true;
    case "-":
      travel.show(zoomed(span, zoomStep, anchor, whole));
      return true;
    case "0":
      travel.viewport.value = null;
      return true;
    case "Enter": {
      const range = travel.range.peek();
      if (range !== null) travel.show(range);
      return range !== null;
    }
    case "Escape":
      if (moment !== null) travel.backToLive();
      else if (travel.range.peek() !== null) travel.range.value = null;
      else return false;
      return true;
    default:
      return false;
  }
}

/** Moves the end of the range that was moved last; a new range begins at the moment. */
function stretchRange({ travel }: PanelStore, distance: number): void {
  const range = travel.range.peek();
  if (range === null) {
    const span = travel.span();
    const start = travel.moment.peek() ?? (span.from + span.to) / 2;
    travel.selectRange(start, start + distance);
  } else if (distance > 0 || range.to + distance > range.from)
    travel.selectRange(range.from, range.to + distance);
  else travel.selectRange(range.from + distance, range.to);
}

function stepConnection(store: PanelStore, step: number): void {
  const { connections } = store.session.peek();
  if (connections.length === 0) return;
  const selection = store.selection.peek();
  const present = selection?.type === "connection" ? selection.index : step > 0 ? -1 : connections.length;
  const index = Math.min(connections.length - 1, Math.max(0, present + step));
  store.select({ type: "connection", index });
}
