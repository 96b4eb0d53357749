import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";
import { captureFile, captureHeader } from "../../../src/io/capture-file/write-capture-file.ts";
import { openSession } from "../../../src/io/open-session.ts";
import { type Report, reportOf, reportParts } from "../../../src/io/report.ts";
import { reportJson } from "../../../src/io/report-json.ts";
import { textSource } from "../../../src/io/source/byte-source.ts";
import { asJson, eventArbitrary } from "./arbitrary-events.ts";

const token = "T-5F3E7D81642FE07A0DC8C6AC";

async function opening(events: readonly CaptureEvent[]) {
  const text = [...captureFile(captureHeader({ createdAt: "", redacted: false }), events)].join("");
  const opened = await openSession(textSource(text));
  if (!opened.usable) throw new Error(opened.problem.message);
  return opened;
}

async function report(events: readonly CaptureEvent[], reveal = false): Promise<Report> {
  const opened = await opening(events);
  return reportOf(opened.session, opened.summary, reveal ? null : opened.redactor);
}

const frame = (time: number, direction: string, payload: object) =>
  ({
    type: "frame",
    connection: "c1",
    time,
    direction,
    opcode: "text",
    payload: JSON.stringify(payload),
  }) as unknown as CaptureEvent;

describe("a report", () => {
  it("is made of any events, in time order, with nothing missing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(eventArbitrary), async (arbitrary) => {
        const made = await report(asJson(arbitrary));
        expect(JSON.parse([...reportJson(made)].join(""))).toEqual(made);
        for (const times of [
          made.exchanges.map(({ sentAt, answeredAt }) => sentAt ?? answeredAt ?? 0),
          made.findings.map(({ at }) => at),
          made.operations.map(({ at }) => at),
        ])
          expect(times).toEqual(times.toSorted((one, other) => one - other));
        for (const { frames } of made.findings)
          for (const number of frames) expect(number).toBeLessThan(made.source.frames);
      }),
    );
  });

  it("is the same text where its items are made one by one, and where it is built as a whole", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(eventArbitrary), fc.boolean(), async (arbitrary, reveal) => {
        const events = asJson(arbitrary);
        const { session, summary, redactor } = await opening(events);
        const parts = reportParts(session, summary, reveal ? null : redactor);
        expect([...reportJson(parts)].join("")).toBe(`${JSON.stringify(await report(events, reveal))}\n`);
      }),
    );
  });

  it("is written without being held: a list is walked over once, and given on piece by piece", async () => {
    const { session, summary } = await opening([]);
    const parts = reportParts(session, summary, null);
    let asked = 0;
    const exchanges = {
      *[Symbol.iterator]() {
        for (; asked < 10_000; asked++) yield { number: asked } as never;
      },
    };
    const ahead: number[] = [];
    let items = 0;
    let text = "";
    for (const piece of reportJson({ ...parts, exchanges })) {
      text += piece;
      items += piece.split('"number":').length - 1;
      ahead.push(asked - items);
    }
    expect(JSON.parse(text).exchanges).toHaveLength(10_000);
    expect(asked).toBe(10_000);
    expect(Math.max(...ahead)).toBeLessThan(1000);
  });

  it("masks what any event taught to be a secret, wherever the report says it", async () => {
    const events = [
      frame(1, "sent", {
        action: "joinChannel",
        authorizationToken: "secret-value-1",
        correlationId: "secret-value-2",
      }),
      frame(2, "received", {
        correlationId: "secret-value-2",
        status: 401,
        data: { message: `secret-value-1 and ${token}` },
      }),
      frame(3, "received", {
        data: {
          type: "X-DPT-CAB-REQUEST-ID",
          id: "r",
          data_context: "",
          output_type: 1,
          body: "secret-value-3",
        },
      }),
      frame(4, "received", {
        data: { type: "X-DPT-CAB-ID", id: "c", command_status: 3, body: "https://h/?auth=secret-value-4" },
      }),
      frame(5, "sent", { password: "secret-value-2" }),
    ];
    const clear = JSON.stringify(await report(events, true));
    for (const secret of ["secret-value-1", "secret-value-2", "secret-value-3", "secret-value-4", token])
      expect(clear).toContain(secret);
    const masked = await report(events);
    expect(JSON.stringify(masked)).not.toMatch(/secret-value|T-5F3E/);
    expect(masked.exchanges[0]?.message).toMatch(/^REDACTED-\d and REDACTED-\d$/);
    expect(masked.findings.map(({ rule }) => rule)).toContain("join-rejected");
  });

  it("masks a connection's ID alike in all of its lists, where a writer took the socket's URL for it", async () => {
    const events = [
      frame(1, "sent", { action: "joinChannel", authorizationToken: "x", correlationId: "1" }),
      frame(2, "received", { correlationId: "1", status: 401, data: {} }),
      frame(3, "received", { data: { type: "X-DPT-CAB-ID", id: "c", command_status: 3, body: "" } }),
      frame(4, "received", {
        data: { type: "X-DPT-CAB-REQUEST-ID", id: "r", data_context: "", output_type: 0, body: "" },
      }),
    ].map((event) => ({ ...event, connection: "wss://h/?auth=secret-value" }) as CaptureEvent);
    const { connections, ...lists } = await report(events);
    expect(connections.map(({ id }) => id)).toEqual(["wss://h/?auth=REDACTED-2"]);
    for (const list of [lists.exchanges, lists.channels, lists.commands, lists.dataRequests, lists.findings])
      expect(new Set(list.map(({ connection }) => connection))).toEqual(
        new Set(["wss://h/?auth=REDACTED-2"]),
      );
  });
});
