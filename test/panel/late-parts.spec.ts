import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grid, PanelOnPage } from "./panel-on-page.ts";

/** The parts of the panel whose code is fetched on its own, where it arrives in the worst moment. */
describe("a part whose code comes late", () => {
  let panels: PanelOnPage;
  beforeAll(async () => {
    panels = await PanelOnPage.start();
  });
  afterAll(() => panels.stop());

  it("is drawn also where its code comes after its place was drawn and before that was noted", async () => {
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let code = "";
    const page = await panels.open("script=session", {
      prepare: async (page) => {
        await page.route(/exchanges-view.*\.js$/, async (route) => {
          code = route.request().url();
          await held;
          await route.continue();
        });
      },
    });
    await expect.poll(() => code).not.toBe("");
    // Until then the panel draws everything anew once, which would hide what is looked for here.
    await expect
      .poll(() => page.evaluate(() => window.panelPage.panel.store.drawn.peek()))
      .toBeGreaterThan(0);
    await page.evaluate(() => {
      const release = window.panelPage.holdEffects();
      window.addEventListener("release-effects", release, { once: true });
    });
    await page.getByRole("tab", { name: "Exchanges" }).click();
    await page.getByRole("tabpanel", { name: "Exchanges" }).waitFor();
    expect(await page.getByRole("grid").count()).toBe(0);
    letGo();
    // As a text: the test's own build would rewrite the import.
    await page.evaluate(`(async () => {
      await import(${JSON.stringify(code)});
      // The panel's own import of it ends in the same turn.
      await new Promise((resolve) => setTimeout(resolve, 0));
      window.dispatchEvent(new Event("release-effects"));
    })()`);
    await grid(page, "Exchanges").waitFor({ timeout: 5_000 });
    await page.close();
  });
});
