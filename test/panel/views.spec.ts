import { readFile } from "node:fs/promises";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { detail, filterField, grid, PanelOnPage, rows, view } from "./panel-on-page.ts";

let panels: PanelOnPage;
beforeAll(async () => {
  panels = await PanelOnPage.start();
});
afterAll(() => panels.stop());

const settles = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 10_000, interval: 30 });
const status = (page: Page) => page.getByRole("status").first().innerText();

describe("the views", () => {
  it("say what to do while there is nothing", async () => {
    const page = await panels.open("");
    for (const [name, words] of [
      ["Frames", "Nothing has happened yet"],
      ["Exchanges", "No action has been sent yet"],
      ["Channels", "No connection yet"],
      ["Commands", "No command yet"],
      ["Problems", "Nothing to judge yet"],
    ] as const) {
      await view(page, name);
      await settles(() => page.getByRole("tabpanel", { name }).innerText()).toContain(words);
    }
    await page.close();
  });

  it("show a conversation: frames, pairs, states, commands, problems", async () => {
    const complaints: string[] = [];
    const page = await panels.open("script=problems", { complaints });
    await settles(() => status(page)).toContain("12 frames");
    expect(await status(page)).toContain("120 dropped");
    await grid(page, "Frames").press("Home");
    await settles(() => rows(page).nth(3).innerText()).toMatch(/join\s+joinChannel[\s\S]*31 ms\s+rejected/);
    await view(page, "Exchanges");
    await settles(() => rows(page).first().innerText()).toMatch(
      /joinChannel[\s\S]*31 ms[\s\S]*401[\s\S]*rejected/,
    );
    await view(page, "Channels");
    await settles(() => rows(page).first().innerText()).toContain("closed");
    await view(page, "Commands");
    await settles(() => grid(page, "Commands").innerText()).toMatch(
      /POST \/device\/remove[\s\S]*202[\s\S]*failed[\s\S]*profile\.not_an_owner/,
    );
    await view(page, "Problems");
    await settles(() => rows(page).first().innerText()).toContain("command-failed");
    expect(await page.getByRole("tab", { name: /Problems/ }).innerText()).toContain("14");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("share one selection", async () => {
    const page = await panels.open("script=problems");
    await view(page, "Exchanges");
    await rows(page).first().click();
    await settles(() => detail(page).innerText()).toContain(
      "Join refused with 401 after 31 ms: Token expired.",
    );
    await view(page, "Frames");
    await settles(() => page.locator("[aria-selected=true][role=row]").innerText()).toContain("joinChannel");
    await page.keyboard.press("j");
    await settles(() => page.locator("[aria-selected=true][role=row]").innerText()).toContain("answer");
    await view(page, "Exchanges");
    await settles(() => page.locator("[aria-selected=true][role=row]").innerText()).toContain("rejected");
    await page.close();
  });

  it("lead from a problem to its frames, and say what its rule is about", async () => {
    const page = await panels.open("script=problems", { height: 900 });
    await view(page, "Problems");
    await rows(page).nth(1).click();
    await settles(() => detail(page).innerText()).toContain("Why it matters");
    await detail(page).getByRole("list", { name: "Evidence" }).getByRole("button").last().click();
    await settles(() => page.locator("[aria-selected=true][role=row]").innerText()).toContain("X-DPT-CAB-ID");
    expect(await detail(page).innerText()).toContain("failed, 90 ms after POST");
    await page.close();
  });

  it("follow the newest until scrolled away, and come back by the pill", async () => {
    const page = await panels.open("frames=3000");
    await settles(() => rows(page).last().getAttribute("data-row")).toBe("3004");
    await grid(page, "Frames").hover();
    await page.mouse.wheel(0, -600);
    const pill = page.getByRole("button", { name: /Newest/ });
    await pill.waitFor();
    const first = await rows(page).first().getAttribute("data-row");
    await page.evaluate(() => {
      const { source } = window.panelPage;
      source.emit([{ type: "gap", time: Date.now() as never, reason: "test" }]);
    });
    await page.getByRole("button", { name: /1 newer/ }).waitFor();
    expect(await rows(page).first().getAttribute("data-row")).toBe(first);
    await page.getByRole("button", { name: /1 newer/ }).click();
    await settles(() => rows(page).last().innerText()).toContain("gap");
    await page.close();
  });

  it("sort by a column and back, and keep the widths that were chosen", async () => {
    const page = await panels.open("script=session");
    const size = page.getByRole("columnheader", { name: "Size" });
    await size.click();
    await settles(() => size.getAttribute("aria-sort")).toBe("ascending");
    await size.click();
    await grid(page, "Frames").press("Home");
    await settles(() => rows(page).first().innerText()).toContain("191 B");
    await size.focus();
    const width = (await size.boundingBox())?.width ?? 0;
    await page.keyboard.press("Shift+ArrowRight");
    await settles(async () => (await size.boundingBox())?.width).toBeGreaterThan(width + 10);
    await size.press("Enter");
    await settles(() => size.getAttribute("aria-sort")).toBe("none");
    await page.close();
  });

  it("hold a thousand connections and a million rows", async () => {
    const many = await panels.open("script=many");
    await settles(() => status(many)).toContain("1,000 connections");
    await view(many, "Channels");
    await grid(many, "Channels").press("End");
    await settles(() => rows(many).last().innerText()).toContain("1000");
    expect(await many.getByRole("listitem").count()).toBeLessThan(30);
    await many.close();
    const page = await panels.open("frames=1000000");
    await expect.poll(() => status(page), { timeout: 60_000 }).toContain("1,000,00");
    await grid(page, "Frames").press("Home");
    await settles(() => rows(page).first().getAttribute("data-row")).toBe("0");
    await grid(page, "Frames").press("End");
    await settles(() => rows(page).last().getAttribute("data-row")).toBe("1000004");
    await grid(page, "Frames").evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2;
    });
    await settles(async () =>
      Math.abs(Number(await rows(page).first().getAttribute("data-row")) - 500_000),
    ).toBeLessThan(2000);
    await filterField(page).fill("device -is:pending-status");
    await settles(() => page.locator(".match-count").innerText()).toBe("333,333 of 1,000,005");
    await page.close();
  });
});

