import { afterEach, describe, expect, it, vi } from "vitest";
import { readHarSocket } from "../../../../panel/live/har-socket.ts";
import { createSocketReader } from "../../../../panel/live/socket-reader.ts";
import { documentId } from "../../../../src/contract/brands.ts";
import { readNetworkLog } from "../../../../src/platform/network-log.ts";

const own = "chrome-extension://own/";

/** An entry as Chromium's log has it. */
const entry = (more: object = {}) => ({
  _resourceType: "websocket",
  _initiator: { type: "script", stack: { callFrames: [{ url: "blob:https://page.test/1" }] } },
  startedDateTime: "2026-11-20T10:00:00.000Z",
  time: 12,
  timings: { wait: 12, receive: 0 },
  request: {
    url: "wss://proxy.test/",
    headers: [
      { name: "Sec-WebSocket-Key", value: "key1" },
      { name: "sec-websocket-protocol", value: "a, b" },
    ],
  },
  response: { status: 101, headers: [{ name: "Sec-WebSocket-Protocol", value: "a" }] },
  _webSocketMessages: [] as unknown[],
  ...more,
});
const start = Date.parse("2026-11-20T10:00:00.000Z");
const message = (type: "send" | "receive", data: string, opcode = 1) => ({
  type,
  time: start / 1000 + 1,
  opcode,
  data,
});

describe("a socket in the browser's log", () => {
  it("is read with its protocols, its opening and its end", () => {
    expect(readHarSocket(entry(), own)).toMatchObject({
      key: "key1",
      url: "wss://proxy.test/",
      protocols: ["a", "b"],
      createdAt: start,
      opened: { at: start + 12, protocol: "a" },
      closedAt: null,
    });
    expect(readHarSocket(entry({ time: 500, timings: { wait: 12, receive: 488 } }), own)?.closedAt).toBe(
      start + 500,
    );
    expect(readHarSocket(entry({ response: { status: 403, headers: [] } }), own)).toMatchObject({
      opened: null,
      closedAt: start + 12,
    });
  });

  it("is left to the hook where the hook made it", () => {
    const byHook = {
      stack: { callFrames: [{ url: `${own}src/page/hook.iife.js` }, { url: "https://page.test/a.js" }] },
    };
    expect(readHarSocket(entry({ _initiator: byHook }), own)).toBeNull();
    expect(readHarSocket(entry({ _initiator: { type: "other" } }), own)).not.toBeNull();
  });

  it.each([
    null,
    1,
    {},
    { _resourceType: "xhr" },
    entry({ startedDateTime: "never" }),
    // As Chromium has it until the handshake is sent.
    entry({ startedDateTime: "1969-12-31T23:59:59.000Z", response: { status: 0, headers: [] } }),
    entry({ request: 5 }),
  ])("is not what %j is", (raw) => {
    expect(readHarSocket(raw, own)).toBeNull();
  });
});

