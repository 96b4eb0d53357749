import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectionId } from "../../src/contract/brands.ts";
import { Conversation } from "./page/conversation.ts";
import { PanelOnPage, rows } from "./panel-on-page.ts";

const start = 1_790_000_000_000;
const token = "T-4F2A90C6AA563C0BFD2420F1";

/** A frame with a token is sent again while connections come and go. */
describe("a frame that is sent again", () => {
  let panels: PanelOnPage;
  beforeAll(async () => {
    panels = await PanelOnPage.start();
  });
  afterAll(() => panels.stop());

  const twoHosts = () =>
    new Conversation(start)
      .page("d1")
      .connect("own", "d1", "wss://proxy.privicore.example/socket")
      .connect("other", "d1", "wss://elsewhere.example/socket")
      .send("own", { action: "joinChannel", authorizationToken: token, correlationId: "to-send" });
  const emit = (page: Page, talk: Conversation) =>
    page.evaluate((events) => window.panelPage.emit(events), talk.events);
  const sent = (page: Page) => page.evaluate(() => window.panelPage.source.sent);
  const connection = (page: Page) => page.getByRole("combobox", { name: "Connection" });
  const sendButton = (page: Page) => page.getByRole("button", { name: "Send", exact: true });

  async function openDialog(talk: Conversation): Promise<Page> {
    const page = await panels.open("", { height: 1000 });
    await emit(page, talk);
    await rows(page).filter({ hasText: "to-send" }).first().click({ button: "right" });
    await page.getByRole("menuitem", { name: "Edit and send again…" }).click();
    await expect.poll(() => page.getByRole("textbox", { name: "Payload" }).inputValue()).toMatch(/REDACTED-/);
    return page;
  }

  it("goes nowhere else where its connection closes while it is edited, unless another is chosen", async () => {
    const page = await openDialog(twoHosts());
    expect(await connection(page).inputValue()).toBe("own");
    await emit(page, new Conversation(start + 1000).close("own"));
    await page.getByRole("alert").filter({ hasText: "connection is not open" }).waitFor();
    expect(await connection(page).inputValue()).toBe("");
    expect(await sendButton(page).isDisabled()).toBe(true);
    await connection(page).selectOption("other");
    await sendButton(page).click();
    await expect.poll(() => sent(page)).toMatchObject([{ connection: connectionId("other") }]);
    await page.close();
  });

  it("begins with no connection where its own is closed already", async () => {
    const page = await openDialog(twoHosts().wait(10).close("own"));
    await page.getByRole("alert").filter({ hasText: "connection is not open" }).waitFor();
    expect(await connection(page).inputValue()).toBe("");
    expect(await sendButton(page).isDisabled()).toBe(true);
    await page.close();
  });

  it("keeps its secrets and takes no connection of the page that was loaded meanwhile", async () => {
    const talk = new Conversation(start).page("d1").connect("own", "d1");
    // The mark of its token is not the first, as it would be in the next page's session.
    talk.send("own", { action: "joinChannel", authorizationToken: "T-8812AC5500112233AABBCCDD" });
    talk.send("own", { action: "joinChannel", authorizationToken: token, correlationId: "to-send" });
    const page = await openDialog(talk);
    await emit(
      page,
      new Conversation(start + 1000)
        .add({ type: "document-ended", document: "d1" as never, time: (start + 1000) as never })
        .page("d2")
        .connect("new", "d2"),
    );
    await page.getByRole("alert").filter({ hasText: "connection is not open" }).waitFor();
    await connection(page).selectOption("new");
    await sendButton(page).click();
    await expect
      .poll(() => sent(page))
      .toMatchObject([{ connection: "new", payload: expect.stringContaining(token) }]);
    await page.close();
  });
});
