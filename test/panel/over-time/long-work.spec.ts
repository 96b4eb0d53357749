import type { Page } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PanelOnPage } from "../panel-on-page.ts";

let site: PanelOnPage;
let page: Page;

beforeAll(async () => {
  site = await PanelOnPage.start();
  page = await site.open("script=session", { width: 1200, height: 600 });
});
afterAll(() => site?.stop());

/** Gives the panel a capture of so many frames to open, made in the page itself. */
const openLarge = (frames: number) =>
  page.evaluate((count) => {
    const lines = ['{"format":"privicore-capture","version":1}'];
    lines.push('{"type":"connection-created","connection":"c","time":1000,"url":"wss://proxy.example/"}');
    for (let number = 0; number < count; number++)
      lines.push(
        `{"type":"frame","connection":"c","time":${1000 + number},"direction":"received","opcode":"text","payload":"{\\"data\\":{\\"type\\":\\"X-DPT-CAB-ID\\",\\"id\\":\\"k${number}\\",\\"command_status\\":2,\\"body\\":null}}"}`,
      );
    const files = new DataTransfer();
    files.items.add(new File([lines.join("\n")], "large.jsonl"));
    const input = document.querySelector<HTMLInputElement>("input[type=file]");
    if (input === null) throw new Error("no file input");
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }, frames);
const sessions = () => page.getByRole("tab", { name: /Live|large/ }).count();

it("shows how far the opening of a large file is, and can be cancelled", async () => {
  await openLarge(150_000);
  const progress = page.getByRole("progressbar", { name: "Opening large.jsonl" });
  await progress.waitFor();
  // The panel answers meanwhile.
  await page.getByRole("tab", { name: "Exchanges" }).click();
  await page.getByRole("grid", { name: "Exchanges" }).waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  await progress.waitFor({ state: "detached" });
  expect(await sessions()).toBe(0);
  await expect.poll(() => page.locator(".status-bar").innerText()).toContain("51 frames");
});

it("opens it, and lets go of all its memory when it is closed", async () => {
  const session = await page.context().newCDPSession(page);
  const heap = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize;
  };
  const before = await heap();
  await openLarge(100_000);
  await page.getByRole("tab", { name: "large.jsonl" }).waitFor({ timeout: 60_000 });
  for (const view of ["Frames", "Commands", "Problems"]) await page.getByRole("tab", { name: view }).click();
  await expect.poll(() => page.locator(".status-bar").innerText()).toContain("100,000 frames");
  const open = await heap();
  expect(open - before).toBeGreaterThan(15e6);
  await page.getByRole("button", { name: "Close large.jsonl" }).click();
  await expect.poll(sessions).toBe(0);
  await expect
    .poll(async () => (await heap()) - before, { timeout: 20_000 })
    .toBeLessThan((open - before) * 0.15);
});

it("really frees the memory of what is cleared", async () => {
  const session = await page.context().newCDPSession(page);
  const heap = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize;
  };
  await page.getByRole("button", { name: "Clear" }).click();
  const before = await heap();
  await page.evaluate(() => {
    for (let batch = 0; batch < 50; batch++)
      window.panelPage.emit(
        Array.from({ length: 2000 }, (_, number) => ({
          type: "frame" as const,
          connection: "c1" as never,
          time: (Date.now() + batch * 2000 + number) as never,
          direction: "received" as const,
          opcode: "text" as const,
          payload: `{"data":{"type":"X-DPT-CAB-ID","id":"m${batch}-${number}","command_status":2,"body":null}}`,
        })),
      );
  });
  await expect
    .poll(() => page.locator(".status-bar").innerText(), { timeout: 30_000 })
    .toContain("100,000 frames");
  const full = await heap();
  expect(full - before).toBeGreaterThan(8e6);
  await page.getByRole("button", { name: "Clear" }).click();
  await expect
    .poll(async () => (await heap()) - before, { timeout: 20_000 })
    .toBeLessThan((full - before) * 0.15);
});
