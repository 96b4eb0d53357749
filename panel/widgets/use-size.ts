import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * An element's inner size, in CSS pixels, kept up to date. A hook of its own for the memory's sake: an observer made inside a
 * component holds on to everything that the component's first rendering knew, a whole session at times.
 */
export function useSize(of: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => (of.current === null ? undefined : observeSize(of.current, setSize)), []);
  return size;
}

function observeSize(element: HTMLElement, take: (size: Size) => void): () => void {
  const measure = () => take({ width: element.clientWidth, height: element.clientHeight });
  measure();
  const observer = new ResizeObserver(measure);
  observer.observe(element);
  return () => observer.disconnect();
}
