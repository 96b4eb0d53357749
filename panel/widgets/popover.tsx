import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

export interface PopoverProps {
  readonly label: string;
  /** What it opens under, and where the focus goes back to. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A small window under a button. Escape and a click elsewhere close it. */
export function Popover({ label, anchor, onClose, children }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    const from = anchor.current?.getBoundingClientRect();
    if (element === null || from === undefined) return;
    placeWithin(element, from.right - element.offsetWidth, from.bottom + 2);
    element.querySelector<HTMLElement>("input, button")?.focus();
    return () => {
      // Closed by a button in it, which takes the focus along.
      if (element.contains(document.activeElement)) anchor.current?.focus();
    };
  }, [anchor]);
  useEffect(() => {
    const outside = (event: MouseEvent) => {
      const target = event.target instanceof Node ? event.target : null;
      if (box.current?.contains(target) !== true && anchor.current?.contains(target) !== true) onClose();
    };
    // Wherever the focus is: it may have gone on with the Tab key, or away with what was pressed. Ahead of the keys that close the rest.
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      onClose();
      anchor.current?.focus();
    };
    const { documentElement } = document;
    document.addEventListener("mousedown", outside);
    documentElement.addEventListener("keydown", onEscape, true);
    return () => {
      document.removeEventListener("mousedown", outside);
      documentElement.removeEventListener("keydown", onEscape, true);
    };
  }, [anchor, onClose]);
  return (
    <div ref={box} class="popup popover" role="dialog" aria-label={label}>
      {children}
    </div>
  );
}

/** Puts a fixed box at a place, moved so that it stays within the window. */
export function placeWithin(element: HTMLElement, left: number, top: number): void {
  const margin = 4;
  const maximumLeft = window.innerWidth - element.offsetWidth - margin;
  const maximumTop = window.innerHeight - element.offsetHeight - margin;
  element.style.left = `${Math.max(margin, Math.min(left, maximumLeft))}px`;
  element.style.top = `${Math.max(margin, Math.min(top, maximumTop))}px`;
}
