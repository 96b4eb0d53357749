import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filterField, PanelOnPage } from "./panel-on-page.ts";

describe("a filter that is saved", () => {
  let panels: PanelOnPage;
  beforeAll(async () => {
    panels = await PanelOnPage.start();
  });
  afterAll(() => panels.stop());

  it("is refused the name of one that came with the product, which is said", async () => {
    const page = await panels.open("script=session");
    const ready = await page.evaluate(
      () => window.panelPage.panel.store.filter.saved.peek().find((each) => each.ready)?.name ?? "",
    );
    await filterField(page).fill("dir:sent");
    await page.getByRole("button", { name: "Saved filters" }).click();
    const save = page.getByRole("button", { name: "Save this filter" });
    const name = page.getByRole("textbox", { name: "Name of the filter" });
    await name.fill(` ${ready} `);
    await page.getByRole("alert").filter({ hasText: "ready to use has this name" }).waitFor();
    expect(await save.isDisabled()).toBe(true);
    await name.fill("What I sent");
    expect(await page.getByRole("alert").count()).toBe(0);
    await save.click();
    await page.getByRole("checkbox", { name: "What I sent" }).waitFor();
    await page.close();
  });
});
