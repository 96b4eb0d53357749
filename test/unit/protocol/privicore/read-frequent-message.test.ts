import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePrivicoreFrame } from "../../../../src/protocol/privicore/decode-frame.ts";
import { readFrequentMessage } from "../../../../src/protocol/privicore/read-frequent-message.ts";

const parsed = (text: string) => decodePrivicoreFrame(JSON.parse(text), "received");

describe("a command status in its usual form", () => {
  it("is read without parsing just as it is by parsing", () => {
    const status = fc.record({
      type: fc.constant("X-DPT-CAB-ID"),
      id: fc.string({ unit: "binary" }),
      command_status: fc.constantFrom<unknown>(1, 2, 3, 0, 4, 12, "1", null),
      body: fc.option(fc.string({ unit: "binary" }), { nil: null }),
    });
    let read = 0;
    fc.assert(
      fc.property(status, (data) => {
        const text = JSON.stringify({ data });
        const meaning = readFrequentMessage(text);
        if (meaning === null) return;
        read++;
        expect(meaning).toEqual(parsed(text));
      }),
      { numRuns: 1000 },
    );
    expect(read).toBeGreaterThan(50);
  });

  it("is not mistaken where a character is changed", () => {
    const text = '{"data":{"type":"X-DPT-CAB-ID","id":"c-1","command_status":2,"body":"done"}}';
    expect(readFrequentMessage(text)).toEqual(parsed(text));
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(2),
        fc.string({ unit: "binary", maxLength: 3 }),
        (at, cut, put) => {
          const changed = text.slice(0, at) + put + text.slice(at + cut);
          const meaning = readFrequentMessage(changed);
          if (meaning !== null) expect(meaning).toEqual(parsed(changed));
        },
      ),
      { numRuns: 1000 },
    );
  });

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
    expect(readFrequentMessage(text)).toBeNull();
    expect(parsed(text)).toMatchObject({ kind: "command-status" });
  });
});
