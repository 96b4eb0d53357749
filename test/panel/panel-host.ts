import type { Frame, Locator, Page } from "playwright";
import { expect } from "vitest";
import type { scripts } from "./page/scripts.ts";

export type ScriptName = keyof typeof scripts;

export interface Look {
  /** The panel's own document, in CSS pixels. Default 1400 × 400. */
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
}

/** A place where the panel runs: the same actions are tried in each. */
export interface PanelHost {
  /** A panel as new, with what a script plays. */
  open(script: ScriptName | null, look?: Look): Promise<OpenPanel>;
  /** A panel as new, that shows so many frames that came live, and more to come. */
  openLive(frames: number): Promise<LivePanel>;
  /** How many rows a long log has here: a million where nothing has to be carried over. */
  readonly longLog: number;
  openLong(): Promise<OpenPanel>;
  stop(): Promise<void>;
}

export interface OpenPanel {
  /** The panel's document. */
  readonly frame: Frame;
  /** What is around it: keys, mouse, media. */
  readonly page: Page;
  /** Errors and warnings of the panel's document. */
  readonly complaints: readonly string[];
  setTheme(theme: "light" | "dark"): Promise<void>;
  /** What is on the clipboard after the panel has copied something. */
  copied(): Promise<string>;
  close(): Promise<void>;
}

export interface LivePanel extends OpenPanel {
  /** Lets one more frame arrive. */
  more(): Promise<void>;
}

export const grid = (frame: Frame, name: string): Locator => frame.getByRole("grid", { name, exact: true });
/** The rows that are in the document, without headings. */
export const rows = (frame: Frame): Locator => frame.locator("[role=row][data-row]");
/** The number of the last row that is in the document. */
export const lastRow = async (frame: Frame): Promise<number> =>
  Number(await rows(frame).last().getAttribute("data-row"));
/** The number of the log's last row, once it is shown. */
export async function endOfLog(frame: Frame): Promise<number> {
  // Rows are numbered from 0, and the count includes the headings.
  const last = async () => Number(await grid(frame, "Frames").getAttribute("aria-rowcount")) - 2;
  await settles(async () => (await lastRow(frame)) === (await last())).toBe(true);
  return last();
}
export const selectedRow = (frame: Frame): Locator => frame.locator("[role=row][aria-selected=true]");
export const filterField = (frame: Frame): Locator => frame.getByRole("searchbox", { name: "Filter" });
export const detail = (frame: Frame): Locator => frame.getByRole("complementary", { name: "Detail" });
export const status = (frame: Frame): Promise<string> => frame.locator(".status-bar").innerText();
export const view = (frame: Frame, name: string): Promise<void> =>
  frame.getByRole("tablist", { name: "Views" }).getByRole("tab", { name }).click();
/** Waits, as a person would, until what is read satisfies the assertion. */
export const settles = <Value>(read: () => Promise<Value>) =>
  expect.poll(read, { timeout: 15_000, interval: 30 });
