import { afterAll, beforeAll, expect, it } from "vitest";
import { findWithAxe } from "../find-with-axe.ts";
import { PanelOnPage, view } from "../panel-on-page.ts";

let site: PanelOnPage;
beforeAll(async () => {
  site = await PanelOnPage.start();
});
afterAll(() => site?.stop());

it.each([false, true])(
  "has nothing that axe finds in time travel, forms and dialogs, dark: %s",
  async (dark) => {
    const page = await site.open("script=problems", { width: 1200, height: 600, dark });
    const findings: string[] = [];
    const check = async (where: string) => {
      const violations = await findWithAxe(page, { colours: dark });
      findings.push(...violations.map((violation) => `${where}: ${violation}`));
    };
    const axis = page.getByRole("slider", { name: "Time axis" });
    await axis.focus();
    await page.keyboard.press("Home");
    for (let steps = 0; steps < 8; steps++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await page.getByRole("button", { name: "Back to live" }).waitFor();
    for (const name of ["Frames", "Exchanges", "Channels", "Commands", "Problems"]) {
      await view(page, name);
      await check(`${name} as of a moment`);
    }
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("dialog", { name: "Export" }).waitFor();
    await check("export");
    await page.keyboard.press("Escape");
    for (const entry of ["Settings", "Send a frame…"]) {
      await page.getByRole("button", { name: "More" }).click();
      await page.getByRole("menuitem", { name: entry }).click();
      await page.getByRole("dialog").waitFor();
      await check(entry);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    await page.locator("input[type=file]").setInputFiles([
      { name: "odd.jsonl", mimeType: "text/plain", buffer: Buffer.from("no capture") },
      {
        name: "good.jsonl",
        mimeType: "text/plain",
        buffer: Buffer.from(
          '{"format":"privicore-capture","version":1}\n{"type":"document","document":"d","time":1,"url":"https://a.example/"}\n',
        ),
      },
    ]);
    await page.getByRole("alert").waitFor();
    await page.getByRole("tab", { name: "good.jsonl" }).waitFor();
    await check("sessions and notices");
    expect(findings).toEqual([]);
  },
);
