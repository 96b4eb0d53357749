import { epochMilliseconds } from "../../src/contract/brands.ts";
import type { PanelStore } from "../store/panel-store.ts";
import { panned, type Span, zoomed } from "../time-travel/viewport.ts";
import { axisHeight } from "./lane-layout.ts";

/** Less than this, in pixels, is a click and not a drag. */
const clickReach = 4;
/** How near to an event, in pixels, a click means that event's very time. */
const snapReach = 3;
/** Zoom for one pixel of the wheel. */
const wheelZoom = 1.0025;

interface Drag {
  readonly kind: "range" | "pan" | "from" | "to";
  readonly startX: number;
  readonly startSpan: Span;
  readonly fixed: number;
  moved: boolean;
}

/**
 * The pointer on the time axis: drag selects a range, click picks a moment; the wheel zooms; Shift with the wheel, or dragging
 * the scale at the top or with the middle button, moves the axis.
 */
export class TimelinePointer {
  readonly #element: HTMLElement;
  readonly #store: PanelStore;
  readonly #hover: (place: { readonly x: number; readonly y: number } | null) => void;
  readonly #scroll: (distance: number) => void;
  readonly #stopping = new AbortController();
  #drag: Drag | null = null;

  constructor(
    element: HTMLElement,
    store: PanelStore,
    hover: (place: { readonly x: number; readonly y: number } | null) => void,
    scroll: (distance: number) => void,
  ) {
    this.#element = element;
    this.#store = store;
    this.#hover = hover;
    this.#scroll = scroll;
    const { signal } = this.#stopping;
    element.addEventListener("pointerdown", (event) => this.#down(event), { signal });
    element.addEventListener("pointermove", (event) => this.#move(event), { signal });
    element.addEventListener("pointerup", (event) => this.#up(event), { signal });
    element.addEventListener("pointercancel", () => this.#cancel(), { signal });
    element.addEventListener("pointerleave", () => this.#hover(null), { signal });
    element.addEventListener("dblclick", (event) => this.#zoomTo(event), { signal });
    // Not passive: the panel must not scroll instead.
    element.addEventListener("wheel", (event) => this.#wheel(event), { signal, passive: false });
  }

  stop(): void {
    this.#stopping.abort();
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 && event.button !== 1) return;
    const { travel } = this.#store;
    const { x, y } = this.#place(event);
    const edge = event.target instanceof HTMLElement ? event.target.dataset["edge"] : undefined;
    const range = travel.range.peek();
    const kind =
      range !== null && (edge === "from" || edge === "to")
        ? edge
        : y < axisHeight || event.button === 1
          ? "pan"
          : "range";
    this.#drag = {
      kind,
      startX: x,
      startSpan: travel.span(),
      fixed: kind === "from" ? (range?.to ?? 0) : kind === "to" ? (range?.from ?? 0) : this.#time(x),
      moved: false,
    };
    this.#element.focus({ preventScroll: true });
    this.#element.setPointerCapture(event.pointerId);
    event.preventDefault();
  }

  #move(event: PointerEvent): void {
    const { x, y } = this.#place(event);
    const drag = this.#drag;
    if (drag === null) {
      this.#hover({ x, y });
      return;
    }
    if (!drag.moved && Math.abs(x - drag.startX) < clickReach) return;
    drag.moved = true;
    const { travel } = this.#store;
    if (drag.kind === "pan") {
      const perPixel = (drag.startSpan.to - drag.startSpan.from) / this.#width;
      travel.show(panned(drag.startSpan, (drag.startX - x) * perPixel, travel.whole()));
    } else {
      this.#hover({ x, y });
      travel.selectRange(drag.fixed, this.#time(x));
    }
  }

  #up(event: PointerEvent): void {
    const drag = this.#drag;
    this.#drag = null;
    if (drag === null || drag.moved || drag.kind !== "range") return;
    const { travel } = this.#store;
    travel.pick(this.#snapped(this.#place(event).x));
  }

  #cancel(): void {
    this.#drag = null;
    this.#hover(null);
  }

  /** Twice on the scale at the top: all of the session again; twice in the range: the range. */
  #zoomTo(event: MouseEvent): void {
    const { travel } = this.#store;
    const { x, y } = this.#place(event);
    const range = travel.range.peek();
    const time = this.#time(x);
    if (y < axisHeight) travel.viewport.value = null;
    else if (range !== null && time >= range.from && time <= range.to) travel.show(range);
  }

  #wheel(event: WheelEvent): void {
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const across = (event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX) * lines;
    const along = event.shiftKey ? 0 : event.deltaY * lines;
    event.preventDefault();
    if (event.altKey) {
      this.#scroll(event.deltaY * lines);
      return;
    }
    const { travel } = this.#store;
    const span = travel.span();
    const { x } = this.#place(event);
    if (Math.abs(across) > Math.abs(along))
      travel.show(panned(span, (across / this.#width) * (span.to - span.from), travel.whole()));
    else travel.show(zoomed(span, wheelZoom ** along, this.#time(x), travel.whole()));
  }

  get #width(): number {
    return Math.max(1, this.#element.clientWidth);
  }

  #place(event: MouseEvent): { readonly x: number; readonly y: number } {
    const box = this.#element.getBoundingClientRect();
    return { x: Math.min(box.width, Math.max(0, event.clientX - box.left)), y: event.clientY - box.top };
  }

  #time(x: number): number {
    const { from, to } = this.#store.travel.span();
    return from + (x / this.#width) * (to - from);
  }

  /** The time of the nearest event, where the pointer is practically on it. */
  #snapped(x: number): number {
    const { log } = this.#store.session.peek();
    const time = this.#time(x);
    let best = time;
    let distance = this.#time(x + snapReach) - time;
    const position = log.positionAt(epochMilliseconds(time));
    for (const candidate of [position - 1, position]) {
      if (candidate < 0 || candidate >= log.length) continue;
      const at = log.time(log.inTimeOrder(candidate));
      const away = Math.abs(at - time);
      if (away <= distance) {
        best = at;
        distance = away;
      }
    }
    return best;
  }
}
