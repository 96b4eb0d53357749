import type { Palette } from "./paint-lanes.ts";

/** The colours that the style sheet gives to the overview, under the present theme and forced colours. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    text: colour("--text"),
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
    severities: { error: colour("--error"), warning: colour("--warning"), info: colour("--info") },
  };
}
