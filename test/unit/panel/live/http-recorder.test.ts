import { afterEach, describe, expect, it, vi } from "vitest";
import { recordHttp } from "../../../../panel/live/http-recorder.ts";
import { longestBody } from "../../../../panel/live/read-finished-call.ts";
import type { HttpEvent } from "../../../../src/contract/capture-event.ts";
import { callsMessageSchema } from "../../../../src/contract/http-wire.ts";
import type { FinishedCall } from "../../../../src/platform/devtools-network.ts";
import { protocols } from "../../../../src/protocol/index.ts";
import { finishedCall } from "./har-call.ts";
import { memoryChannels } from "./memory-channel.ts";

/** A recorder on a network log in memory, and the panel's end of its channel. */
function recorder(log: readonly FinishedCall[] | Promise<readonly FinishedCall[]> = []) {
  const [channel, panel] = memoryChannels();
  const received: HttpEvent[] = [];
  const messages: { dropped: number; recordingSince: number }[] = [];
  panel.addEventListener("message", ({ data }) => {
    const message = callsMessageSchema.parse(data);
    messages.push(message);
    received.push(...message.calls);
  });
  let finish: (call: FinishedCall) => void = () => {};
  let listeners = 0;
  let navigate: () => void = () => {};
  const stop = recordHttp(
    {
      onCallFinished(listener) {
        finish = listener;
        listeners++;
        return () => {
          finish = () => {};
          listeners--;
        };
      },
      finishedCalls: () => Promise.resolve(log),
      onInspectedPageNavigated(listener) {
        navigate = listener;
        return () => {};
      },
      now: () => 1_000,
    },
    channel,
    protocols,
  );
  const settle = async () => {
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    received,
    messages,
    stop,
    settle,
    listeners: () => listeners,
    async listen(on: boolean) {
      panel.postMessage({ type: "listen", on });
      await settle();
    },
    navigate: () => navigate(),
    finish: (call: FinishedCall) => finish(call),
    async attach() {
      panel.postMessage({ type: "attach" });
      await settle();
    },
  };
}

const urls = (events: readonly HttpEvent[]) => events.map(({ url }) => url);
const room = (name: string) => `https://chat.example/${name}/api/v1/channels.leave`;

afterEach(() => vi.restoreAllMocks());

describe("recording HTTP in the devtools page", () => {
  it("hands what it recorded to the panel when that attaches, and the rest as it comes", async () => {
    const { finish, settle, attach, received, messages } = recorder();
    finish(finishedCall({ url: room("before") }));
    await settle();
    expect(received).toEqual([]);
    await attach();
    expect(urls(received)).toEqual([room("before")]);
    expect(messages).toMatchObject([{ dropped: 0, recordingSince: 1_000 }]);
    finish(finishedCall({ url: room("after") }));
    await settle();
    expect(urls(received)).toEqual([room("before"), room("after")]);
  });

  it("keeps everything that the event has room for", async () => {
    const { finish, settle, attach, received } = recorder();
    await attach();
    finish(finishedCall());
    await settle();
    expect(received).toEqual([
      {
        type: "http",
        document: null,
        time: Date.parse("2026-11-20T10:00:00.250Z"),
        duration: 12.5,
        method: "POST",
        url: "https://chat.example/api/v1/channels.leave",
        status: 200,
        requestHeaders: { "X-Auth-Token": "t", "X-User-Id": "ada", Referer: "https://app.example/" },
        requestBody: '{"roomId":"R"}',
        responseHeaders: { "Content-Type": "application/json" },
        responseBody: '{"success":true}',
        bodyNote: null,
      },
    ]);
  });

  it("fetches no body of a call that no protocol wants, and drops what none reads", async () => {
    const { finish, settle, attach, received } = recorder();
    await attach();
    const body = vi.fn(() => Promise.resolve(null));
    for (const url of [
      "https://app.example/main.js",
      "data:text/plain,x",
      "wss://chat.example/api/v1/channels.leave",
      "",
    ])
      finish(finishedCall({ url, body }));
    finish(finishedCall({ method: "OPTIONS", body }));
    expect(body).not.toHaveBeenCalled();
    // Amity's path alone proves nothing: only the whole call shows that it is not Amity's.
    finish(finishedCall({ url: "https://other.example/api/v3/channels/c/join", headers: {}, body }));
    await settle();
    expect(body).toHaveBeenCalledOnce();
    expect(received).toEqual([]);
  });

  it("begins anew with a navigation while no panel is attached, and not afterwards", async () => {
    const { finish, settle, attach, navigate, received } = recorder();
    finish(finishedCall({ url: room("former") }));
    let give: () => void = () => {};
    const late = new Promise<null>((resolve) => {
      give = () => resolve(null);
    });
    finish(finishedCall({ url: room("slow"), body: () => late }));
    await settle();
    navigate();
    give();
    await settle();
    finish(finishedCall({ url: room("present") }));
    await attach();
    expect(urls(received)).toEqual([room("present")]);
    navigate();
    finish(finishedCall({ url: room("next") }));
    await settle();
    expect(urls(received)).toEqual([room("present"), room("next")]);
  });

  it("leaves calls off when asked to, once the bodies that it fetches are there, and takes them up again", async () => {
    const { finish, settle, attach, listen, listeners, received } = recorder();
    await attach();
    let give: () => void = () => {};
    const slow = new Promise<null>((resolve) => {
      give = () => resolve(null);
    });
    finish(finishedCall({ url: room("slow"), body: () => slow }));
    await listen(false);
    expect(listeners()).toBe(1);
    const unfetched = vi.fn(() => Promise.resolve(null));
    finish(finishedCall({ url: room("meanwhile"), body: unfetched }));
    await settle();
    expect(unfetched).not.toHaveBeenCalled();
    give();
    await settle();
    expect(listeners()).toBe(0);
    expect(urls(received)).toEqual([room("meanwhile"), room("slow")]);
    await listen(true);
    finish(finishedCall({ url: room("again") }));
    await settle();
    expect(listeners()).toBe(1);
    expect(urls(received)).toEqual([room("meanwhile"), room("slow"), room("again")]);
  });

  it("listens to calls again for a panel that is opened anew", async () => {
    const { attach, listen, listeners } = recorder();
    await attach();
    await listen(false);
    expect(listeners()).toBe(0);
    await attach();
    expect(listeners()).toBe(1);
  });

  it("takes the browser's log for what finished before, once, and keeps real repeats", async () => {
    const twice = finishedCall({ url: room("twice") });
    const pending = finishedCall({ url: room("pending"), status: 0 });
    let give: (calls: readonly FinishedCall[]) => void = () => {};
    const log = new Promise<readonly FinishedCall[]>((resolve) => {
      give = resolve;
    });
    const { finish, settle, attach, received } = recorder(log);
    finish(twice);
    give([finishedCall({ url: room("before") }), twice, twice, pending]);
    await settle();
    finish(pending);
    await attach();
    expect(urls(received).sort()).toEqual(["before", "pending", "twice", "twice"].map(room).sort());
  });

  it("goes on where the browser has no log, and where one call cannot be read", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    const { finish, settle, attach, received } = recorder(Promise.reject(new Error("no log here")));
    await attach();
    finish(finishedCall({ startedDateTime: "yesterday" }));
    finish(finishedCall());
    await settle();
    expect(received).toHaveLength(1);
    expect(warned).toHaveBeenCalledTimes(2);
  });

  it("tells how many calls it gave up where nobody fetched them", async () => {
    const { finish, settle, attach, received, messages } = recorder();
    for (let index = 0; index < 2_003; index += 1) finish(finishedCall({ url: room(String(index)) }));
    await settle();
    await attach();
    expect(received).toHaveLength(2_000);
    expect(received[0]?.url).toBe(room("3"));
    expect(messages).toMatchObject([{ dropped: 3 }]);
  });

  it("stops", async () => {
    const { finish, attach, stop, received } = recorder();
    await attach();
    stop();
    finish(finishedCall());
    await attach();
    expect(received).toEqual([]);
  });
});

