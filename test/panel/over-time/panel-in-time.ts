import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { waitUntil } from "../../browser/drivers/wait-until.ts";
import { PanelPage } from "../../browser/panel-page.ts";

/** What a person does with sessions and with time in the panel, in either browser. */
export class PanelInTime extends PanelPage {
  /** Waits until the page that began then is shown to its end: it has joined and left, and nothing more is to come. */
  expectEndOfDemo(began: string): Promise<void> {
    return this.expectRows("Frames", (rows) => {
      const { Kind, Time = "" } = rows.at(-1) ?? {};
      expect(Kind).toBe("close");
      expect(Time > began).toBe(true);
    });
  }

  /** Chooses a file with the Open button's dialog, as far as a page can be made to believe that it was chosen. */
  async chooseFile(name: string, content: string): Promise<void> {
    await waitUntil("the panel to stand", () =>
      this.panel.evaluate(() => document.querySelector("input[type=file]") !== null),
    );
    await this.panel.evaluate(
      ({ name, content }) => {
        const input = document.querySelector<HTMLInputElement>("input[type=file]");
        if (input === null) throw new Error("no file input");
        const files = new DataTransfer();
        files.items.add(new File([content], name));
        input.files = files.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      },
      { name, content },
    );
  }

  async dropFile(name: string, content: string): Promise<void> {
    await this.panel.evaluate(
      ({ name, content }) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([content], name));
        for (const type of ["dragover", "drop"])
          document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      },
      { name, content },
    );
  }

  /** A click, or a drag, on the time axis, at shares of its width from 0 to 1. */
  async onTimeAxis(from: number, to: number | null = null): Promise<void> {
    await this.panel.evaluate(
      ({ from, to }) => {
        const axis = document.querySelector<HTMLElement>("[role=slider]");
        if (axis === null) throw new Error("no time axis");
        // Synthetic pointers cannot be captured.
        axis.setPointerCapture = () => undefined;
        const box = axis.getBoundingClientRect();
        const at = (type: string, share: number) =>
          axis.dispatchEvent(
            new PointerEvent(type, {
              bubbles: true,
              cancelable: true,
              button: 0,
              pointerId: 1,
              clientX: box.left + share * box.width,
              clientY: box.top + box.height - 8,
            }),
          );
        at("pointerdown", from);
        if (to !== null) {
          at("pointermove", (from + to) / 2);
          at("pointermove", to);
        }
        at("pointerup", to ?? from);
      },
      { from, to },
    );
  }

  /** Drags an edge of the range to a share of the axis's width. */
  async dragRangeEdge(edge: "from" | "to", share: number): Promise<void> {
    await this.panel.evaluate(
      ({ edge, share }) => {
        const axis = document.querySelector<HTMLElement>("[role=slider]");
        const handle = document.querySelector<HTMLElement>(`[data-edge=${edge}]`);
        if (axis === null || handle === null) throw new Error("no edge of a range");
        // Synthetic pointers cannot be captured.
        axis.setPointerCapture = () => undefined;
        const box = axis.getBoundingClientRect();
        const own = handle.getBoundingClientRect();
        const at = (target: HTMLElement, type: string, clientX: number) =>
          target.dispatchEvent(
            new PointerEvent(type, {
              bubbles: true,
              cancelable: true,
              button: 0,
              pointerId: 1,
              clientX,
              clientY: box.bottom - 8,
            }),
          );
        const goal = box.left + share * box.width;
        at(handle, "pointerdown", own.left + own.width / 2);
        at(axis, "pointermove", (own.left + goal) / 2);
        at(axis, "pointermove", goal);
        at(axis, "pointerup", goal);
      },
      { edge, share },
    );
  }

  async wheel(deltaY: number, share: number, shiftKey = false): Promise<void> {
    await this.panel.evaluate(
      ({ deltaY, share, shiftKey }) => {
        const axis = document.querySelector<HTMLElement>("[role=slider]");
        const box = axis?.getBoundingClientRect();
        if (axis === null || box === undefined) throw new Error("no time axis");
        axis.dispatchEvent(
          new WheelEvent("wheel", {
            bubbles: true,
            cancelable: true,
            deltaY,
            shiftKey,
            clientX: box.left + share * box.width,
            clientY: box.top + 30,
          }),
        );
      },
      { deltaY, share, shiftKey },
    );
  }

  /** How much time the axis shows, in milliseconds, and what a screen reader says of its place. */
  axis(): Promise<{ readonly length: number; readonly said: string }> {
    return this.panel.evaluate(() => {
      const axis = document.querySelector("[role=slider]");
      return {
        length: Number(axis?.getAttribute("aria-valuemax")),
        said: axis?.getAttribute("aria-valuetext") ?? "",
      };
    });
  }

  momentBar(): Promise<string> {
    return this.panel.evaluate(() => document.querySelector(".moment-bar")?.textContent ?? "");
  }

  statusBar(): Promise<string> {
    return this.panel.evaluate(() => document.querySelector(".status-bar")?.textContent ?? "");
  }

  /** Opens the export form, chooses, and saves. */
  async export(
    format: "Capture" | "HAR" | "Report",
    options: { filtered?: boolean; secrets?: boolean } = {},
  ) {
    await this.click({ role: "button", name: "Export" });
    const choose = (label: string) =>
      waitUntil(`the choice ${label}`, () =>
        this.panel.evaluate((wanted) => {
          const found = [...document.querySelectorAll<HTMLElement>(".popover label")].find(
            ({ textContent }) => textContent?.startsWith(wanted),
          );
          found?.querySelector("input")?.click();
          return found !== undefined;
        }, label),
      );
    await choose(format);
    if (options.filtered === true) await choose("Only what");
    if (options.secrets === true) await choose("Leave secrets");
    await this.click({ role: "button", name: "Save" });
  }

  /** Opens a row's menu and takes an entry. */
  async rowMenu(grid: string, texts: readonly string[], entry: string): Promise<void> {
    await this.selectRow(grid, ...texts);
    await this.panel.evaluate((name) => {
      const grid = [...document.querySelectorAll<HTMLElement>("[role=grid]")].find(
        (element) => element.getAttribute("aria-label") === name,
      );
      const row = grid?.querySelector<HTMLElement>("[role=row][aria-selected=true] [role=gridcell]");
      row?.dispatchEvent(
        new MouseEvent("contextmenu", { bubbles: true, cancelable: true, clientX: 300, clientY: 300 }),
      );
    }, grid);
    await this.click({ role: "menuitem", name: entry });
  }
}

/** A folder for downloads, and what the browser has put into it. */
export class Downloads {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<Downloads> {
    return new Downloads(await mkdtemp(join(tmpdir(), "privicore-downloads-")));
  }

  /** The newest file whose name matches, once it is whole; it is taken out of the folder's list. */
  async next(name: RegExp): Promise<{ readonly path: string; readonly name: string; readonly text: string }> {
    const seen = this.#seen;
    const found = await waitUntil(
      `a download like ${name}`,
      async () => {
        const files = await readdir(this.folder);
        return files.find((file) => name.test(file) && !seen.has(file)) ?? null;
      },
      30_000,
    );
    seen.add(found);
    const path = join(this.folder, found);
    const text = await waitUntil("the download to be whole", async () => {
      const content = await readFile(path, "utf8");
      return content.endsWith("\n") ? content : null;
    });
    return { path, name: found, text };
  }
  readonly #seen = new Set<string>();

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Fails with what was read unless it becomes true within a person's patience. */
export async function eventually(read: () => Promise<string>, pattern: RegExp): Promise<void> {
  await expect.poll(read, { timeout: 20_000, interval: 60 }).toMatch(pattern);
}
