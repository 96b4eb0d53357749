import { describe, expect, it, vi } from "vitest";
import { defaultSettings } from "../../../../panel/settings/panel-settings.ts";
import { rowMenu } from "../../../../panel/views/grid-menus.ts";
import type { CaptureEvent } from "../../../../src/contract/capture-event.ts";
import { Conversation } from "../../../panel/page/conversation.ts";
import { startStore } from "./fake-page.ts";

const start = 1_790_000_001_000;
const kindsOf = (store: Awaited<ReturnType<typeof startStore>>["store"]): string[] => {
  const { rows } = store.tables.model("frames");
  const { log } = store.session.peek();
  return Array.from({ length: rows.length }, (_, row) => log.kind(rows.at(row)));
};

function joined(): Conversation {
  const talk = new Conversation(start);
  talk.page("d1").connect("c1", "d1");
  talk.join("c1");
  return talk;
}

describe("the store", () => {
  it("takes events in once a frame, and by a timer where there are no frames", async () => {
    const { store, page, source } = await startStore();
    source.emit(joined().events);
    expect(store.session.peek().log.length).toBe(0);
    page.pass(40);
    expect(kindsOf(store)).toEqual(["document", "connection-created", "connection-opened", "join", "answer"]);
    source.emit(new Conversation(start + 500).status("c1", "K1", 1).events);
    page.pass(200, false);
    expect(kindsOf(store).at(-1)).toBe("command-status");
  });

  it("draws a stream at most ten times a second, the first of it and what a person does at the next frame", async () => {
    const { store, page, source } = await startStore();
    const shown = () => store.tables.model("frames").rows.length;
    const talk = joined();
    source.emit(talk.events);
    page.pass(32);
    expect(shown()).toBe(5);
    let drawings = 0;
    const stop = store.revision.subscribe(() => drawings++);
    drawings = 0;
    const seconds = 2;
    for (let frame = 0; frame < seconds * 62; frame++) {
      source.emit(new Conversation(start + frame * 16).status("c1", "K1", 1).events);
      page.pass(16);
    }
    expect(drawings).toBeGreaterThan(seconds * 6);
    expect(drawings).toBeLessThanOrEqual(seconds * 10);
    // Only what is drawn waits.
    expect(store.session.peek().log.length).toBeGreaterThan(5 + seconds * 62 - 3);
    store.filter.query.value = "is:rejected";
    expect(shown()).toBe(0);
    store.filter.query.value = "";
    page.pass(32);
    expect(shown()).toBe(store.session.peek().log.length);
    page.pass(500);
    expect(shown()).toBe(5 + seconds * 62);
    stop();
  });

  it("moves the session's clock on, so that an unanswered join is seen while nothing arrives", async () => {
    const { store, page, source } = await startStore();
    const talk = new Conversation(1_790_000_001_000);
    talk
      .page("d1")
      .connect("c1", "d1")
      .send("c1", { action: "joinChannel", authorizationToken: "T-1", correlationId: "k" });
    source.emit(talk.events);
    page.pass(100);
    expect(store.session.peek().exchanges[0]?.outcome).toBe("pending");
    page.pass(20_000);
    expect(store.session.peek().exchanges[0]?.outcome).toBe("timed-out");
  });

  it("judges calls only once the frames from before their answers have had time to come", async () => {
    const { store, page, source } = await startStore();
    const talk = joined();
    const answer = talk.events.pop();
    if (answer === undefined) throw new Error("Expected a join's answer");
    source.emit(talk.events);
    for (const [number, id] of ["K1", "K2", "K3"].entries())
      source.emit(
        new Conversation(talk.now + 5 + 20 * number).call("d1", "/device/approve-device", {
          body: JSON.stringify(id),
        }).events,
      );
    page.pass(1_500);
    expect(store.session.peek().commands).toEqual([]);
    source.emit([answer]);
    page.pass(2_000);
    const { commands } = store.session.peek();
    expect(commands.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      "K1 accepted",
      "K2 accepted",
      "K3 accepted",
    ]);
    expect(store.findingCounts()).toMatchObject({ error: 0, warning: 0 });
  });

  it("judges a call also where no socket ever speaks, and where recording is stopped after it", async () => {
    const { store, page, source } = await startStore();
    source.emit(new Conversation(start).call("d1", "/device/approve-device", { body: '"K1"' }).events);
    page.pass(40);
    expect(store.session.peek().commands).toEqual([]);
    store.setRecording(false);
    page.pass(2_500);
    expect(store.session.peek().commands).toMatchObject([{ id: "K1", outcome: "accepted" }]);
  });

  it("clears what was, and still knows the channel that is joined", async () => {
    const { store, page, source } = await startStore();
    const talk = joined();
    source.emit(talk.events);
    page.pass(40);
    const before = store.session.peek();
    store.select({ type: "event", index: 3 });
    await store.clear();
    page.pass(40);
    expect(store.session.peek()).not.toBe(before);
    expect(store.selection.peek()).toBeNull();
    expect(kindsOf(store)).toEqual([]);
    expect(store.frameCount).toBe(0);
    expect(store.session.peek().connections[0]?.channel.at(-1)?.state).toBe("joined");
    source.emit(new Conversation(talk.now + 500).status("c1", "K1", 1).status("c1", "K1", 2).events);
    page.pass(150);
    expect(kindsOf(store)).toEqual(["command-status", "command-status"]);
    expect(store.frameCount).toBe(2);
    expect(store.findingCounts()).toMatchObject({ error: 0, warning: 0, info: 0 });
  });

  it("still tells of what was open at a clear, and of what is found of it later", async () => {
    const { store, page, source } = await startStore();
    const talk = joined().call("d1", "/device/approve-device", { body: '"K1"' });
    source.emit(talk.send("c1", { action: "openBox", correlationId: "b1" }).events);
    page.pass(4_000);
    expect(store.session.peek().commands).toMatchObject([{ id: "K1", outcome: "accepted" }]);
    await store.clear();
    const rowsOf = (view: "commands" | "exchanges" | "problems") => {
      store.view.value = view;
      page.pass(100);
      const { rows } = store.tables.model(view);
      return Array.from({ length: rows.length }, (_, row) => rows.at(row));
    };
    const { exchanges, findings } = store.session.peek();
    const actionsShown = () =>
      rowsOf("exchanges").map((item) => store.session.peek().exchanges[item]?.action);
    expect(actionsShown()).toEqual(["openBox"]);
    expect(exchanges.map(({ action }) => action)).toEqual(["joinChannel", "openBox"]);
    expect(store.exchangeCount).toBe(1);
    expect(rowsOf("commands")).toEqual([0]);
    expect(rowsOf("problems")).toEqual([]);
    page.pass(60_000);
    expect(findings.map(({ rule }) => rule)).toEqual(["unknown-message-type", "command-unanswered"]);
    // The first is from before the clear.
    expect(rowsOf("problems").filter((item) => item < findings.length)).toEqual([1]);
    const { error, warning, info } = store.findingCounts();
    expect(error + warning + info).toBe(1);
    expect(actionsShown()).toEqual(["openBox"]);
  });

  it("counts no problem from before a clear among the rows that there are", async () => {
    const { store, page, source } = await startStore();
    const talk = new Conversation(start).page("d1").connect("c1", "d1");
    talk.send("c1", { action: "joinChannel", authorizationToken: "T-4F2A90C6AA563C0BFD2420F1" });
    source.emit(talk.wait(14).receive("c1", { status: 200, data: { channelId: "ch1" } }).events);
    store.view.value = "problems";
    page.pass(100);
    expect(store.shownTotal("problems")).toBe(1);
    await store.clear();
    page.pass(100);
    expect(store.session.peek().findings).toHaveLength(1);
    expect(store.shownTotal("problems")).toBe(0);
  });

  it("says where a jump leads to what was cleared away", async () => {
    const { store, page, source } = await startStore();
    source.emit(joined().send("c1", { action: "openBox", correlationId: "b1" }).events);
    page.pass(40);
    await store.clear();
    page.pass(40);
    expect(store.session.peek().exchanges[1]).toMatchObject({ action: "openBox", outcome: "pending" });
    store.openEvents({ type: "exchange", index: 1 });
    expect(store.notice.peek()).toBe("This row is from before the log was cleared");
  });

  it("shows one connection after another", async () => {
    const { store, page, source } = await startStore();
    const talk = joined().connect("c2", "d1");
    talk.join("c2");
    source.emit(talk.events);
    page.pass(40);
    store.filter.query.value = "-conn:3 dir:sent";
    store.showConnection(0, "frames");
    expect(kindsOf(store)).toEqual(["join"]);
    store.showConnection(1, "frames");
    expect(store.filter.query.peek()).toBe("-conn:3 dir:sent conn:2");
    expect(kindsOf(store)).toEqual(["join"]);
  });

  it("closes a row's menu where another page begins: it would act on that one's rows", async () => {
    const { store, page, source } = await startStore();
    const talk = joined();
    source.emit(talk.events);
    page.pass(1000);
    await rowMenu({ store, view: "frames", columns: [] }, 4, null, 0, 0);
    expect(store.menu.peek()?.items).not.toEqual([]);
    source.emit(new Conversation(talk.now + 60_000).page("d2").connect("c2", "d2").events);
    page.pass(100);
    expect(store.session.peek().connections.map(({ id }) => id)).toEqual(["c2"]);
    expect(store.menu.peek()).toBe(null);
  });

  it("sorts by what was known at the moment that is looked at", async () => {
    const { store, page, source } = await startStore();
    const talk = joined().send("c1", { action: "ping", correlationId: "p1" });
    const sent = talk.now;
    source.emit(talk.wait(2).receive("c1", { correlationId: "p1", status: 200 }).events);
    store.view.value = "exchanges";
    store.tables.cycleSort("exchanges", "latency");
    page.pass(500);
    const order = () => {
      const { rows } = store.tables.model("exchanges");
      return [0, 1].map((row) => store.session.peek().exchanges[rows.at(row)]?.action);
    };
    expect(order()).toEqual(["ping", "joinChannel"]);
    store.travel.pick(sent);
    page.pass(500);
    expect(order()).toEqual(["joinChannel", "ping"]);
    store.travel.backToLive();
    page.pass(500);
    expect(order()).toEqual(["ping", "joinChannel"]);
  });

  it("pairs an answer after clear with the action before it", async () => {
    const { store, page, source } = await startStore();
    const talk = new Conversation(start);
    talk
      .page("d1")
      .connect("c1", "d1")
      .send("c1", { action: "joinChannel", authorizationToken: "T-1", correlationId: "k" });
    source.emit(talk.events);
    page.pass(40);
    await store.clear();
    source.emit(
      new Conversation(talk.now + 30).receive("c1", {
        correlationId: "k",
        status: 200,
        data: { channelId: "ch" },
      }).events,
    );
    page.pass(40);
    expect(kindsOf(store)).toEqual(["answer"]);
    expect(store.session.peek().exchanges.map(({ outcome }) => outcome)).toEqual(["ok"]);
    expect(store.tables.model("exchanges").total).toBe(1);
    expect(store.findingCounts()).toMatchObject({ error: 0, warning: 0, info: 0 });
  });

  it("forgets a page that was navigated away from, whatever it still says", async () => {
    const { store, page, source } = await startStore();
    source.emit(joined().events);
    source.emit(
      new Conversation(start + 900).page("d2", "https://app.example/next").connect("c2", "d2").events,
    );
    source.emit(new Conversation(start + 950).close("c1").events);
    page.pass(60);
    expect(store.session.peek().documents.map(({ id }) => id)).toEqual(["d2"]);
    expect(kindsOf(store)).toEqual(["document", "connection-created", "connection-opened"]);
  });

  it("forgets a connection that a page makes at its end, with its frames", async () => {
    const { store, page, source } = await startStore();
    source.emit(joined().events);
    source.emit(new Conversation(start + 900).page("d2", "https://app.example/next").events);
    source.emit(new Conversation(start + 950).connect("c3", "d1").send("c3", "too late").events);
    page.pass(60);
    expect(kindsOf(store)).toEqual(["document"]);
    expect(store.session.peek().connections).toEqual([]);
  });

  it("keeps all of a page's frames where its own first socket comes after theirs, and takes them in from then on", async () => {
    const { store, page, source } = await startStore();
    const inner = (document: string, connection: string, began: number) => {
      const talk = new Conversation(began).page(document, "about:srcdoc").connect(connection, document);
      const [first, ...rest] = talk.events;
      source.emit([{ ...(first ?? expect.fail()), topFrame: false } as CaptureEvent, ...rest]);
      return talk;
    };
    const first = inner("d1", "c1", start + 20);
    inner("d2", "c2", start + 21);
    first.wait(5).join("c1");
    source.emit(first.events.slice(3));
    source.emit(new Conversation(start + 300).call("d1", "/profile/authenticate").events);
    page.pass(60);
    const before = store.session.peek();
    const top = new Conversation(start).page("d3").wait(900).connect("c3", "d3");
    source.emit(top.events);
    page.pass(60);
    expect(store.session.peek()).toBe(before);
    source.emit(
      new Conversation(start + 1200).status("c1", "K1", 1).send("c2", "on").send("c3", "on").events,
    );
    page.pass(60);
    expect(store.session.peek().documents.map(({ id }) => id)).toEqual(["d1", "d2", "d3"]);
    expect(store.session.peek().connections.map(({ id, sent, received }) => [id, sent, received])).toEqual([
      ["c1", 1, 2],
      ["c2", 1, 0],
      ["c3", 1, 0],
    ]);
    expect(store.session.peek().connections[0]?.channel.at(-1)?.state).toBe("joined");
    expect(kindsOf(store).filter((kind) => kind === "http" || kind === "join")).toHaveLength(2);
  });

  it("keeps the frames of a new page that are known before it, and forgets the page before with its frames", async () => {
    const { store, page, source } = await startStore();
    source.emit(joined().events);
    const old = new Conversation(start + 100).page("d2", "https://app.example/old").connect("c2", "d2");
    const next = new Conversation(start + 950).page("d3", "https://app.example/new").connect("c3", "d3");
    next.join("c3");
    for (const { events } of [old, next]) {
      const [first, ...rest] = events;
      source.emit([{ ...(first ?? expect.fail()), topFrame: false } as CaptureEvent, ...rest]);
    }
    const gap = { type: "gap", reason: "buffer-full", frames: 3, bytes: 30 } as const;
    source.emit([
      { ...gap, time: next.now, document: "d3" } as never,
      { ...gap, time: next.now, document: "d1" } as never,
    ]);
    page.pass(60);
    source.emit(new Conversation(start + 900).page("d4", "https://app.example/next").events);
    source.emit(
      new Conversation(start + 2000).status("c3", "K1", 1).status("c1", "K1", 1).status("c2", "K1", 1).events,
    );
    page.pass(60);
    const session = store.session.peek();
    expect(session.documents.map(({ id }) => id)).toEqual(["d4", "d3"]);
    expect(session.connections.map(({ id, received }) => [id, received])).toEqual([["c3", 2]]);
    expect(session.connections[0]?.channel.at(-1)?.state).toBe("joined");
    expect(session.log.droppedFrames).toBe(3);
    // All of it is shown, not only counted.
    expect(kindsOf(store)).toHaveLength(session.log.length);
  });

  it("goes on with a page that was thought to have ended, and judges its sockets as seen in the middle", async () => {
    const { store, page, source } = await startStore();
    const talk = joined();
    source.emit([
      ...talk.events,
      { type: "document-ended", document: "d1", time: talk.now + 5_000 } as never,
    ]);
    page.pass(60);
    const again = new Conversation(start).page("d2").connect("c2", "d2");
    const [document, created, opened] = again.events;
    source.emit([document, opened, created].filter((event) => event !== undefined));
    source.emit(new Conversation(talk.now + 9_000).status("c2", "K1", 1).status("c2", "K1", 2).events);
    page.pass(60);
    const session = store.session.peek();
    expect(session.documents.map(({ id }) => id)).toEqual(["d1", "d2"]);
    expect(session.connections[1]).toMatchObject({
      url: "wss://proxy.privicore.example/socket",
      received: 2,
      closedAt: null,
    });
    expect(session.findings.filter(({ connection }) => connection?.id === "c2")).toEqual([]);
  });

  it("keeps the calls that the new page made before it was known, and none of the old one's", async () => {
    const { store, page, source } = await startStore();
    source.emit(joined().events);
    const [next] = new Conversation(start + 900).page("d2", "https://app.example/next").events;
    if (next === undefined) throw new Error("Expected a document's beginning");
    const began = next.time;
    const call = (time: number, document: string | null) =>
      ({ ...new Conversation(time).call("d1", "/profile/authenticate").events[0], document }) as CaptureEvent;
    source.emit([
      call(began - 20, null),
      call(began + 1, "d1"),
      call(began - 1, null),
      call(began + 40, null),
    ]);
    page.pass(60);
    source.emit([next]);
    page.pass(60);
    const { log } = store.session.peek();
    const calls = Array.from({ length: log.length }, (_, index) => log.event(index)).filter(
      ({ type }) => type === "http",
    );
    expect(calls.map((event) => [event.time - began, "document" in event && event.document])).toEqual([
      [-1, "d2"],
      [40, "d2"],
    ]);
  });

  it("keeps it where the log is to be preserved, and for a frame in the page", async () => {
    const { store, page, source } = await startStore({ preserveLog: true });
    expect(store.settings.peek().preserveLog).toBe(true);
    source.emit(joined().events);
    source.emit(new Conversation(start + 900).page("d2").events);
    page.pass(60);
    expect(store.session.peek().documents).toHaveLength(2);
    store.changeSettings({ preserveLog: false });
    source.emit([
      { ...(new Conversation(start + 990).page("d3").events[0] ?? expect.fail()), topFrame: false } as never,
    ]);
    page.pass(60);
    expect(store.session.peek().documents).toHaveLength(3);
  });

  it("counts what comes while recording is stopped, and says so at the place", async () => {
    const { store, page, source } = await startStore();
    source.emit(joined().events);
    page.pass(40);
    store.setRecording(false);
    source.emit(new Conversation(start + 500).status("c1", "K1", 1).status("c1", "K1", 2).close("c1").events);
    page.pass(40);
    expect(kindsOf(store).slice(5)).toEqual(["gap", "connection-closed"]);
    expect(store.session.peek().log.droppedFrames).toBe(2);
    store.setRecording(true);
    page.pass(40);
    expect(kindsOf(store)).toHaveLength(7);
  });

  it("stops at its limit to the event, also where more waits to be taken in", async () => {
    const { store, page, source } = await startStore({ mostEvents: 1000 });
    const talk = joined();
    const before = talk.events.length;
    for (let number = 0; number < 1500; number++) talk.status("c1", `K${number}`, 1);
    source.emit(talk.events);
    page.pass(400);
    expect(store.recording.peek()).toBe(false);
    expect(store.session.peek().log.length).toBe(1000);
    expect(store.jobs.notices.peek().map(({ kind }) => kind)).toEqual(["error"]);
    store.changeSettings({ mostEvents: 5000 });
    store.setRecording(true);
    page.pass(40);
    // What there was no room for is told, to the frame.
    expect(store.session.peek().log.droppedFrames).toBe(before + 1500 - 1000);
  });

  it("hides secrets again once another item is selected", async () => {
    const { store, page, source } = await startStore();
    source.emit(joined().events);
    page.pass(40);
    const join = store.session.peek().log.event(3);
    store.select({ type: "event", index: 3 });
    expect(JSON.stringify(store.mask.value.event(join))).not.toContain("T-4F2A90C6");
    store.reveal(true);
    expect(JSON.stringify(store.mask.value.event(join))).toContain("T-4F2A90C6");
    store.select({ type: "event", index: 4 });
    expect(store.revealed.value).toBe(false);
    expect(JSON.stringify(store.mask.value.event(join))).not.toContain("T-4F2A90C6");
  });

  it("filters every view by the query and the saved filters that are on", async () => {
    const { store, page, source } = await startStore();
    const talk = joined();
    talk
      .wait(50)
      .call("d1", "/device/remove", { body: '"K1"' })
      .wait(20)
      .status("c1", "K1", 1)
      .status("c1", "K1", 3, "no");
    source.emit(talk.events);
    page.pass(60);
    const shown = (view: "frames" | "exchanges" | "commands") => {
      store.view.value = view;
      page.pass(40);
      return store.tables.model(view).rows.length;
    };
    store.filter.query.value = "is:failed";
    expect([shown("frames"), shown("exchanges"), shown("commands")]).toEqual([3, 0, 1]);
    store.filter.toggle("Hide heartbeats and pending statuses");
    expect(shown("frames")).toBe(2);
    store.showAll();
    expect([shown("frames"), shown("exchanges")]).toEqual([8, 1]);
  });

  it("shows a row once what its filter waits for has happened", async () => {
    const { store, page, source } = await startStore();
    const talk = new Conversation(start);
    talk
      .page("d1")
      .connect("c1", "d1")
      .send("c1", { action: "joinChannel", authorizationToken: "T-1", correlationId: "k" });
    source.emit(talk.events);
    store.filter.query.value = "is:ok";
    page.pass(60);
    expect(kindsOf(store)).toEqual([]);
    source.emit(
      new Conversation(talk.now + 9).receive("c1", {
        correlationId: "k",
        status: 200,
        data: { channelId: "c" },
      }).events,
    );
    page.pass(150);
    expect(kindsOf(store)).toEqual(["join", "answer"]);
  });

  it("remembers settings, filters and queries", async () => {
    const { store, page, storage } = await startStore();
    store.changeSettings({ detailBeside: 0.3 });
    store.filter.query.value = "conn:2";
    store.filter.save("Second");
    store.filter.query.value = "joinChannel";
    store.filter.remember();
    store.tables.cycleSort("frames", "size");
    page.pass(1000);
    const again = await startStore(await storage.load());
    expect(again.store.settings.peek().detailBeside).toBe(0.3);
    expect(again.store.filter.saved.peek().at(-1)).toEqual({
      name: "Second",
      query: "conn:2",
      enabled: true,
      ready: false,
    });
    expect(again.store.filter.history.peek()[0]).toBe("joinChannel");
    expect(again.store.tables.sort("frames").peek()).toEqual({ column: "size", descending: false });
  });

  it("falls back to the defaults where what was stored makes no sense", async () => {
    const { store } = await startStore({ preserveLog: "yes", columns: 4 });
    expect(store.settings.peek().preserveLog).toBe(false);
    expect(store.filter.saved.peek().length).toBeGreaterThan(3);
  });

  it("starts with the defaults where the browser cannot read what was stored, and says so", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    try {
      const { store, page, source } = await startStore(null, {
        load: () => Promise.reject(new Error("An unexpected error occurred")),
        save: async () => undefined,
      });
      expect(store.settings.peek()).toEqual(defaultSettings);
      source.emit(joined().events);
      page.pass(40);
      expect(kindsOf(store)).toHaveLength(5);
      expect(warn).toHaveBeenCalledOnce();
    } finally {
      warn.mockRestore();
    }
  });
});
