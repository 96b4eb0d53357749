import { expect, it } from "vitest";
import {
  detail,
  endOfLog,
  filterField,
  grid,
  lastRow,
  type PanelHost,
  rows,
  selectedRow,
  settles,
  status,
  view,
} from "../panel-host.ts";

/** What is done in the views. */
export function viewActions(host: () => PanelHost): void {
  it("show a conversation: frames, pairs, states, commands, problems", async () => {
    const panel = await host().open("problems");
    const { frame } = panel;
    await settles(() => status(frame)).toContain("12 frames");
    expect(await status(frame)).toContain("120 dropped");
    await grid(frame, "Frames").press("Home");
    await settles(() => rows(frame).nth(3).innerText()).toMatch(/join\s+joinChannel[\s\S]*31 ms\s+rejected/);
    await view(frame, "Exchanges");
    await settles(() => rows(frame).first().innerText()).toMatch(
      /joinChannel[\s\S]*31 ms[\s\S]*401[\s\S]*rejected/,
    );
    await view(frame, "Channels");
    await settles(() => rows(frame).first().innerText()).toContain("closed");
    await view(frame, "Commands");
    await settles(() => grid(frame, "Commands").innerText()).toMatch(
      /POST \/device\/remove[\s\S]*202[\s\S]*failed[\s\S]*profile\.not_an_owner/,
    );
    await view(frame, "Problems");
    await settles(() => rows(frame).first().innerText()).toContain("command-failed");
    expect(await frame.getByRole("tab", { name: /^Problems/ }).innerText()).toContain("15");
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it("share one selection", async () => {
    const panel = await host().open("problems");
    const { frame, page } = panel;
    await view(frame, "Exchanges");
    await rows(frame).first().click();
    await settles(() => detail(frame).innerText()).toContain(
      "Join refused with 401 after 31 ms: Token expired.",
    );
    await view(frame, "Frames");
    await settles(() => selectedRow(frame).innerText()).toContain("joinChannel");
    await page.keyboard.press("j");
    await settles(() => selectedRow(frame).innerText()).toContain("answer");
    await view(frame, "Exchanges");
    await settles(() => selectedRow(frame).innerText()).toContain("rejected");
    await panel.close();
  });

  it("share the selection with the overview", async () => {
    const panel = await host().open("session", { height: 700 });
    const { frame } = panel;
    const lanes = frame.getByRole("list", { name: "Connections" }).getByRole("button");
    await lanes.nth(1).click();
    await settles(() => detail(frame).innerText()).toContain("Connection 2 is joined to channel");
    await view(frame, "Channels");
    await settles(() => selectedRow(frame).locator("[data-column=connection]").innerText()).toBe("2");
    await rows(frame).first().click();
    await settles(() => lanes.first().getAttribute("class")).toContain("is-selected");
    await panel.close();
  });

  it("lead from a problem to its frames, and say what its rule is about", async () => {
    const panel = await host().open("problems", { height: 900 });
    const { frame } = panel;
    await view(frame, "Problems");
    await rows(frame).nth(1).click();
    await settles(() => detail(frame).innerText()).toContain("Why it matters");
    await detail(frame).getByRole("list", { name: "Evidence" }).getByRole("button").last().click();
    await settles(() => selectedRow(frame).innerText()).toContain("X-DPT-CAB-ID");
    expect(await detail(frame).innerText()).toContain("failed, 90 ms after POST");
    await panel.close();
  });

  it("show a latency as a number and a bar, and count what a connection said", async () => {
    const panel = await host().open("session");
    const { frame } = panel;
    await view(frame, "Exchanges");
    const bars = frame.locator("[role=row][data-row] .latency-bar");
    await settles(() => bars.count()).toBe(4);
    const widths = await bars.evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().width));
    const latencies = await frame.locator("[role=row][data-row] .latency-number").allInnerTexts();
    expect(latencies).toEqual(["14 ms", "44 ms", "9 ms", "22 ms"]);
    // The longer the wait, the longer the bar.
    expect(widths[1]).toBeGreaterThan(widths[3] ?? Number.NaN);
    expect(widths[3]).toBeGreaterThan(widths[2] ?? Number.NaN);
    await view(frame, "Channels");
    const cells = (await rows(frame).first().getByRole("gridcell").allInnerTexts()).map((cell) =>
      cell.trim(),
    );
    // Sent: two joins and a leave. Received: their answers, 27 statuses, the data and the presence of twelve beats.
    expect(cells).toEqual(expect.arrayContaining(["joined", "3", "43"]));
    expect(await rows(frame).first().locator(".history-piece").count()).toBe(7);
    await panel.close();
  });

  it("show commands, data requests and other systems' operations with their calls and messages", async () => {
    const panel = await host().open("systems", { height: 700 });
    const { frame } = panel;
    await view(frame, "Commands");
    for (const words of [
      /command[\s\S]*POST \/device\/configure-meta[\s\S]*success/,
      /data request[\s\S]*POST \/data-token\/request-data/,
      /Rocket\.Chat join[\s\S]*channels\.join[\s\S]*ok/,
      /Sendbird leave[\s\S]*team_one[\s\S]*ok/,
    ])
      await settles(() => rows(frame).filter({ hasText: words }).count()).toBe(1);
    await rows(frame).filter({ hasText: "/device/configure-meta" }).click();
    const parts = detail(frame).getByRole("list", { name: "Call and messages" }).getByRole("button");
    await settles(() => parts.count()).toBe(3);
    await parts.first().click();
    await settles(() => selectedRow(frame).innerText()).toContain("POST /device/configure-meta");
    await panel.close();
  });

  it("follow the newest until scrolled away, and come back by the pill", async () => {
    const panel = await host().openLive(300);
    const { frame, page } = panel;
    const last = await endOfLog(frame);
    await panel.more();
    await settles(() => lastRow(frame)).toBe(last + 1);
    await grid(frame, "Frames").hover();
    await page.mouse.wheel(0, -600);
    await frame.getByRole("button", { name: /Newest/ }).waitFor();
    const first = await rows(frame).first().getAttribute("data-row");
    await panel.more();
    await frame.getByRole("button", { name: /1 newer/ }).waitFor();
    expect(await rows(frame).first().getAttribute("data-row")).toBe(first);
    await frame.getByRole("button", { name: /1 newer/ }).click();
    await settles(() => lastRow(frame)).toBe(last + 2);
    await panel.more();
    await settles(() => lastRow(frame)).toBe(last + 3);
    await panel.close();
  });

  it("sort by a column and back, and keep the widths that were chosen", async () => {
    const panel = await host().open("session");
    const { frame, page } = panel;
    const size = frame.getByRole("columnheader", { name: "Size" });
    await size.click();
    await settles(() => size.getAttribute("aria-sort")).toBe("ascending");
    await size.click();
    await settles(() => size.getAttribute("aria-sort")).toBe("descending");
    await grid(frame, "Frames").press("Home");
    await settles(() => rows(frame).first().innerText()).toContain("191 B");
    await size.focus();
    const width = (await size.boundingBox())?.width ?? 0;
    await page.keyboard.press("Shift+ArrowRight");
    await settles(async () => (await size.boundingBox())?.width).toBeGreaterThan(width + 10);
    await size.press("Enter");
    await settles(() => size.getAttribute("aria-sort")).toBe("none");
    await panel.close();
  });

  it("let a column be dragged wider, and narrower again by a double click", async () => {
    const panel = await host().open("session");
    const { frame, page } = panel;
    const heading = frame.getByRole("columnheader", { name: "Size" });
    const width = async () => Math.round((await heading.boundingBox())?.width ?? 0);
    const before = await width();
    const handle = heading.locator(".grid-head-resize");
    const box = await handle.boundingBox();
    if (box === null) throw new Error("Expected a handle to drag");
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 40, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await settles(width).toBe(before + 40);
    await handle.dblclick();
    await settles(width).toBe(before);
    await panel.close();
  });

  it("keep the selected row in view when the detail takes room from the table", async () => {
    const panel = await host().open("session", { width: 640, height: 860 });
    const { frame } = panel;
    await settles(() => lastRow(frame)).toBe(65);
    const before = (await grid(frame, "Frames").boundingBox())?.height ?? 0;
    // The last one, while the newest rows are followed, and one in the middle of the table.
    for (const share of [1, 0.6]) {
      const count = await rows(frame).count();
      await rows(frame)
        .nth(Math.round((count - 2) * share))
        .click();
      const row = await selectedRow(frame).getAttribute("data-row");
      await detail(frame).waitFor();
      await settles(async () => (await grid(frame, "Frames").boundingBox())?.height).toBeLessThan(
        before - 100,
      );
      await settles(() => frame.locator(`[role=row][data-row="${row}"]`).count()).toBe(1);
      const table = await grid(frame, "Frames").boundingBox();
      const box = await selectedRow(frame).boundingBox();
      if (table === null || box === null)
        throw new Error("Expected the table and its selected row to be shown");
      expect(box.y).toBeGreaterThanOrEqual(table.y);
      expect(box.y + box.height).toBeLessThanOrEqual(table.y + table.height + 1);
      await grid(frame, "Frames").press("Escape");
      await detail(frame).waitFor({ state: "hidden" });
      await settles(async () => (await grid(frame, "Frames").boundingBox())?.height).toBe(before);
    }
    await panel.close();
  });

  it("hold a thousand connections", async () => {
    const panel = await host().open("many");
    const { frame } = panel;
    await settles(() => status(frame)).toContain("1,000 connections");
    await view(frame, "Channels");
    await grid(frame, "Channels").press("End");
    await settles(() => rows(frame).last().innerText()).toContain("1000");
    expect(await frame.getByRole("listitem").count()).toBeLessThan(30);
    await panel.close();
  });
}

/** What is done in the frames of a long log. */
export function longLogActions(host: () => PanelHost): void {
  it("hold a long log, to its ends and its middle, and search it", async () => {
    const panel = await host().openLong();
    const { frame } = panel;
    const frames = host().longLog;
    const last = frames + 4;
    await expect.poll(() => lastRow(frame), { timeout: 60_000 }).toBe(last);
    await grid(frame, "Frames").press("Home");
    await settles(() => rows(frame).first().getAttribute("data-row")).toBe("0");
    await grid(frame, "Frames").press("End");
    await settles(() => lastRow(frame)).toBe(last);
    await grid(frame, "Frames").evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2;
    });
    await settles(async () =>
      Math.abs(Number(await rows(frame).first().getAttribute("data-row")) - frames / 2),
    ).toBeLessThan(2000);
    await filterField(frame).fill("device -is:pending-status");
    const third = Math.floor(frames / 3).toLocaleString("en");
    await settles(() => frame.locator(".match-count").innerText()).toBe(
      `${third} of ${(frames + 5).toLocaleString("en")}`,
    );
    await panel.close();
  });
}
