import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import type { Span } from "../time-travel/viewport.ts";
import type { LaneIndex } from "./lane-index.ts";
import type { LaneLayout } from "./lane-layout.ts";
import type { Palette } from "./palette.ts";

/** What is drawn. */
export interface LaneView {
  readonly index: LaneIndex;
  readonly layout: LaneLayout;
  readonly span: Span;
  /** In CSS pixels. */
  readonly width: number;
  /** How far the connections' lanes are scrolled, in CSS pixels. */
  readonly scrollTop: number;
  /** The index of the selected connection; -1 where none is. */
  readonly selected: number;
  readonly moment: EpochMilliseconds | null;
  readonly palette: Palette;
  readonly font: string;
}
