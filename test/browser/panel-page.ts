import { setTimeout as pause } from "node:timers/promises";
import type { InspectorPanel } from "./drivers/inspector-browser.ts";
import { waitUntil } from "./drivers/wait-until.ts";

/** A row of a grid: each cell's text by its column's heading. */
export type Row = Readonly<Record<string, string>>;

/** Where something is in the panel, as a person would say it. */
export interface Place {
  readonly role: string;
  /** The accessible name, or its first words; any where absent. */
  readonly name?: string;
  /** Inside the first element of this role and name. */
  readonly within?: { readonly role: string; readonly name: string };
}

/** How long a person's eye would wait for the panel, on a slow machine, in ms. */
export const patience = { timeout: 20_000, interval: 50 };

/**
 * The panel as a person finds their way in it: by role and accessible name. It works in both browsers, so a spec written with
 * it runs in both. What may come too early is asked again until it holds.
 */
export class PanelPage {
  readonly panel: InspectorPanel;

  constructor(panel: InspectorPanel) {
    this.panel = panel;
  }

  /** The texts of all elements at a place, in document order. */
  texts(place: Place): Promise<string[]> {
    return this.panel.evaluate(findInPanel, { ...place, click: false });
  }

  /** The rows of a grid that are in the document now; a virtual table shows a window of them. */
  rows(grid: string): Promise<Row[]> {
    return this.panel.evaluate(readRows, grid);
  }

  /** Clicks the first element at a place once there is one. */
  async click(place: Place): Promise<void> {
    const click = async () => (await this.panel.evaluate(findInPanel, { ...place, click: true })).length > 0;
    await waitUntil(`${place.role} ${place.name ?? ""} in the panel`, click, patience.timeout);
  }

  /** Clicks the first row of a grid whose text holds all of these. */
  async selectRow(grid: string, ...texts: string[]): Promise<void> {
    const click = () => this.panel.evaluate(clickRow, { grid, texts });
    try {
      await waitUntil(`a row of ${grid} with ${texts.join(", ")}`, click, patience.timeout);
    } catch (error) {
      throw withRows(error, await this.rows(grid));
    }
  }

  /** Waits until what is at a place satisfies the assertion. */
  expectTexts(place: Place, assert: (texts: readonly string[]) => void): Promise<void> {
    return expectEventually(async () => assert(await this.texts(place)));
  }

  /** Waits until the grid's rows satisfy the assertion. */
  expectRows(grid: string, assert: (rows: readonly Row[]) => void): Promise<void> {
    let rows: readonly Row[] = [];
    return expectEventually(async () => {
      rows = await this.rows(grid);
      assert(rows);
    }).catch((error: unknown) => {
      throw withRows(error, rows);
    });
  }
}

/** The error, which goes on to say what rows there were. */
function withRows(error: unknown, rows: readonly Row[]): unknown {
  const lines = rows.map((row) => Object.values(row).join(" | "));
  if (error instanceof Error) error.message += `\n${rows.length} rows were in view:\n${lines.join("\n")}`;
  return error;
}

/** Asserts again and again; rejects with the assertion's own error where it does not hold in time. */
async function expectEventually(assert: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + patience.timeout;
  for (;;) {
    try {
      await assert();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await pause(patience.interval);
  }
}

// What follows runs inside the panel; each function stands alone there.

/** The texts of what is at a place; the first of it is clicked where asked. */
function findInPanel({ role, name, within, click }: Place & { readonly click: boolean }): string[] {
  const native: Readonly<Record<string, string>> = {
    button: "button",
    checkbox: "input[type=checkbox]",
    complementary: "aside",
    link: "a[href]",
    list: "ul,ol",
    listitem: "li",
    textbox: "input:not([type]),input[type=text],input[type=search],textarea",
  };
  const words = (element: Element): string => {
    const parts: string[] = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() !== null) parts.push(walker.currentNode.textContent ?? "");
    return parts.join(" ").replace(/\s+/g, " ").trim();
  };
  const nameOf = (element: Element): string => {
    const labelled = document.getElementById(element.getAttribute("aria-labelledby") ?? "");
    const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
    return (
      element.getAttribute("aria-label") ??
      (labelled === null ? undefined : words(labelled)) ??
      (label === undefined ? undefined : words(label)) ??
      words(element)
    );
  };
  const all = (root: ParentNode, wanted: string, called: string | undefined): Element[] => {
    const selector = `[role=${wanted}]${wanted in native ? `,${native[wanted]}` : ""}`;
    const found = [...root.querySelectorAll(selector)];
    if (called === undefined) return found;
    // A tab may count behind its name: "Problems 3".
    return found.filter((element) => nameOf(element) === called || nameOf(element).startsWith(`${called} `));
  };
  const root = within === undefined ? document : all(document, within.role, within.name)[0];
  const found = root === undefined ? [] : all(root, role, name);
  const [first] = found;
  if (click && first instanceof HTMLElement) first.click();
  return found.map(words);
}

function readRows(grid: string): Row[] {
  const table = document.querySelector(
    `[role=grid][aria-label="${grid}"],[role=treegrid][aria-label="${grid}"]`,
  );
  if (table === null) return [];
  const textOf = (element: Element) => (element.textContent ?? "").replace(/\s+/g, " ").trim();
  const headings = [...table.querySelectorAll("[role=columnheader]")].map(textOf);
  return [...table.querySelectorAll("[role=row]")].flatMap((row) => {
    const cells = [...row.querySelectorAll("[role=gridcell]")].map(textOf);
    if (cells.length === 0) return [];
    return [Object.fromEntries(cells.map((cell, index) => [headings[index] ?? `column ${index}`, cell]))];
  });
}

/**
 * True once the row is selected. Rows that are still coming in may move under the click, as they would under a person's: then
 * another row is selected, and the caller tries again.
 */
async function clickRow({ grid, texts }: { grid: string; texts: readonly string[] }): Promise<boolean> {
  const inGrid = (selector: string) =>
    document.querySelectorAll(`[role=grid][aria-label="${grid}"] ${selector}`);
  const matches = (row: Element) => texts.every((text) => row.textContent?.includes(text));
  const cell = [...inGrid("[role=row]")].find(matches)?.querySelector("[role=gridcell]");
  if (!(cell instanceof HTMLElement)) return false;
  for (const type of ["mousedown", "mouseup", "click"])
    cell.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, button: 0 }));
  for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  const selected = [...inGrid("[role=row][aria-selected=true]")];
  return selected.length > 0 && selected.every(matches);
}
