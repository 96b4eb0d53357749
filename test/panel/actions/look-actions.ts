import { expect, it } from "vitest";
import { findWithAxe } from "../find-with-axe.ts";
import {
  detail,
  endOfLog,
  filterField,
  grid,
  lastRow,
  type PanelHost,
  rows,
  settles,
  view,
} from "../panel-host.ts";
import { describeFocus } from "./describe-focus.ts";

/** How the panel looks and behaves. */
export function lookActions(host: () => PanelHost): void {
  it.each([
    [500, 300],
    [700, 900],
    [1400, 400],
  ])("fits into %i × %i without anything cut off at the sides", async (width, height) => {
    const panel = await host().open("problems", { width, height });
    const { frame } = panel;
    await rows(frame).first().click();
    await detail(frame).waitFor();
    const overflowing = () =>
      frame.evaluate(() =>
        [...document.querySelectorAll(".toolbar, .tabs, .grid, .detail-body, body")]
          .filter((element) => element.scrollWidth > element.clientWidth + 1)
          .map(({ className }) => className),
      );
    await settles(overflowing).toEqual([]);
    await panel.close();
  });

  it("follows the theme while it is open", async () => {
    const panel = await host().open("session");
    const { frame } = panel;
    const background = () => frame.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await settles(background).toBe("rgb(255, 255, 255)");
    await panel.setTheme("dark");
    await settles(background).toBe("rgb(40, 40, 40)");
    await panel.setTheme("light");
    await settles(background).toBe("rgb(255, 255, 255)");
    await panel.close();
  });

  it("has a map of its keys", async () => {
    const panel = await host().open("session");
    const { frame, page } = panel;
    await grid(frame, "Frames").focus();
    await page.keyboard.press("?");
    await frame.getByRole("dialog", { name: "Keyboard and filter" }).waitFor();
    await page.keyboard.press("Escape");
    await frame.locator("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("3");
    await grid(frame, "Channels").waitFor();
    await page.keyboard.press("/");
    await settles(() => frame.evaluate(() => document.activeElement?.id)).toBe("filter");
    // Escape is the panel's, not of what is around it: DevTools would open their drawer, and the table would get lower.
    await grid(frame, "Channels").press("End");
    await detail(frame).waitFor();
    const height = async () => (await grid(frame, "Channels").boundingBox())?.height;
    const before = await height();
    await page.keyboard.press("Escape");
    await detail(frame).waitFor({ state: "hidden" });
    expect(await height()).toBe(before);
    await panel.close();
  });

  it("does not move anything while rows arrive", async () => {
    const panel = await host().openLive(100);
    const { frame } = panel;
    const last = await endOfLog(frame);
    // Its code comes after the rows, and it is higher than the place that is kept for it.
    await frame.locator(".overview").waitFor();
    const places = () =>
      frame.evaluate(() =>
        [...document.querySelectorAll(".toolbar, .overview, .tabs, .grid, .status-bar")].map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return [element.className, x, y, width, height].join(" ");
        }),
      );
    const before = await places();
    for (let more = 1; more <= 10; more++) {
      await panel.more();
      await settles(() => lastRow(frame)).toBe(last + more);
    }
    expect(await places()).toEqual(before);
    await panel.close();
  });

  it("can be walked through by Tab: each stop has a name and a visible focus", async () => {
    const panel = await host().open("session", { height: 600 });
    const { frame, page } = panel;
    await rows(frame).first().click();
    await detail(frame).waitFor();
    // As somebody comes into the panel with the keyboard: focus is marked from the first stop on.
    await frame.getByRole("toolbar").getByRole("button").nth(1).focus();
    await page.keyboard.press("Shift+Tab");
    const stops: string[] = [];
    const bare: string[] = [];
    for (let press = 0; press < 60; press++) {
      const stop = await frame.evaluate(describeFocus);
      if (stop.name === "" || !stop.visible) bare.push(`${stop.path} "${stop.name}"`);
      stops.push(stop.name);
      if (stop.inDetail) break;
      await page.keyboard.press("Tab");
    }
    expect(bare).toEqual([]);
    const order = ["Stop recording", "Preserve log", "Filter", "Saved filters", "Frames"];
    expect(stops.filter((stop) => order.includes(stop))).toEqual([...order, "Frames"]);
    expect(stops.at(-1)).toMatch(/secrets/);
    await panel.close();
  });

  it("moves nothing where less motion is asked for, and keeps what is selected to be seen in forced colours", async () => {
    const panel = await host().open("session");
    const { frame, page } = panel;
    await rows(frame).first().click();
    const moving = () =>
      frame.evaluate(() =>
        [...document.querySelectorAll("*")]
          .filter((element) => {
            const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
            return transitionDuration !== "0s" || animationName !== "none" || scrollBehavior === "smooth";
          })
          .map(({ className }) => className),
      );
    await page.emulateMedia({ reducedMotion: "reduce" });
    await settles(moving).toEqual([]);
    const overview = () =>
      frame.locator("canvas").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const plain = await overview();
    await page.emulateMedia({ reducedMotion: null, forcedColors: "active" });
    await settles(overview).not.toBe(plain);
    const selected = () =>
      frame.evaluate(() => {
        const probe = document.body.appendChild(document.createElement("div"));
        probe.style.cssText = "forced-color-adjust: none; background: Highlight; color: HighlightText";
        const { backgroundColor, color } = getComputedStyle(probe);
        const row = document.querySelector("[role=row][aria-selected=true]");
        const shown = row === null ? null : getComputedStyle(row);
        const alike = shown?.backgroundColor === backgroundColor && shown.color === color;
        probe.remove();
        return alike;
      });
    await settles(selected).toBe(true);
    await page.emulateMedia({ forcedColors: null });
    await settles(overview).toBe(plain);
    await panel.close();
  });

  it.each([false, true])("has nothing that axe finds, dark: %s", async (dark) => {
    const panel = await host().open("problems", { height: 500, dark });
    const { frame, page } = panel;
    const findings: string[] = [];
    const check = async (where: string) => {
      const violations = await findWithAxe(frame, { colours: dark });
      findings.push(...violations.map((violation) => `${where}: ${violation}`));
    };
    for (const name of ["Frames", "Exchanges", "Channels", "Commands", "Problems"]) {
      await view(frame, name);
      await grid(frame, name).press("ArrowDown");
      await detail(frame).waitFor();
      await check(name);
    }
    await view(frame, "Frames");
    await filterField(frame).fill("is:nothing ");
    await check("filter error");
    await filterField(frame).fill("");
    await filterField(frame).pressSequentially("is:");
    await frame.getByRole("option").first().waitFor();
    await check("completion");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await rows(frame).first().click({ button: "right" });
    await frame.getByRole("menu").waitFor();
    await check("menu");
    await page.keyboard.press("Escape");
    await frame.getByRole("button", { name: "Saved filters" }).click();
    await check("saved filters");
    await page.keyboard.press("Escape");
    await grid(frame, "Frames").press("?");
    await check("help");
    expect(findings).toEqual([]);
    await panel.close();
  });
}
