import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {} from "./page/page.ts";
import { startPageHost } from "./page-host.ts";
import { filterField, grid, lastRow, type OpenPanel, type PanelHost, settles } from "./panel-host.ts";

let host: PanelHost;
beforeAll(async () => {
  host = await startPageHost();
});
afterAll(() => host?.stop());

const presentView = ({ frame }: OpenPanel) =>
  frame.getByRole("tablist", { name: "Views" }).getByRole("tab", { selected: true }).innerText();
const gaps = ({ frame }: OpenPanel, count: number) =>
  frame.evaluate((count) => {
    const time = Date.now() as never;
    window.panelPage.emit(Array.from({ length: count }, () => ({ type: "gap", time, reason: "one more" })));
  }, count);

describe("keys that work anywhere", () => {
  it("do nothing behind a dialog", async () => {
    const panel = await host.open("problems");
    const { frame, page } = panel;
    await frame.getByRole("button", { name: "More" }).click();
    await frame.getByRole("menuitem", { name: "Settings" }).click();
    const dialog = frame.getByRole("dialog");
    for (const control of [dialog.getByRole("button").first(), dialog.getByRole("radio").first()]) {
      await control.focus();
      for (const key of ["2", "r", "/"]) await page.keyboard.press(key);
    }
    expect(await presentView(panel)).toContain("Frames");
    expect(await frame.getByRole("button", { name: "Stop recording" }).count()).toBe(1);
    // Closed, it leaves them be.
    await page.keyboard.press("Escape");
    await settles(() => dialog.count()).toBe(0);
    await page.keyboard.press("2");
    await settles(() => presentView(panel)).toContain("Exchanges");
    await page.keyboard.press("/");
    await settles(() => filterField(frame).evaluate((field) => field === document.activeElement)).toBe(true);
    await panel.close();
  });
});

it.each(["mouse", "keyboard"])(
  "the %s means the row that stands there, also where an earlier one has come since it was drawn",
  async (means) => {
    const panel = await host.open("session");
    const { frame } = panel;
    await frame.evaluate(async (means) => {
      const { panel: shown, emit } = window.panelPage;
      const { store } = shown;
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const gap = (time: number, reason: string) => emit([{ type: "gap", time: time as never, reason }]);
      const row = () =>
        [...document.querySelectorAll(".grid-row .grid-cell")].find((cell) =>
          cell.textContent?.includes("meant"),
        );
      const press = (key: string) =>
        document
          .querySelector("[role=grid]")
          ?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      gap(Date.now(), "meant");
      gap(Date.now() + 1, "the last");
      while (row() === undefined) await frame();
      if (means === "keyboard") {
        press("End");
        await frame();
        gap(Date.now() + 2, "drawn");
        while (document.body.textContent?.includes("drawn") !== true) await frame();
      }
      const { length } = store.session.peek().log;
      gap(store.session.peek().log.time(0 as never) + 1, "late");
      while (store.session.peek().log.length === length) await frame();
      if (document.body.textContent?.includes("late"))
        throw new Error("Expected the late row not to be drawn yet");
      if (means === "keyboard") press("ArrowUp");
      else row()?.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, button: 0 }));
    }, means);
    await settles(() => frame.locator("[role=row][aria-selected=true]").innerText()).toContain("meant");
    await panel.close();
  },
);

describe("the newest rows", () => {
  it("are followed again after a clear, wherever one had scrolled to", async () => {
    const panel = await host.openLive(300);
    const { frame } = panel;
    const newest = frame.locator(".newer-pill");
    await settles(() => lastRow(frame)).toBeGreaterThan(200);
    await grid(frame, "Frames").evaluate((element) => element.scrollTo({ top: 400 }));
    await settles(() => newest.count()).toBe(1);
    await frame.getByRole("button", { name: /^Clear/ }).click();
    await settles(() => newest.count()).toBe(0);
    await gaps(panel, 5);
    await settles(() => lastRow(frame)).toBe(4);
    await gaps(panel, 200);
    await settles(() => lastRow(frame)).toBe(204);
    expect(await newest.count()).toBe(0);
    await panel.close();
  });
});