describe("readings of the log", () => {
  const document = documentId("d1");
  const workers = [{ document, dedicated: 1, shared: 0 }];
  const read = (...entries: object[]) => entries.flatMap((one) => readHarSocket(one, own) ?? []);

  it("give each event once", () => {
    const reader = createSocketReader();
    const messages = [message("send", "é"), message("receive", "AAEC", 2), message("receive", "ping", 9)];
    const first = reader.take(read(entry({ _webSocketMessages: messages })), workers, 0);
    expect(first).toMatchObject([
      { type: "connection-created", connection: "w1", document: "d1", worker: true, protocols: ["a", "b"] },
      { type: "connection-opened", connection: "w1", time: start + 12 },
      { type: "frame", direction: "sent", opcode: "text", payload: "é", size: 2, time: start + 1000 },
      { type: "frame", direction: "received", opcode: "binary", payload: "AAEC", size: 3 },
    ]);
    expect(reader.take(read(entry({ _webSocketMessages: messages })), workers, 0)).toEqual([]);
    const later = [...messages, message("receive", "new")];
    const ended = entry({ _webSocketMessages: later, time: 900, timings: { wait: 12, receive: 888 } });
    expect(reader.take(read(ended), workers, 0)).toMatchObject([
      { type: "frame", payload: "new" },
      { type: "connection-closed", time: start + 900, code: null },
    ]);
    expect(reader.take(read(ended), workers, 0)).toEqual([]);
    expect(reader.hasOpenSockets).toBe(false);
  });

  it("know a socket again that was read before its handshake, when it had no key yet", () => {
    const reader = createSocketReader();
    const connecting = entry({
      request: { url: "wss://proxy.test/", headers: [] },
      response: { status: 0, headers: [] },
    });
    expect(reader.take(read(connecting), workers, 0)).toMatchObject([
      { type: "connection-created", connection: "w1" },
    ]);
    const another = entry({
      request: { url: "wss://proxy.test/", headers: [{ name: "Sec-WebSocket-Key", value: "key2" }] },
    });
    expect(
      reader
        .take(read(entry(), another), workers, 0)
        .map((event) => [event.type, "connection" in event && event.connection]),
    ).toEqual([
      ["connection-opened", "w1"],
      ["connection-created", "w2"],
      ["connection-opened", "w2"],
    ]);
    expect(reader.take(read(entry(), another), workers, 0)).toEqual([]);
  });

  it("end what the document has gone of, whether it is still in the log or not", () => {
    const reader = createSocketReader();
    reader.take(read(entry()), workers, 0);
    expect(reader.take([], [], 77)).toMatchObject([
      { type: "connection-closed", connection: "w1", time: 77 },
    ]);
    expect(reader.hasOpenSockets).toBe(false);
    const kept = createSocketReader();
    kept.take(read(entry()), workers, 0);
    expect(kept.take(read(entry()), [], 78)).toMatchObject([{ type: "connection-closed", time: 78 }]);
    expect(kept.take(read(entry()), [], 79)).toEqual([]);
  });

  it.each([
    ["a known document", workers],
    ["one of several documents", [...workers, { document: documentId("d2"), dedicated: 1, shared: 0 }]],
  ])("have a gap where the log of %s was cleared, and no end until the document's", (_whose, documents) => {
    const reader = createSocketReader();
    reader.take(read(entry({ _webSocketMessages: [message("send", "before")] })), documents, 0);
    // It may be the log alone that has ended first, of a page that is being left.
    expect(reader.take([], documents, 76)).toEqual([]);
    expect(reader.take([], documents, 77)).toEqual([
      { type: "gap", time: 77, reason: "network-log-cleared", connection: "w1" },
    ]);
    expect(reader.take([], documents, 78)).toEqual([]);
    expect(reader.hasOpenSockets).toBe(true);
    expect(reader.take([], [], 79)).toMatchObject([
      { type: "connection-closed", connection: "w1", time: 79 },
    ]);
  });

  it("go on from where they were where a socket is in the log again", () => {
    const reader = createSocketReader();
    const before = message("send", "before");
    const ended = { time: 900, timings: { wait: 12, receive: 888 } };
    const second = { request: { url: "wss://proxy.test/2", headers: [] } };
    reader.take(read(entry({ _webSocketMessages: [before] }), entry({ ...second, ...ended })), workers, 0);
    for (let reading = 0; reading < 3; reading++) reader.take([], workers, 1);
    const after = message("receive", "after");
    const again = read(entry({ _webSocketMessages: [before, after] }), entry({ ...second, ...ended }));
    expect(reader.take(again, workers, 2)).toMatchObject([
      { type: "frame", connection: "w1", payload: "after" },
    ]);
  });

  it("name no document where two have workers", () => {
    const two = [...workers, { document: documentId("d2"), dedicated: 1, shared: 0 }];
    expect(createSocketReader().take(read(entry()), two, 0)[0]).toMatchObject({ document: null });
  });

  it("keep what is no message out", () => {
    const messages = [null, 5, { type: "send" }, message("send", "good")];
    const events = createSocketReader().take(read(entry({ _webSocketMessages: messages })), workers, 0);
    expect(events.filter(({ type }) => type === "frame")).toHaveLength(1);
  });
});

describe("the browser's log", () => {
  afterEach(() => vi.unstubAllGlobals());
  const withLog = (log: unknown) =>
    vi.stubGlobal("browser", {
      devtools: { network: { getHAR: (give: (log: unknown) => void) => give(log) } },
    });

  it("is given as it is, also where it is empty", async () => {
    for (const entries of [[entry()], []]) {
      withLog({ entries });
      await expect(readNetworkLog()).resolves.toEqual(entries);
    }
  });

  it.each([undefined, { isError: true, code: "E_FAILED" }])(
    "is not taken for empty where it is %j",
    async (log) => {
      withLog(log);
      await expect(readNetworkLog()).rejects.toThrow("got none");
    },
  );
});
