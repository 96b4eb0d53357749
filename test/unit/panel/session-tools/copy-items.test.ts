import { describe, expect, it } from "vitest";
import { copyItems } from "../../../../panel/session-tools/copy-items.ts";
import { sessionsText } from "../../../../panel/text/sessions-text.ts";
import { Conversation } from "../../../panel/page/conversation.ts";
import { startStore } from "../store/fake-page.ts";

describe("a row's menu", () => {
  it.each([
    ["offers to send a frame again, and to do so with wscat", false],
    ["offers neither for a frame of which only the beginning is known", true],
  ])("%s", async (_title, truncated) => {
    const { store, page, source, stop } = await startStore();
    const talk = new Conversation(1_790_000_001_000)
      .page("d1")
      .connect("c1", "d1")
      .send("c1", '{"action":"s');
    source.emit(
      talk.events.map((event) => (event.type === "frame" && truncated ? { ...event, truncated } : event)),
    );
    page.pass(100);
    const labels = copyItems(store, "frames", talk.events.length - 1).map((item) =>
      item.type === "item" ? item.label : "",
    );
    expect(labels).toContain(sessionsText.copyJson);
    expect(labels.includes(sessionsText.resend)).toBe(!truncated);
    expect(labels.includes(sessionsText.copyWscat)).toBe(!truncated);
    stop();
  });
});
