import { describe, expect, it } from "vitest";
import { applyTimeouts, openFiles } from "../../../../panel/session-tools/session-actions.ts";
import { pageTurn } from "../../../../panel/sessions/in-slices.ts";
import type { PanelStore } from "../../../../panel/store/panel-store.ts";
import { Conversation } from "../../../panel/page/conversation.ts";
import { startStore } from "../store/fake-page.ts";

/** So many events that they are judged in several slices, between which something can happen. */
const many = 60_000;

function longTalk(): Conversation {
  const talk = new Conversation(1_790_000_001_000).page("d1").connect("c1", "d1");
  talk.join("c1");
  for (let number = 0; number < many; number++) talk.status("c1", `K${number % 5}`, 1);
  return talk;
}

async function startedWith(talk: Conversation) {
  const started = await startStore();
  started.source.emit(talk.events);
  await expect
    .poll(() => {
      started.page.pass(160);
      return started.store.session.peek().log.length;
    })
    .toBe(talk.events.length);
  return started;
}

/** Looks every turn: the work itself may be over in a few of them. */
async function underWay(store: PanelStore): Promise<void> {
  while (store.jobs.running.peek().length === 0) await pageTurn();
}

describe("changed time-outs", () => {
  it("judge by both of two that are changed in quick succession", async () => {
    const { store, stop } = await startedWith(longTalk());
    store.changeSettings({ responseTimeout: 5_000 });
    const first = applyTimeouts(store);
    await underWay(store);
    store.changeSettings({ commandTimeout: 7_000 });
    await Promise.all([first, applyTimeouts(store)]);
    expect(store.session.peek().options).toMatchObject({ responseTimeout: 5_000, commandTimeout: 7_000 });
    expect(store.session.peek().log.length).toBe(many + 5);
    expect(store.jobs.running.peek()).toEqual([]);
    stop();
  });

  it("judge also a file that was being opened meanwhile", async () => {
    const { store, stop } = await startStore();
    const lines = longTalk().events.map((event) => JSON.stringify(event));
    const file = new File(
      [['{"format":"privicore-capture","version":1}', ...lines].join("\n")],
      "while-changed.jsonl",
    );
    const opening = openFiles(store, [file]);
    while ((store.jobs.running.peek()[0]?.share ?? 0) === 0) await pageTurn();
    store.changeSettings({ responseTimeout: 5_000 });
    await applyTimeouts(store);
    expect(store.tabs.peek()).toHaveLength(1);
    await opening;
    expect(store.tabs.peek().map(({ session }) => session.options.responseTimeout)).toEqual([5_000, 5_000]);
    stop();
  });

  it("judge also where there was nothing to judge before", async () => {
    const { store, stop } = await startedWith(longTalk());
    await applyTimeouts(store);
    store.changeSettings({ responseTimeout: 5_000 });
    await applyTimeouts(store);
    expect(store.session.peek().options.responseTimeout).toBe(5_000);
    stop();
  });

  it("leave a session as it was where its judging is cancelled, and end", async () => {
    const { store, stop } = await startedWith(longTalk());
    const before = store.session.peek();
    store.changeSettings({ responseTimeout: 5_000 });
    const judging = applyTimeouts(store);
    await underWay(store);
    store.jobs.cancel(store.jobs.running.peek()[0]?.id ?? -1);
    await judging;
    expect(store.session.peek()).toBe(before);
    // Another change is another wish.
    store.changeSettings({ responseTimeout: 6_000 });
    await applyTimeouts(store);
    expect(store.session.peek().options.responseTimeout).toBe(6_000);
    stop();
  });

  it.each([true, false])(
    "keep the problem that is selected, and none in its place; shown: %s",
    async (shown) => {
      const { store, stop } = await startStore();
      const talk = new Conversation(1_790_000_001_000).page("d1").connect("c1", "d1");
      talk.send("c1", { action: "joinChannel", authorizationToken: "T-1", correlationId: "a" });
      talk.wait(8_000).receive("c1", { correlationId: "a", status: 200, data: { channelId: "ch" } });
      talk.receive("c1", { correlationId: "b", status: 200, data: {} });
      const lines = talk.events.map((event) => JSON.stringify(event));
      await openFiles(store, [
        new File([['{"format":"privicore-capture","version":1}', ...lines].join("\n")], "problems.jsonl"),
      ]);
      const file = store.tab.peek();
      const rules = () => store.session.peek().findings.map(({ rule }) => rule);
      const selected = () => rules()[store.selection.peek()?.index ?? -1];
      const judgeBy = async (responseTimeout: number) => {
        store.changeSettings({ responseTimeout });
        if (!shown) store.showTab(store.live);
        await applyTimeouts(store);
        store.showTab(store.tabs.peek().find(({ id }) => id === file.id) ?? store.live);
      };
      store.select({ type: "finding", index: rules().indexOf("unknown-correlation-id") });
      await judgeBy(5_000);
      expect(rules()).toContain("join-unanswered");
      expect(selected()).toBe("unknown-correlation-id");
      store.select({ type: "finding", index: rules().indexOf("join-unanswered") });
      await judgeBy(20_000);
      expect(rules()).not.toContain("join-unanswered");
      expect(store.selection.peek()).toBe(null);
      stop();
    },
  );
});

it("files are told of with what cannot be seen of their names", async () => {
  const { store, stop } = await startStore();
  await openFiles(store, [new File(["?"], "x\u202egnp.jsonl")]);
  const said = store.jobs.notices.peek().map(({ message }) => message);
  expect(said).toEqual([expect.stringMatching(/^x⟨U\+202E⟩gnp\.jsonl /)]);
  stop();
});
