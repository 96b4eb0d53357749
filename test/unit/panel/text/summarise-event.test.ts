import { describe, expect, it } from "vitest";
import { createSecretMask, noMask } from "../../../../panel/secrets/secret-mask.ts";
import { summariseEvent } from "../../../../panel/text/summarise-event.ts";
import { problemColumns } from "../../../../panel/views/problems-view.tsx";
import { connectionId, epochMilliseconds } from "../../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../../src/contract/capture-event.ts";
import { createSession } from "../../../../src/core/create-session.ts";

const token = "rc-9f31ab77c0ff";
const time = epochMilliseconds(1_790_000_000_000);
const connection = connectionId("c1");
/** A page whose token stands wherever servers and pages put one. */
const events: readonly CaptureEvent[] = [
  {
    type: "connection-created",
    connection,
    time,
    url: `wss://h/?auth=${token}`,
    protocols: ["bearer", token],
  },
  { type: "connection-opened", connection, time, protocol: token },
  { type: "gap", time, reason: `nobody knew ${token}` },
  {
    type: "http",
    time,
    method: "POST",
    url: "https://chat.example/api/v1/channels.leave",
    status: 401,
    requestHeaders: { "X-Auth-Token": token, "X-User-Id": "u" },
    requestBody: '{"roomId":"R"}',
    responseBody: JSON.stringify({ status: "error", message: `${token} has expired` }),
  },
  { type: "connection-closed", connection, time, code: 4001, reason: `${token} has expired` },
];
const session = createSession();
for (const event of events) session.append(event);
const all = events.map((_event, index) => index);

describe("a row", () => {
  it("hides secrets in whatever it quotes, and shows them where asked to", () => {
    const mask = createSecretMask();
    for (const event of events) mask.learn(event);
    expect(all.map((index) => summariseEvent(session, index, mask)).join("\n")).not.toContain(token);
    const clear = all.map((index) => summariseEvent(session, index, noMask));
    for (const said of clear) expect(said).toContain(token);
  });

  it("of a problem hides the secrets that its sentence quotes", () => {
    const mask = createSecretMask();
    for (const event of events) mask.learn(event);
    const [said, clear] = [mask, noMask].map((either) => {
      const columns = problemColumns({
        session,
        mask: either,
        highlight: null,
        timeFormat: "clock",
        baseline: 0,
      });
      return columns.find(({ id }) => id === "problem")?.text?.(0);
    });
    expect(clear).toContain(`${token} has expired`);
    expect(said).toMatch(/REDACTED-\d+ has expired/);
    expect(said).not.toContain(token);
  });

  it.each([
    ["unreadable-page-data", { frames: 1 }, "1 frame lost: the page's data could not be read"],
    ["not-recorded", { frames: 3 }, "3 frames lost: recording them failed in the page"],
    ["page-left", { frames: 7 }, "7 frames lost: the page was left before all was handed over"],
    ["page-ended-abruptly", {}, "missing: whatever the page had not handed over when it ended abruptly"],
    ["buffer-full", { frames: 2 }, "2 frames lost: the page's buffer was full before all was fetched"],
    ["somebody else's words", {}, "somebody else's words"],
    ["constructor", {}, "constructor"],
    ["__proto__", { frames: 1 }, "1 frame __proto__"],
  ])("of a gap says why in words: %s", (reason, counts, words) => {
    const gapped = createSession();
    gapped.append({ type: "gap", time, reason, ...counts });
    expect(summariseEvent(gapped, 0, noMask)).toBe(words);
  });
});
