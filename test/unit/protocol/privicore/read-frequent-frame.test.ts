import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Direction } from "../../../../src/contract/capture-event.ts";
import { decodePrivicoreFrame } from "../../../../src/protocol/privicore/decode-frame.ts";
import { readFrequentFrame } from "../../../../src/protocol/privicore/read-frequent-frame.ts";

const parsed = (text: string, direction: Direction) => decodePrivicoreFrame(JSON.parse(text), direction);

const wildText = fc.string({ unit: "binary" });
const forms: readonly {
  readonly form: string;
  readonly direction: Direction;
  readonly usual: string;
  readonly frames: fc.Arbitrary<unknown>;
}[] = [
  {
    form: "a command status",
    direction: "received",
    usual: '{"data":{"type":"X-DPT-CAB-ID","id":"c-1","command_status":2,"body":"done"}}',
    frames: fc.record({
      data: fc.record({
        type: fc.constant("X-DPT-CAB-ID"),
        id: wildText,
        command_status: fc.constantFrom<unknown>(1, 2, 3, 0, 4, 12, "1", null),
        body: fc.option(wildText, { nil: null }),
      }),
    }),
  },
  {
    form: "a data download",
    direction: "received",
    usual:
      '{"data":{"type":"X-DPT-CAB-REQUEST-ID","id":"r-1","data_context":"invoices","output_type":1,"body":"https://a"}}',
    frames: fc.record({
      data: fc.record({
        type: fc.constant("X-DPT-CAB-REQUEST-ID"),
        id: wildText,
        data_context: fc.option(wildText, { nil: null }),
        output_type: fc.constantFrom<unknown>(0, 1, 2, 10, "1", null),
        body: fc.oneof(fc.constantFrom(null, "https://host/?auth=T", "", "token"), wildText),
      }),
    }),
  },
  {
    form: "an answer",
    direction: "received",
    usual: '{"correlationId":"i-1","status":200,"data":{"channelId":"c-1","message":"Joined."}}',
    frames: fc.record({
      correlationId: wildText,
      status: fc.constantFrom<unknown>(200, 204, 299, 300, 401, 99, 1000, 200.5, "200", null),
      data: fc.record({ channelId: wildText, message: wildText }),
    }),
  },
  {
    form: "a join or leave",
    direction: "sent",
    usual: '{"action":"joinChannel","authorizationToken":"T-1","correlationId":"i-1"}',
    frames: fc.record({
      action: fc.constantFrom("joinChannel", "leaveChannel", "otherChannel"),
      authorizationToken: wildText,
      correlationId: wildText,
    }),
  },
];

describe.each(forms)("$form in its usual form", ({ direction, usual, frames }) => {
  it("is read without parsing just as it is by parsing", () => {
    let read = 0;
    fc.assert(
      fc.property(frames, (frame) => {
        const text = JSON.stringify(frame);
        const meaning = readFrequentFrame(text, direction);
        if (meaning === null) return;
        read++;
        expect(meaning).toEqual(parsed(text, direction));
      }),
      { numRuns: 1000 },
    );
    expect(read).toBeGreaterThan(20);
  });

  it("is not mistaken where a character is changed", () => {
    expect(readFrequentFrame(usual, direction)).toEqual(parsed(usual, direction));
    fc.assert(
      fc.property(
        fc.nat(usual.length),
        fc.nat(2),
        fc.string({ unit: "binary", maxLength: 3 }),
        (at, cut, put) => {
          const changed = usual.slice(0, at) + put + usual.slice(at + cut);
          const meaning = readFrequentFrame(changed, direction);
          if (meaning !== null) expect(meaning).toEqual(parsed(changed, direction));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("is left to parsing in the other direction", () => {
    expect(readFrequentFrame(usual, direction === "sent" ? "received" : "sent")).toBeNull();
  });
});

describe("what is not in the usual form", () => {
  it.each([
    ["an empty ID", '{"data":{"type":"X-DPT-CAB-ID","id":"","command_status":2,"body":null}}'],
    ["another order", '{"data":{"id":"c","type":"X-DPT-CAB-ID","command_status":2,"body":null}}'],
    [
      "a further field",
      '{"data":{"type":"X-DPT-CAB-ID","id":"c","command_status":2,"body":null},"status":200}',
    ],
    ["an escape", String.raw`{"data":{"type":"X-DPT-CAB-ID","id":"c","command_status":2,"body":"a\"b"}}`],
    ["a line break at its end", '{"data":{"type":"X-DPT-CAB-ID","id":"c","command_status":2,"body":null}}\n'],
  ])("is left to parsing with %s", (_what, text) => {
    expect(readFrequentFrame(text, "received")).toBeNull();
    expect(parsed(text, "received")).toMatchObject({ kind: "command-status" });
  });
});
