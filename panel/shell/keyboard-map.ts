import { focusGrid } from "../grid/focus-grid.ts";
import { eventsOf, relatedEvents } from "../selection/selection.ts";
import { viewIds } from "../selection/view-id.ts";
import type { PanelStore } from "../store/panel-store.ts";

/**
 * Keys that work anywhere in the panel, except while text is typed or a dialog or menu is open. The help overlay lists them. Of a key that did something
 * here DevTools must not hear: Escape would open or close their drawer, Ctrl F their search.
 */
export function handleShortcut(event: KeyboardEvent, store: PanelStore): void {
  if (event.defaultPrevented || isForDialog(event) || act(event, store)) event.stopPropagation();
}

/** An open dialog closes at Escape by itself, unless DevTools keep it from that. */
const isForDialog = ({ key, target }: KeyboardEvent): boolean =>
  key === "Escape" && target instanceof Element && target.closest("dialog[open]") !== null;

/** Returns whether the key did something. */
function act(event: KeyboardEvent, store: PanelStore): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (document.querySelector("dialog[open]") !== null || target?.closest(".popup") != null) return false;
  // A list takes letters and digits for the beginning of what is to be chosen.
  const typing = target?.matches("input:not([type=checkbox]), textarea, select") === true;
  const command = event.ctrlKey || event.metaKey;
  if (command && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "f") {
    focusFilter();
    event.preventDefault();
    return true;
  }
  if (typing || command || event.altKey) return false;
  const view = viewIds[Number(event.key) - 1];
  if (view !== undefined) {
    store.view.value = view;
    queueMicrotask(focusGrid);
  } else if (event.key === "?") store.helpOpen.value = true;
  else if (event.key === "/") focusFilter();
  else if (event.key === "Escape" && store.selection.peek() !== null) {
    store.select(null);
    focusGrid();
  } else if (event.key === "t" || event.key === "T")
    document.querySelector<HTMLElement>(".timeline")?.focus();
  else if (event.key === "l" || event.key === "L") store.travel.backToLive();
  else if (event.key === "r" || event.key === "R") store.setRecording(!store.recording.peek());
  else if (event.key === "m" || event.key === "M") mark(store);
  else if (event.key === "j" || event.key === "J") jump(store);
  else if (event.key === "s" || event.key === "S") {
    if (store.selection.peek() === null) return false;
    store.reveal(!store.revealed.peek());
  } else if (event.key === "g" || event.key === "G") focusGrid();
  else if (event.key === "i" || event.key === "I")
    document.querySelector<HTMLElement>(".detail-body")?.focus();
  else return false;
  event.preventDefault();
  return true;
}

function focusFilter(): void {
  const field = document.querySelector<HTMLInputElement>("#filter");
  field?.focus();
  field?.select();
}

function mark(store: PanelStore): void {
  const selection = store.selection.peek();
  if (selection?.type === "event") store.markForComparison(selection.index);
}

/** Goes to the next event of what the selected one belongs to, round and round. */
function jump(store: PanelStore): void {
  const selection = store.selection.peek();
  if (selection === null) return;
  const session = store.session.peek();
  const [main] = eventsOf(selection, session);
  if (main === undefined) return;
  // From another view first to the frame that stands for it; where that is on show already, on to the next.
  if (selection.type !== "event" && store.view.peek() !== "frames") {
    store.goTo(main);
    return;
  }
  const others = relatedEvents(main, session);
  const next = others.find((other) => other > main) ?? others[0];
  if (next !== undefined) store.goTo(next);
}
