import type { ChannelState, Severity } from "../../src/core/model.ts";

/** How work ended, as far as a colour can tell. */
export type Tone = "good" | "bad" | "open" | "doubtful";

/** The colours of a theme. */
export interface Palette {
  readonly quiet: string;
  readonly line: string;
  readonly background: string;
  readonly selected: string;
  readonly states: Readonly<Record<ChannelState | "open", string>>;
  readonly stateText: string;
  readonly sent: string;
  readonly received: string;
  readonly tones: Readonly<Record<Tone, string>>;
  /** What is counted because it cannot be drawn one by one. */
  readonly counted: string;
  readonly gap: string;
  readonly severities: Readonly<Record<Severity, string>>;
}

/** What the style sheet says, under the present theme and forced colours. Asking makes the browser compute styles: once a theme. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    quiet: colour("--text-quiet"),
    line: colour("--hairline-faint"),
    background: colour("--background"),
    selected: colour("--row-related"),
    states: {
      "not-joined": colour("--state-not-joined"),
      joining: colour("--state-joining"),
      joined: colour("--state-joined"),
      leaving: colour("--state-leaving"),
      left: colour("--state-left"),
      closed: colour("--state-closed"),
      open: colour("--state-open"),
    },
    stateText: colour("--state-text"),
    sent: colour("--tick-sent"),
    received: colour("--tick-received"),
    tones: {
      good: colour("--span-good"),
      bad: colour("--error"),
      open: colour("--span-open"),
      doubtful: colour("--warning"),
    },
    counted: colour("--span-counted"),
    gap: colour("--warning"),
    severities: { error: colour("--error"), warning: colour("--warning"), info: colour("--info") },
  };
}
