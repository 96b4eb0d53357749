import type { Figure, Goal, Unit } from "./benchmark.ts";

/** A figure's number for people, with its unit: `0.62 ×`, `1,204 bytes`. */
export function numberWords(value: number, unit: Unit): string {
  switch (unit) {
    case "times":
      return `${digits(value)} ×`;
    case "power":
      return `n^${value.toFixed(2)}`;
    case "frames a second":
      return `${digits(value)}/s`;
    case "count":
      return digits(value);
    case "bytes a frame":
      return `${digits(value)} B`;
    case "bytes":
    case "ms":
    case "µs":
    case "MiB":
      return `${digits(value)} ${unit}`;
  }
}

/** Three digits that say something; whole numbers from a hundred on. */
export function digits(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toLocaleString("en");
  if (size >= 10) return trimmed(value.toFixed(1));
  if (size >= 0.1 || size === 0) return trimmed(value.toFixed(2));
  return size < 0.0001 ? value.toExponential(1) : trimmed(value.toPrecision(2));
}

const trimmed = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** `≥ 0.5 ×`, or an empty text for no goal. */
export function goalWords(goal: Goal | null, unit: Unit): string {
  if (goal === null) return "";
  return "atMost" in goal ? `≤ ${numberWords(goal.atMost, unit)}` : `≥ ${numberWords(goal.atLeast, unit)}`;
}

/** A size: `10^5`'s `100,000`, or a dash. */
export function sizeWords(size: Figure["size"]): string {
  return size === null ? "–" : size.toLocaleString("en");
}
