import { expect, it } from "vitest";
import {
  detail,
  filterField,
  grid,
  type PanelHost,
  rows,
  selectedRow,
  settles,
  status,
} from "../panel-host.ts";
import { longestPause, longestPauseAllowed, watchPauses } from "./pauses.ts";

/** What is done with the selected item. */
export function detailActions(host: () => PanelHost): void {
  it("hides secrets until they are revealed, for that item alone", async () => {
    const panel = await host().open("session", { height: 800 });
    const { frame, page } = panel;
    await grid(frame, "Frames").press("Home");
    for (let step = 0; step < 3; step++) await page.keyboard.press("ArrowDown");
    await settles(() => detail(frame).innerText()).toContain("authorizationToken: REDACTED-1");
    expect(await frame.locator("body").innerText()).not.toContain("T-4F2A90");
    await frame.getByRole("button", { name: "Reveal secrets" }).click();
    await settles(() => detail(frame).innerText()).toContain("T-4F2A90");
    await grid(frame, "Frames").press("ArrowDown");
    await grid(frame, "Frames").press("ArrowUp");
    await settles(() => detail(frame).innerText()).toContain("authorizationToken: REDACTED-1");
    await panel.close();
  });

  it("shows what is odd for what it is, and interprets none of it", async () => {
    const panel = await host().open("strange", { height: 800 });
    const { frame } = panel;
    await settles(() => status(frame)).toContain("12 frames");
    const table = await grid(frame, "Frames").innerText();
    expect(table).toContain("⟨U+202E⟩evil⟨U+202C⟩");
    expect(table).toContain("X-DPT-<b>bold</b>");
    expect(await frame.locator("[role=grid] b, [role=grid] img, [role=grid] script").count()).toBe(0);
    await rows(frame).filter({ hasText: "evil" }).click();
    await settles(() => detail(frame).innerText()).toContain("␇bell");
    await rows(frame).filter({ hasText: "300 B of binary" }).click();
    await settles(() => detail(frame).innerText()).toContain("00000010  10 11 12 13");
    await rows(frame).filter({ hasText: "X-DPT-DEEP" }).click();
    await settles(() => detail(frame).innerText()).toMatch(/Nested more than 200 levels deep[\s\S]*\[\[\[/);
    await rows(frame).filter({ hasText: "X-DPT-TOKEN" }).click();
    await detail(frame).getByRole("treeitem", { name: /note/ }).hover();
    await detail(frame).getByRole("button", { name: "Decode" }).click();
    await settles(() => detail(frame).innerText()).toContain("hello world, how are you");
    // A token is a secret: first it is to be revealed.
    expect(await detail(frame).innerText()).toMatch(/jwt: REDACTED-\d+/);
    await frame.getByRole("button", { name: "Reveal secrets" }).click();
    await settles(() => detail(frame).innerText()).toContain("eyJhbGciOiJIUzI1NiJ9");
    await detail(frame).getByRole("treeitem", { name: /jwt/ }).hover();
    await detail(frame)
      .getByRole("treeitem", { name: /jwt/ })
      .getByRole("button", { name: "Decode" })
      .click();
    await settles(() => detail(frame).innerText()).toMatch(
      /the signature is not checked[\s\S]*"sub": "profile-1"/,
    );
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it("opens 20 MB at once as text, and as a tree on request, without a pause", async () => {
    const panel = await host().open("strange", { height: 800 });
    const { frame } = panel;
    await rows(frame).filter({ hasText: "X-DPT-BIG" }).click();
    await settles(() => detail(frame).innerText()).toContain("This payload has 18.9 MB");
    const allowed = await frame.evaluate(longestPauseAllowed);
    await frame.evaluate(watchPauses);
    await detail(frame).getByRole("button", { name: "Read it as a tree" }).click();
    await settles(() => detail(frame).innerText()).toContain("items: Array(200000)");
    expect(await frame.evaluate(longestPause)).toBeLessThan(allowed);
    await detail(frame).getByRole("treeitem", { name: /items/ }).last().click();
    await detail(frame).getByRole("treeitem", { name: "[0 … 9999]" }).click();
    await detail(frame).getByRole("treeitem", { name: "[100 … 199]" }).click();
    await settles(() => detail(frame).innerText()).toContain('117: "item 117 xxx');
    await detail(frame).getByRole("searchbox", { name: "Search in payload" }).fill("item 199999 ");
    await settles(() => detail(frame).locator(".payload-tools").innerText()).toContain("1 match");
    await settles(() => detail(frame).innerText()).toContain('199999: "item 199999 xxx');
    expect(await frame.evaluate(longestPause)).toBeLessThan(allowed);
    await panel.close();
  });

  it("stops reading a large payload when asked to", async () => {
    const panel = await host().open("strange", { height: 800 });
    const { frame } = panel;
    await rows(frame).filter({ hasText: "X-DPT-BIG" }).click();
    // Both in one turn: the tree may be there before a slow hand reaches the button.
    await detail(frame).getByRole("button", { name: "Read it as a tree" }).waitFor();
    await frame.evaluate(async () => {
      const press = (name: string) =>
        [...document.querySelectorAll<HTMLElement>(".large button")].find(
          (button) => button.textContent === name,
        );
      press("Read it as a tree")?.click();
      while (press("Stop") === undefined) await new Promise((resolve) => setTimeout(resolve, 0));
      press("Stop")?.click();
    });
    await detail(frame).getByRole("button", { name: "Read it as a tree" }).waitFor();
    expect(await detail(frame).getByRole("tree").count()).toBe(0);
    await panel.close();
  });

  it("searches a payload, and works from the keyboard alone", async () => {
    const panel = await host().open("session", { height: 800 });
    const { frame, page } = panel;
    await filterField(frame).fill("type:answer");
    await rows(frame).first().click();
    await detail(frame).getByRole("searchbox", { name: "Search in payload" }).fill("channel");
    await settles(() => detail(frame).locator(".payload-tools").innerText()).toContain("2 matches");
    await detail(frame).getByRole("treeitem").first().focus();
    await page.keyboard.press("End");
    await settles(() => frame.evaluate(() => document.activeElement?.textContent ?? "")).toContain("message");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await settles(() => frame.evaluate(() => document.activeElement?.getAttribute("aria-expanded"))).toBe(
      "false",
    );
    await panel.close();
  });

  it("keeps the keys where the link or button that was pressed goes away", async () => {
    const panel = await host().open("problems", { height: 800 });
    const { frame, page } = panel;
    const inFocus = () =>
      frame.evaluate(() => {
        const { activeElement } = document;
        return activeElement?.closest(".detail") != null ? "detail" : activeElement?.getAttribute("role");
      });
    await frame.getByRole("tab", { name: /^Problems/ }).click();
    await grid(frame, "Problems").focus();
    await page.keyboard.press("ArrowDown");
    await detail(frame).locator(".detail-body a, .detail-body button").first().waitFor();
    const title = await detail(frame).locator(".detail-title").innerText();
    await detail(frame).locator(".event-link").first().focus();
    await page.keyboard.press("Enter");
    await settles(() => detail(frame).locator(".detail-title").innerText()).not.toBe(title);
    await settles(inFocus).toBe("detail");
    await detail(frame).getByRole("button", { name: "Close" }).focus();
    await page.keyboard.press("Enter");
    await settles(() => detail(frame).count()).toBe(0);
    await settles(inFocus).toBe("grid");
    await panel.close();
  });

  it("lets the Tab key into a payload that is one long list", async () => {
    const panel = await host().open("strange", { height: 800 });
    const { frame, page } = panel;
    await rows(frame).filter({ hasText: "malformed" }).click();
    await detail(frame).getByRole("button", { name: "Collapse all" }).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await settles(() => detail(frame).innerText()).toContain("99: 99");
    await page.keyboard.press("ArrowDown");
    await settles(() => frame.evaluate(() => document.activeElement?.textContent ?? "")).toContain("0: 0");
    await panel.close();
  });

  it("copies a path and a value, by button and by key, opens and closes all, and shows the payload raw", async () => {
    const panel = await host().open("session", { height: 800 });
    const { frame, page } = panel;
    await filterField(frame).fill("type:answer");
    await rows(frame).first().click();
    const items = detail(frame).getByRole("treeitem");
    const message = items.filter({ hasText: "Successfully joined" }).last();
    await message.hover();
    await message.getByRole("button", { name: "Copy path" }).click();
    await settles(() => panel.copied()).toBe("data.message");
    expect(await status(frame)).toContain("Copied");
    await filterField(frame).fill("type:answer");
    await message.focus();
    await page.keyboard.press("c");
    await settles(() => panel.copied()).toBe("Successfully joined profile channel.");
    await filterField(frame).fill("type:answer");
    await detail(frame).getByRole("button", { name: "Collapse all" }).click();
    await settles(() => items.count()).toBe(3);
    await detail(frame).getByRole("button", { name: "Expand all" }).click();
    await settles(() => items.count()).toBe(5);
    await detail(frame).getByRole("tab", { name: "Raw" }).click();
    await settles(() => detail(frame).locator(".raw-text").innerText()).toMatch(/^\{"correlationId":/);
    await panel.close();
  });

  it("says what happened in words, with its problems and the channel's state then, and jumps to the HTTP call", async () => {
    const panel = await host().open("problems", { height: 900 });
    const { frame, page } = panel;
    await filterField(frame).fill("is:failed is:frame");
    await rows(frame).first().click();
    await settles(() => detail(frame).locator(".meaning").innerText()).toMatch(/failed/);
    const words = await detail(frame).innerText();
    expect(words).toMatch(/Channel then\s*joined/);
    await detail(frame).locator(".detail-findings").getByRole("button", { name: "command-failed" }).click();
    await settles(() => detail(frame).innerText()).toContain("Rule: ");
    expect(await detail(frame).innerText()).toMatch(/What to do[\s\S]*Documentation/);
    await filterField(frame).fill("is:failed is:frame status:failed");
    await rows(frame).first().click();
    await detail(frame)
      .getByRole("list", { name: "Belongs together" })
      .getByRole("button", { name: /POST \/device\/remove/ })
      .click();
    await settles(() => status(frame)).toContain("The filter hides this row");
    expect(await selectedRow(frame).count()).toBe(0);
    await filterField(frame).fill("");
    await settles(() => selectedRow(frame).innerText()).toContain("POST /device/remove");
    // And on with the key, to what the call led to.
    await grid(frame, "Frames").focus();
    await page.keyboard.press("j");
    await settles(() => selectedRow(frame).innerText()).toContain("X-DPT-CAB-ID");
    await panel.close();
  });

  it("compares two frames", async () => {
    const panel = await host().open("session", { height: 800 });
    const { frame, page } = panel;
    await filterField(frame).fill("X-DPT-CAB-ID");
    await rows(frame).nth(0).click();
    await page.keyboard.press("m");
    await rows(frame).nth(2).click();
    await detail(frame).getByRole("tab", { name: "Compare" }).click();
    await settles(() => detail(frame).innerText()).toMatch(
      /-\s+"command_status": 1,[\s\S]*\+\s+"command_status": 2,/,
    );
    await panel.close();
  });

  it("compares long payloads in pieces that are asked for", async () => {
    const panel = await host().open("lists", { height: 800 });
    const { frame, page } = panel;
    await rows(frame).nth(3).click();
    await page.keyboard.press("m");
    await rows(frame).nth(4).click();
    await detail(frame).getByRole("tab", { name: "Compare" }).click();
    const lines = detail(frame).locator(".diff-line");
    await settles(() => lines.count()).toBe(8);
    const folds = detail(frame).locator(".diff-fold");
    expect(await folds.allInnerTexts()).toEqual(["399 more lines", "598 more lines"]);
    await folds.last().press("Enter");
    await settles(() => folds.allInnerTexts()).toEqual(["399 more lines", "298 more lines"]);
    await page.keyboard.press("Enter");
    await settles(() => folds.count()).toBe(1);
    expect(await lines.count()).toBe(606);
    // The button is gone; the keys are not.
    expect(await frame.evaluate(() => document.activeElement?.className)).toBe("diff");
    await panel.close();
  });

  it("is divided from the table by a line that the keyboard moves", async () => {
    const panel = await host().open("session");
    const { frame, page } = panel;
    await rows(frame).first().click();
    const line = frame.getByRole("separator", { name: "Resize the detail" });
    const before = (await detail(frame).boundingBox())?.width ?? 0;
    await line.focus();
    await page.keyboard.press("ArrowLeft");
    await settles(async () => Math.round(((await detail(frame).boundingBox())?.width ?? 0) - before)).toBe(
      42,
    );
    await panel.close();
  });
}
