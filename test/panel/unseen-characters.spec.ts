import { afterAll, beforeAll, expect, it } from "vitest";
import { connectionId, documentId, epochMilliseconds } from "../../src/contract/brands.ts";
import { Conversation } from "./page/conversation.ts";
import type {} from "./page/page.ts";
import { startPageHost } from "./page-host.ts";
import { detail, filterField, type OpenPanel, type PanelHost, rows, settles, view } from "./panel-host.ts";

let host: PanelHost;
beforeAll(async () => {
  host = await startPageHost();
});
afterAll(() => host?.stop());

/** Turns what follows it around, and rings the bell. */
const odd = (word: string): string => `\u202e${word}\u0007`;

/** A conversation with such characters in everything that a page or server can name. */
function conversation() {
  const talk = new Conversation(Date.now() - 5_000);
  talk.page("d1").connect("c1", "d1", `wss://proxy.example/${odd("url")}`);
  talk.join("c1");
  talk.send("c1", { action: odd("action"), correlationId: odd("id") });
  talk.wait(20).receive("c1", { correlationId: odd("id"), status: 400, data: { message: odd("message") } });
  talk.receive("c1", { data: { type: odd("type"), nested: { [odd("key")]: { [odd("inner")]: 1 } } } });
  talk.add({
    type: "http",
    document: documentId("d1"),
    time: epochMilliseconds(talk.now),
    duration: 5,
    method: "POST",
    url: `https://api.example/device/approve-device?${odd("query")}`,
    status: 202,
    requestHeaders: { [odd("header")]: odd("value") },
    responseHeaders: {},
    responseBody: JSON.stringify(odd("command")),
    bodyNote: odd("note"),
  });
  talk.wait(500).status("c1", odd("command"), 3, odd("reason"));
  return talk.wait(20).add({
    type: "connection-closed",
    connection: connectionId("c1"),
    time: epochMilliseconds(talk.now),
    code: 4000,
    reason: odd("closed"),
    clean: true,
  }).events;
}

/** What is shown with a character that cannot be seen, in the document's text and in what is said of its elements. */
const unseenIn = ({ frame }: OpenPanel): Promise<readonly string[]> =>
  frame.evaluate(() => {
    const unseen = /[^\P{Cc}\t\n\r]|[\u202a-\u202e\u2066-\u2069]/u;
    const said: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (node instanceof Element)
        said.push(...["title", "aria-label"].map((name) => (node as Element).getAttribute(name) ?? ""));
      else said.push(node.nodeValue ?? "");
    return said.filter((text) => unseen.test(text));
  });

it("writes out what cannot be seen wherever it shows what the wire said", async () => {
  const panel = await host.open(null, { height: 1000 });
  const { frame, page } = panel;
  await frame.evaluate((events) => window.panelPage.emit(events), conversation());
  for (const [name, count] of [
    ["Frames", 8],
    ["Exchanges", 2],
    ["Channels", 1],
    ["Commands", 1],
    ["Problems", 1],
  ] as const) {
    await view(frame, name);
    await settles(() => rows(frame).count()).toBeGreaterThanOrEqual(count);
    expect(await unseenIn(panel)).toEqual([]);
    const length = await rows(frame).count();
    for (let row = 0; row < length; row++) {
      await rows(frame).nth(row).click();
      if ((await detail(frame).count()) === 0) continue;
      for (const tab of await detail(frame).getByRole("tab").all()) {
        await tab.click();
        expect(await unseenIn(panel)).toEqual([]);
      }
      expect(await unseenIn(panel)).toEqual([]);
    }
    await rows(frame).last().click({ button: "right" });
    await frame.getByRole("menu").waitFor();
    expect(await unseenIn(panel)).toEqual([]);
    await page.keyboard.press("Escape");
  }
  await filterField(frame).pressSequentially("action:");
  await settles(() => frame.getByRole("option").count()).toBeGreaterThan(1);
  expect(await unseenIn(panel)).toEqual([]);
  expect(await frame.getByRole("listbox").innerText()).toContain("⟨U+202E⟩action");
  await panel.close();
});
