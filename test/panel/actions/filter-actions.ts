import { expect, it } from "vitest";
import { filterField, grid, type PanelHost, rows, settles } from "../panel-host.ts";

/** What is done with the filter. */
export function filterActions(host: () => PanelHost): void {
  it("completes, says what is wrong, and marks what it found", async () => {
    const panel = await host().open("problems");
    const { frame, page } = panel;
    await filterField(frame).pressSequentially("is:rej");
    await frame.getByRole("option", { name: /rejected/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await filterField(frame).inputValue()).toBe("is:rejected");
    await settles(() => frame.locator(".match-count").innerText()).toBe("4 of 23");
    await filterField(frame).fill("chanel:3 joinCh");
    await settles(() => frame.getByRole("alert").innerText()).toContain('no key "chanel"');
    await settles(() => grid(frame, "Frames").locator("mark").first().innerText()).toBe("joinCh");
    await panel.close();
  });

  it("offers what was used before, and saves a query as a chip", async () => {
    const panel = await host().open("session");
    const { frame, page } = panel;
    await filterField(frame).fill("dir:sent");
    await page.keyboard.press("Enter");
    await frame.getByRole("button", { name: "Saved filters" }).click();
    await frame.getByRole("textbox", { name: "Name of the filter" }).fill("Sent only");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    const chip = frame.getByRole("button", { name: "Sent only", exact: true });
    expect(await chip.getAttribute("aria-pressed")).toBe("true");
    await settles(() => frame.locator(".match-count").innerText()).toBe("4 of 66");
    await chip.click();
    await settles(() => frame.locator(".match-count").count()).toBe(0);
    await filterField(frame).focus();
    await page.keyboard.press("ArrowDown");
    await frame.getByRole("option", { name: "dir:sent" }).click();
    await settles(() => frame.locator(".match-count").innerText()).toBe("4 of 66");
    await panel.close();
  });

  it("takes a cell's value from the menu, in and out", async () => {
    const panel = await host().open("session");
    const { frame, page } = panel;
    await grid(frame, "Frames").press("Home");
    await rows(frame)
      .filter({ hasText: "POST" })
      .first()
      .locator("[data-column=kind]")
      .click({ button: "right" });
    await frame.getByRole("menuitem", { name: "Hide type:http" }).click();
    expect(await filterField(frame).inputValue()).toBe("-type:http");
    await grid(frame, "Frames").press("Home");
    await page.keyboard.press("Shift+F10");
    await frame.getByRole("menuitem", { name: "Show only type:document" }).click();
    expect(await filterField(frame).inputValue()).toBe("-type:http type:document");
    await frame.getByRole("button", { name: "Clear the filter" }).click();
    await settles(() => filterField(frame).inputValue()).toBe("");
    await panel.close();
  });

  it("has filters ready, among them one that hides heartbeats and pending statuses", async () => {
    const panel = await host().open("session");
    const { frame, page } = panel;
    await frame.getByRole("button", { name: "Saved filters" }).click();
    const list = frame.getByRole("dialog", { name: "Saved filters" });
    await list.getByRole("checkbox", { name: /Hide heartbeats and pending statuses/ }).check();
    // 18 pending statuses and three keepalives of 66 rows.
    await settles(() => frame.locator(".match-count").innerText()).toBe("45 of 66");
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "hidden" });
    await frame.getByRole("button", { name: "Hide heartbeats and pending statuses", exact: true }).click();
    await settles(() => frame.locator(".match-count").count()).toBe(0);
    await panel.close();
  });
}
