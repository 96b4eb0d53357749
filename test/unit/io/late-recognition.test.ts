import { describe, expect, it } from "vitest";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";
import { createSession } from "../../../src/core/create-session.ts";
import { captureFile, captureHeader } from "../../../src/io/capture-file/write-capture-file.ts";
import { openSession } from "../../../src/io/open-session.ts";
import { reportOf } from "../../../src/io/report.ts";
import { textSource } from "../../../src/io/source/byte-source.ts";

/** More than a session keeps of connections that nobody has recognised. */
const frames = 20;
const large = "x".repeat(1 << 20);
const start = 1_790_000_000_000;

const at = (time: number, event: object) => ({ ...event, time: start + time }) as unknown as CaptureEvent;
const frame = (time: number, connection: string, direction: string, payload: object) =>
  at(time, { type: "frame", connection, direction, opcode: "text", payload: JSON.stringify(payload) });

/** A connection that talks of something else at length before it joins, and one that never does. */
const events: readonly CaptureEvent[] = [
  at(0, { type: "document", document: "d1", url: "https://app.example/" }),
  ...["late", "foreign"].map((connection) =>
    at(0, { type: "connection-created", connection, document: "d1", url: `wss://${connection}.example/` }),
  ),
  frame(1, "late", "sent", { action: "refresh", correlationId: "r-1" }),
  frame(2, "late", "received", { correlationId: "r-1", status: 200, data: {} }),
  ...Array.from({ length: frames }, (_, index) => frame(3 + index, "late", "received", { news: large })),
  ...Array.from({ length: frames }, (_, index) => frame(30 + index, "foreign", "sent", { news: large })),
  frame(60, "late", "sent", { action: "joinChannel", authorizationToken: "T-1", correlationId: "j-1" }),
  frame(61, "late", "received", { correlationId: "j-1", status: 200, data: { channelId: "c", message: "" } }),
];

describe("a connection that is recognised after more than a session keeps", () => {
  it("is judged from its first frame on all the same, where a file is opened", async () => {
    const text = [...captureFile(captureHeader({ createdAt: "", redacted: false }), events)].join("");
    const opened = await Promise.all(
      (["events", "conclusions"] as const).map((retain) => openSession(textSource(text), { retain })),
    );
    const reports = opened.map((one) => {
      if (!one.usable) throw new Error(one.problem.message);
      return reportOf(one.session, one.summary, null);
    });
    expect(reports[0]?.exchanges.map(({ action, outcome }) => [action, outcome])).toEqual([
      ["refresh", "ok"],
      ["joinChannel", "ok"],
    ]);
    expect(reports[0]?.connections.map(({ system }) => system)).toEqual(["privicore", null]);
    expect(reports[1]).toEqual(reports[0]);
  });

  it("says that something is missing, where events are given once", () => {
    const session = createSession({ retain: "conclusions" });
    for (const event of events) session.append(event);
    expect(session.missedBeginnings).toBe(true);
    expect(session.exchanges.map(({ action }) => action)).toEqual(["joinChannel"]);
    const early = createSession({ retain: "conclusions" });
    for (const event of events.filter(({ time }) => time < start + 3 || time > start + 50))
      early.append(event);
    expect(early.missedBeginnings).toBe(false);
    expect(early.exchanges.map(({ action }) => action)).toEqual(["refresh", "joinChannel"]);
  });
});
