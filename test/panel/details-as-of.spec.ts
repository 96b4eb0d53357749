import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {} from "./page/page.ts";
import { startPageHost } from "./page-host.ts";
import { detail, type PanelHost, rows, settles, status, view } from "./panel-host.ts";

let host: PanelHost;
beforeAll(async () => {
  host = await startPageHost();
});
afterAll(() => host?.stop());

/** Shows everything as it stood when the first action was sent, which is answered later. */
const goToFirstAction = () => {
  const { store } = window.panelPage.panel;
  const [exchange] = store.session.value.exchanges;
  if (exchange?.sentAt == null) throw new Error("no action");
  store.travel.pick(exchange.sentAt);
};

describe("a detail as of a moment", () => {
  it("of an exchange shows no answer before it came, and no problem before it was found", async () => {
    const panel = await host.open("problems", { height: 900 });
    const { frame } = panel;
    await view(frame, "Exchanges");
    await rows(frame).first().click();
    const halves = detail(frame).locator(".event-link");
    await settles(() => halves.count()).toBe(2);
    expect(await detail(frame).innerText()).toContain("Token expired");
    const exchanges = async () => Number(/(\d+) exchange/.exec(await status(frame))?.[1]);
    expect(await exchanges()).toBeGreaterThan(1);
    await frame.evaluate(goToFirstAction);
    await settles(() => halves.count()).toBe(1);
    await settles(exchanges).toBe(1);
    await settles(() => detail(frame).locator(".payload-panel").innerText()).toContain("joinChannel");
    expect(await detail(frame).innerText()).not.toContain("Token expired");
    expect(await detail(frame).locator(".detail-finding").count()).toBe(0);
    await panel.close();
  });

  it("of a connection ends its history there, and leaves out what is not known of then", async () => {
    const panel = await host.open("problems", { height: 900 });
    const { frame } = panel;
    await view(frame, "Channels");
    await rows(frame).first().click();
    const words = () => detail(frame).innerText();
    const counts = () =>
      rows(frame).first().locator("[data-column=sent], [data-column=received]").allInnerTexts();
    await settles(words).toContain("Closed");
    expect((await counts()).join("")).toMatch(/\d/);
    await frame.evaluate(goToFirstAction);
    await settles(words).not.toContain("Closed");
    expect(await words()).not.toContain("Received");
    expect(await detail(frame).locator(".history tbody tr").count()).toBe(2);
    expect(await detail(frame).locator(".detail-finding").count()).toBe(0);
    await settles(async () => (await counts()).join("").trim()).toBe("");
    expect(await rows(frame).first().locator(".history-piece").count()).toBe(2);
    // The second was not there yet.
    expect(await rows(frame).nth(1).locator("[data-column=since]").innerText()).toBe("");
    await panel.close();
  });
});
