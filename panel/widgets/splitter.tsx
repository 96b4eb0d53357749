import type { RefObject } from "preact";
import { text } from "../text/english.ts";

interface SplitterProps {
  /** What is divided. */
  readonly container: RefObject<HTMLElement | null>;
  /** `vertical`: between two panes side by side. */
  readonly orientation: "vertical" | "horizontal";
  /** The second pane's share, from 0 to 1. */
  readonly share: number;
  readonly onChange: (share: number) => void;
}

const least = 0.15;
const most = 0.85;
const keyStep = 0.03;

/** The line between the table and the detail: dragged, or moved with the arrows. */
export function Splitter({ container, orientation, share, onChange }: SplitterProps) {
  const change = (next: number) => onChange(Math.min(most, Math.max(least, next)));
  const onPointerDown = (event: PointerEvent) => {
    const line = event.currentTarget;
    const box = container.current?.getBoundingClientRect();
    if (!(line instanceof HTMLElement) || box === undefined || event.button !== 0) return;
    event.preventDefault();
    line.focus();
    line.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent) =>
      change(
        orientation === "vertical"
          ? (box.right - moved.clientX) / box.width
          : (box.bottom - moved.clientY) / box.height,
      );
    const end = () => {
      line.removeEventListener("pointermove", move);
      line.removeEventListener("pointerup", end);
      line.removeEventListener("pointercancel", end);
    };
    line.addEventListener("pointermove", move);
    line.addEventListener("pointerup", end);
    line.addEventListener("pointercancel", end);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const larger = orientation === "vertical" ? "ArrowLeft" : "ArrowUp";
    const smaller = orientation === "vertical" ? "ArrowRight" : "ArrowDown";
    if (event.key === larger) change(share + keyStep);
    else if (event.key === smaller) change(share - keyStep);
    else if (event.key === "Home") change(least);
    else if (event.key === "End") change(most);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr does not take the focus
    <div
      class={`splitter is-${orientation}`}
      role="separator"
      aria-label={text.splitter}
      aria-orientation={orientation}
      aria-valuenow={Math.round(share * 100)}
      aria-valuemin={least * 100}
      aria-valuemax={most * 100}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