describe("a call's body", () => {
  const long = "x".repeat(longestBody + 1);
  it.each([
    ["as text", finishedCall({}), '{"success":true}', null],
    [
      "as base64",
      finishedCall({ body: () => Promise.resolve({ text: btoa('{"a":1}'), base64: true }) }),
      '{"a":1}',
      null,
    ],
    [
      "an empty one",
      finishedCall({ size: 0, body: () => Promise.resolve({ text: "", base64: false }) }),
      "",
      null,
    ],
    [
      "one that the browser does not give",
      finishedCall({ body: () => Promise.resolve(null) }),
      null,
      "the browser did not give the answer's body",
    ],
    [
      "one that the browser fails to give",
      finishedCall({ body: () => Promise.reject(new Error("gone")) }),
      null,
      "the browser did not give the answer's body",
    ],
    ["none with 204", finishedCall({ status: 204, body: () => Promise.resolve(null) }), null, null],
    ["none of a redirect", finishedCall({ status: 307, body: () => Promise.resolve(null) }), null, null],
    ["none of an aborted call", finishedCall({ status: 0, body: () => Promise.resolve(null) }), null, null],
    ["none where there was none", finishedCall({ size: 0, body: () => Promise.resolve(null) }), null, null],
    [
      "one that is known to be too long, unfetched",
      finishedCall({ size: 3_000_000, body: () => Promise.reject(new Error("Expected not to be fetched")) }),
      null,
      "the answer's body of 3,000,000 bytes was left out",
    ],
    [
      "one that is too long",
      finishedCall({ body: () => Promise.resolve({ text: long, base64: false }) }),
      null,
      "the answer's body of 1,048,577 characters was left out",
    ],
  ])("is taken %s", async (_what, call, responseBody, bodyNote) => {
    const { finish, settle, attach, received } = recorder();
    await attach();
    finish(call);
    await settle();
    expect(received).toMatchObject([{ responseBody, bodyNote }]);
  });

  it("is left out of a request too where it is too long", async () => {
    const { finish, settle, attach, received } = recorder();
    await attach();
    finish(finishedCall({ postText: long }));
    await settle();
    expect(received).toMatchObject([
      { requestBody: null, bodyNote: "the request's body of 1,048,577 characters was left out" },
    ]);
  });
});
