import { expect } from "vitest";
import type { InspectorPanel } from "./drivers/inspector-browser.ts";

/** A row of a grid or table: each cell's text by its column's heading. */
export type Row = Readonly<Record<string, string>>;

/**
 * The panel as a person finds their way in it: by role and accessible name. It works in both browsers, so a spec written with
 * it runs in both. Questions that may come too early are asked again until they hold.
 */
export class PanelPage {
  readonly panel: InspectorPanel;

  constructor(panel: InspectorPanel) {
    this.panel = panel;
  }

  /** The rows of a grid that are in the document now; a virtual table shows a window of them. */
  rows(grid: string): Promise<Row[]> {
    return this.panel.evaluate(readRows, grid);
  }

  /** The text of the first element with this role and name; null where there is none. */
  text(role: string, name: string): Promise<string | null> {
    return this.panel.evaluate(readText, { role, name });
  }

  /** The texts of all elements with a role, inside the first element with another role and name. */
  textsIn(role: string, name: string, inner: string): Promise<string[]> {
    return this.panel.evaluate(readTextsIn, { role, name, inner });
  }

  /** Clicks the first element with this role and name once there is one. */
  async click(role: string, name: string): Promise<void> {
    await expect.poll(() => this.panel.evaluate(clickElement, { role, name }), patience).toBe(true);
  }

  /** Selects the first row of a grid whose text holds all of these. */
  async selectRow(grid: string, ...texts: string[]): Promise<void> {
    await expect.poll(() => this.panel.evaluate(clickRow, { grid, texts }), patience).toBe(true);
  }

  /** Waits until the grid's rows satisfy the assertion. */
  async expectRows(grid: string, assert: (rows: readonly Row[]) => void): Promise<void> {
    await expect
      .poll(async () => {
        assert(await this.rows(grid));
        return true;
      }, patience)
      .toBe(true);
  }
}

/** How long a person's eye would wait for the panel, on a slow machine, in ms. */
export const patience = { timeout: 20_000, interval: 50 };

// What follows runs inside the panel; each function stands alone. The name of an element is its aria-label, the text of what
// aria-labelledby names, its title, or its own text.

function readRows(grid: string): Row[] {
  const nameOf = (element: Element): string =>
    element.getAttribute("aria-label") ??
    document.getElementById(element.getAttribute("aria-labelledby") ?? "")?.textContent ??
    element.querySelector("caption")?.textContent ??
    "";
  const table = [...document.querySelectorAll("[role=grid],[role=treegrid],[role=table],table")].find(
    (element) => nameOf(element).trim() === grid,
  );
  if (table === undefined) return [];
  const textOf = (element: Element) => (element.textContent ?? "").replace(/\s+/g, " ").trim();
  const headings = [...table.querySelectorAll("[role=columnheader],th")].map(textOf);
  return [...table.querySelectorAll("[role=row],tbody tr")].flatMap((row) => {
    const cells = [...row.querySelectorAll("[role=gridcell],[role=cell],[role=rowheader],td")].map(textOf);
    if (cells.length === 0) return [];
    return [Object.fromEntries(cells.map((cell, index) => [headings[index] ?? `column ${index}`, cell]))];
  });
}

function readText({ role, name }: { role: string; name: string }): string | null {
  const found = [...document.querySelectorAll(`[role=${role}],${role}`)].find(
    (element) =>
      (
        element.getAttribute("aria-label") ??
        document.getElementById(element.getAttribute("aria-labelledby") ?? "")?.textContent ??
        ""
      ).trim() === name || name === "",
  );
  return found === undefined ? null : (found.textContent ?? "").replace(/\s+/g, " ").trim();
}

function readTextsIn({ role, name, inner }: { role: string; name: string; inner: string }): string[] {
  const outer = [...document.querySelectorAll(`[role=${role}]`)].find(
    (element) =>
      (
        element.getAttribute("aria-label") ??
        document.getElementById(element.getAttribute("aria-labelledby") ?? "")?.textContent ??
        ""
      ).trim() === name,
  );
  if (outer === undefined) return [];
  return [...outer.querySelectorAll(`[role=${inner}]`)].map((element) =>
    (element.textContent ?? "").replace(/\s+/g, " ").trim(),
  );
}

function clickElement({ role, name }: { role: string; name: string }): boolean {
  const native: Readonly<Record<string, string>> = {
    button: "button",
    link: "a[href]",
    checkbox: "input[type=checkbox]",
  };
  const candidates = document.querySelectorAll(`[role=${role}]${role in native ? `,${native[role]}` : ""}`);
  for (const element of candidates) {
    const label = element.getAttribute("aria-label") ?? element.textContent ?? "";
    const title = element.getAttribute("title") ?? "";
    if (label.replace(/\s+/g, " ").trim() !== name && title !== name) continue;
    if (element instanceof HTMLElement) {
      element.click();
      return true;
    }
  }
  return false;
}

function clickRow({ grid, texts }: { grid: string; texts: readonly string[] }): boolean {
  const table = [...document.querySelectorAll("[role=grid],[role=treegrid],[role=table]")].find(
    (element) => element.getAttribute("aria-label") === grid,
  );
  if (table === undefined) return false;
  const row = [...table.querySelectorAll<HTMLElement>("[role=row]")].find(
    (candidate) =>
      candidate.querySelector("[role=gridcell],[role=cell]") !== null &&
      texts.every((text) => candidate.textContent?.includes(text)),
  );
  if (row === undefined) return false;
  const target = row.querySelector<HTMLElement>("[role=gridcell],[role=cell]") ?? row;
  for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup"])
    target.dispatchEvent(new MouseEvent(type, { bubbles: true, button: 0 }));
  target.click();
  return true;
}