describe("the detail", () => {
  it("hides secrets until they are revealed, for that item alone", async () => {
    const page = await panels.open("script=session", { height: 800 });
    await grid(page, "Frames").press("Home");
    for (let step = 0; step < 3; step++) await page.keyboard.press("ArrowDown");
    await settles(() => detail(page).innerText()).toContain("authorizationToken: REDACTED-1");
    expect(await page.locator("body").innerText()).not.toContain("T-4F2A90");
    await page.getByRole("button", { name: "Reveal secrets" }).click();
    await settles(() => detail(page).innerText()).toContain("T-4F2A90");
    await grid(page, "Frames").press("ArrowDown");
    await grid(page, "Frames").press("ArrowUp");
    await settles(() => detail(page).innerText()).toContain("authorizationToken: REDACTED-1");
    await page.close();
  });

  it("shows what is odd for what it is, and interprets none of it", async () => {
    const complaints: string[] = [];
    const page = await panels.open("script=strange", { height: 800, complaints });
    await settles(() => status(page)).toContain("10 frames");
    const table = await grid(page, "Frames").innerText();
    expect(table).toContain("⟨U+202E⟩evil⟨U+202C⟩");
    expect(table).toContain("X-DPT-<b>bold</b>");
    expect(await page.locator("[role=grid] b, [role=grid] img, [role=grid] script").count()).toBe(0);
    await rows(page).filter({ hasText: "evil" }).click();
    await settles(() => detail(page).innerText()).toContain("␇bell");
    await rows(page).filter({ hasText: "300 B of binary" }).click();
    await settles(() => detail(page).innerText()).toContain("00000010  10 11 12 13");
    await rows(page).filter({ hasText: "X-DPT-TOKEN" }).click();
    await detail(page).getByRole("treeitem", { name: /note/ }).hover();
    await detail(page).getByRole("button", { name: "Decode" }).click();
    await settles(() => detail(page).innerText()).toContain("hello world, how are you");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("opens 20 MB at once as text, and as a tree on request", async () => {
    const page = await panels.open("script=strange", { height: 800 });
    await rows(page).filter({ hasText: "X-DPT-BIG" }).click();
    await settles(() => detail(page).innerText()).toContain("This payload has 18.9 MB");
    await page.getByRole("button", { name: "Read it as a tree" }).click();
    await settles(() => detail(page).innerText()).toContain("items: Array(200000)");
    await detail(page).getByRole("treeitem", { name: /items/ }).last().click();
    await settles(() => detail(page).innerText()).toContain("[0 … 9999]");
    await page.close();
  });

  it("searches a payload, and works from the keyboard alone", async () => {
    const page = await panels.open("script=session", { height: 800 });
    await filterField(page).fill("type:answer");
    await rows(page).first().click();
    await detail(page).getByRole("searchbox", { name: "Search in payload" }).fill("channel");
    await settles(() => detail(page).locator(".payload-tools").innerText()).toContain("2 matches");
    await detail(page).getByRole("treeitem").first().focus();
    await page.keyboard.press("End");
    await settles(() => page.evaluate(() => document.activeElement?.textContent ?? "")).toContain("message");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await settles(() => page.evaluate(() => document.activeElement?.getAttribute("aria-expanded"))).toBe(
      "false",
    );
    await page.close();
  });

  it("compares two frames", async () => {
    const page = await panels.open("script=session", { height: 800 });
    await filterField(page).fill("X-DPT-CAB-ID");
    await rows(page).nth(0).click();
    await page.keyboard.press("m");
    await rows(page).nth(2).click();
    await detail(page).getByRole("tab", { name: "Compare" }).click();
    await settles(() => detail(page).innerText()).toMatch(
      /-\s+"command_status": 1,[\s\S]*\+\s+"command_status": 2,/,
    );
    await page.close();
  });

  it("is divided from the table by a line that the keyboard moves", async () => {
    const page = await panels.open("script=session");
    await rows(page).first().click();
    const line = page.getByRole("separator", { name: "Resize the detail" });
    const before = (await detail(page).boundingBox())?.width ?? 0;
    await line.focus();
    await page.keyboard.press("ArrowLeft");
    await settles(async () => Math.round(((await detail(page).boundingBox())?.width ?? 0) - before)).toBe(42);
    await page.close();
  });
});

describe("the filter", () => {
  it("completes, says what is wrong, and marks what it found", async () => {
    const page = await panels.open("script=problems");
    await filterField(page).pressSequentially("is:rej");
    await page.getByRole("option", { name: /rejected/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await filterField(page).inputValue()).toBe("is:rejected");
    await settles(() => page.locator(".match-count").innerText()).toBe("4 of 23");
    await filterField(page).fill("chanel:3 joinCh");
    await settles(() => page.getByRole("alert").innerText()).toContain('no key "chanel"');
    await settles(() => grid(page, "Frames").locator("mark").first().innerText()).toBe("joinCh");
    await page.close();
  });

  it("offers what was used before, and saves a query as a chip", async () => {
    const page = await panels.open("script=session");
    await filterField(page).fill("dir:sent");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Saved filters" }).click();
    await page.getByRole("textbox", { name: "Name of the filter" }).fill("Sent only");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    const chip = page.getByRole("button", { name: "Sent only", exact: true });
    expect(await chip.getAttribute("aria-pressed")).toBe("true");
    await settles(() => page.locator(".match-count").innerText()).toBe("4 of 66");
    await chip.click();
    await settles(() => page.locator(".match-count").count()).toBe(0);
    await filterField(page).focus();
    await page.keyboard.press("ArrowDown");
    await page.getByRole("option", { name: "dir:sent" }).click();
    await settles(() => page.locator(".match-count").innerText()).toBe("4 of 66");
    await page.close();
  });

  it("takes a cell's value from the menu, in and out", async () => {
    const page = await panels.open("script=session");
    await grid(page, "Frames").press("Home");
    await rows(page)
      .filter({ hasText: "POST" })
      .first()
      .locator("[data-column=kind]")
      .click({ button: "right" });
    await page.getByRole("menuitem", { name: "Hide type:http" }).click();
    expect(await filterField(page).inputValue()).toBe("-type:http");
    await grid(page, "Frames").press("Home");
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menuitem", { name: "Show only type:document" }).click();
    expect(await filterField(page).inputValue()).toBe("-type:http type:document");
    await page.getByRole("button", { name: "Clear the filter" }).click();
    await settles(() => filterField(page).inputValue()).toBe("");
    await page.close();
  });
});

describe("looks and behaviour", () => {
  it.each([
    [500, 300],
    [700, 900],
    [1400, 400],
  ])("fits into %i × %i without anything cut off at the sides", async (width, height) => {
    const page = await panels.open("script=problems", { width, height });
    await rows(page).first().click();
    await detail(page).waitFor();
    const overflowing = () =>
      page.evaluate(() =>
        [...document.querySelectorAll(".toolbar, .tabs, .grid, .detail-body, body")]
          .filter((element) => element.scrollWidth > element.clientWidth + 1)
          .map(({ className }) => className),
      );
    await settles(overflowing).toEqual([]);
    await page.close();
  });

  it("follows the theme while it is open", async () => {
    const page = await panels.open("script=session");
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await background()).toBe("rgb(255, 255, 255)");
    await page.emulateMedia({ colorScheme: "dark" });
    await settles(background).toBe("rgb(40, 40, 40)");
    await page.close();
  });

  it("has a map of its keys", async () => {
    const page = await panels.open("script=session");
    await grid(page, "Frames").focus();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard and filter" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.keyboard.press("3");
    await grid(page, "Channels").waitFor();
    await page.keyboard.press("/");
    await settles(() => page.evaluate(() => document.activeElement?.id)).toBe("filter");
    await page.close();
  });

  it.each([false, true])("has nothing that axe finds, dark: %s", async (dark) => {
    const axe = await readFile("node_modules/axe-core/axe.min.js", "utf8");
    const page = await panels.open("script=problems", { height: 500, dark });
    const findings: string[] = [];
    const check = async (where: string) => {
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const { axe } = window as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
      });
      findings.push(...violations.map((violation) => `${where}: ${violation}`));
    };
    for (const name of ["Frames", "Exchanges", "Channels", "Commands", "Problems"]) {
      await view(page, name);
      await grid(page, name).press("ArrowDown");
      await detail(page).waitFor();
      await check(name);
    }
    await view(page, "Frames");
    await filterField(page).fill("is:nothing ");
    await check("filter error");
    await filterField(page).fill("");
    await filterField(page).pressSequentially("is:");
    await page.getByRole("option").first().waitFor();
    await check("completion");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await rows(page).first().click({ button: "right" });
    await page.getByRole("menu").waitFor();
    await check("menu");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Saved filters" }).click();
    await check("saved filters");
    await page.keyboard.press("Escape");
    await grid(page, "Frames").press("?");
    await check("help");
    expect(findings).toEqual([]);
    await page.close();
  });
});
