import { describe, expect, it } from "vitest";
import type { DataRequest } from "../../../src/core/model.ts";
import { type Conversation, connected, start } from "./conversation.ts";
import { single } from "./judged.ts";

const link = "https://files.example/get?auth=TOKEN";
const joined = () => connected().joined();
const requested = () => joined().requestData("r");
const the = (told: Conversation): DataRequest => single(told.session().dataRequests);
const stepsOf = (told: Conversation) => the(told).steps.map(({ outcome }) => outcome);

describe("a data request", () => {
  it.each([
    ["the header", { responseHeaders: { "X-DPT-CAB-REQUEST-ID": "r", "X-DPT-CAB-ID": "c" } }],
    ["the body, where no header says it", { responseHeaders: {}, responseBody: '"r"' }],
    ["the header rather than the body", { responseBody: '{"commandId":"c"}' }],
  ])("is known by its ID in %s", (_where, answer) => {
    const session = joined().requestData("r", answer).session();
    expect(single(session.dataRequests)).toMatchObject({ id: "r", outcome: "requested" });
    expect(session.commands).toEqual([]);
  });

  it.each<[string, Conversation, string[]]>([
    ["text [P]", requested().download("r", 0, "Preparing."), ["message"]],
    ["inline ciphertext [G]", requested().download("r", 0, "q83vEjRWeJCrze8SNFZ4kA=="), ["message"]],
    [
      "text, then a link [P]",
      requested().download("r", 0, "Preparing.").download("r", 1, link),
      ["message", "link"],
    ],
    [
      "a link, which later text does not take back",
      requested().download("r", 1, link).download("r", 0, "Done."),
      ["link"],
    ],
    [
      "a stream [G]",
      requested().download("r", 1, "downstream-token").streamReady("r"),
      ["stream-announced", "stream-ready"],
    ],
    [
      "a stream that is not ready yet",
      requested().download("r", 1, "downstream-token"),
      ["stream-announced"],
    ],
    ["an announcement without a body", requested().download("r", 1, null), ["stream-announced"]],
    [
      "a stream that was ready before it was announced",
      requested().streamReady("r").download("r", 1, "downstream-token"),
      ["stream-ready"],
    ],
    [
      "STREAM-READY by requestId",
      requested().download("r", 1, "t").streamReady(undefined, { requestId: "r" }),
      ["stream-announced", "stream-ready"],
    ],
    [
      "STREAM-READY with a URL",
      requested().download("r", 1, "t").streamReady("r", { streamUrl: "https://s.example/" }),
      ["stream-announced", "stream-ready"],
    ],
    ["nothing in time", requested().wait(31_000), ["unanswered"]],
    ["a link too late", requested().wait(31_000).download("r", 1, link), ["unanswered", "link"]],
    ["an output type that is in no document", requested().download("r", 5, "x"), ["message"]],
  ])("goes through what its messages say: %s", (_what, told, steps) => {
    expect(stepsOf(told)).toEqual(steps);
    expect(the(told).outcome).toBe(steps.at(-1));
  });

  it("keeps its messages", () => {
    expect(the(requested().download("r", 1, "t").streamReady("r")).messages).toMatchObject([
      { type: "X-DPT-CAB-REQUEST-ID", outputType: 1, body: "t" },
      { type: "STREAM-READY", outputType: null, body: null },
    ]);
  });

  it("takes from the start of the call to its present outcome", () => {
    const told = requested().wait(100).download("r", 0, "Preparing.").wait(100).download("r", 1, link);
    expect(the(told)).toMatchObject({ latency: 200, settledAt: start + 250, firstSeenAt: start + 50 });
  });

  it("has not settled while a stream is announced", () => {
    expect(the(requested().download("r", 1, "t"))).toMatchObject({ settledAt: null, latency: null });
  });

  it("has no latency where its message is stamped before its call, as clocks of sockets and calls differ", () => {
    expect(the(joined().download("r", 1, link).requestData("r"))).toMatchObject({
      outcome: "link",
      latency: null,
    });
  });

  it("is known from its messages alone where no call was seen", () => {
    expect(the(joined().download("r", 1, link))).toMatchObject({
      request: null,
      outcome: "link",
      latency: null,
    });
  });

  it("knows a link by its scheme, not by the word", () => {
    expect(stepsOf(requested().download("r", 1, "HTTPS://files.example/"))).toEqual(["link"]);
    expect(stepsOf(requested().download("r", 1, "aHR0cHM6Ly9maWxlcy5leGFtcGxlLw=="))).toEqual([
      "stream-announced",
    ]);
  });
});
