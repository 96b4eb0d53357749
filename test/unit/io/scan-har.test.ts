import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HarScanner } from "../../../src/io/har/scan-har.ts";

/** What a scan of bytes in chunks of a size gave, a message the same however it was read. */
function scanned(bytes: Uint8Array, chunkBytes: number, maxElementBytes = 1 << 20) {
  const found: unknown[] = [];
  let inOneGo = 0;
  const valueIn = (json: Uint8Array): unknown => {
    try {
      return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json));
    } catch {
      return ["not JSON", [...json]];
    }
  };
  const scanner = new HarScanner(
    {
      page: (json) => found.push(["page", valueIn(json)]),
      extra: (json) => found.push(["extra", valueIn(json)]),
      entry: (json, ...place) => found.push(["entry", valueIn(json), ...place]),
      message: (json, ...place) => found.push(["message", valueIn(json), ...place]),
      parsedMessage: (value, ...place) => {
        inOneGo++;
        found.push(["message", value, ...place]);
      },
      skipped: (...what) => found.push(["skipped", ...what]),
    },
    maxElementBytes,
  );
  for (let at = 0; at < bytes.length; at += chunkBytes) scanner.push(bytes.subarray(at, at + chunkBytes));
  scanner.end();
  const { broken, entries } = scanner;
  return { found, broken, entries, inOneGo };
}
const utf8 = (text: string) => new TextEncoder().encode(text);

const message = fc.record({
  type: fc.constantFrom("send", "receive"),
  time: fc.double({ noNaN: true, noDefaultInfinity: true }),
  opcode: fc.constantFrom(1, 2),
  data: fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      '[{"a":1},{"b":2}]',
      '},{"type":"send"',
      "}\n,{",
      "\n          },\n          {",
      "\\",
      '"',
      "漢",
      "é😀",
    ),
    fc.jsonValue().map((value) => JSON.stringify(value)),
  ),
  _privicore: fc.oneof(fc.constant(undefined), fc.record({ size: fc.nat(), nested: fc.jsonValue() })),
});
const oddItem = fc.constantFrom(null, 5, "},{", [{ type: "send" }, { type: "send" }]);
const entries = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        _webSocketMessages: fc.array(
          fc.oneof({ weight: 20, arbitrary: message }, { weight: 1, arbitrary: oddItem }),
          { maxLength: 12 },
        ),
        time: fc.nat(),
      }),
    },
    { weight: 1, arbitrary: oddItem },
  ),
  { maxLength: 4 },
);
/** As writers write: in one line, indented, and a message a line. */
const styles: Readonly<Record<string, (har: unknown) => string>> = {
  "in one line": (har) => JSON.stringify(har),
  indented: (har) => JSON.stringify(har, null, 2),
  "indented by tabs, with Windows' line ends": (har) =>
    JSON.stringify(har, null, "\t").replaceAll("\n", "\r\n"),
  "a message a line": (har) => JSON.stringify(har).replaceAll('},{"type":', '},\n{"type":'),
};

describe("a HAR's messages that are written alike", () => {
  for (const [style, write] of Object.entries(styles)) {
    it(`are the same read one by one and byte by byte, ${style}`, () => {
      let inOneGo = 0;
      fc.assert(
        fc.property(entries, fc.integer({ min: 2, max: 400 }), (made, chunkBytes) => {
          const bytes = utf8(write({ log: { entries: made } }));
          const byteByByte = scanned(bytes, 1);
          expect(byteByByte.inOneGo).toBe(0);
          for (const whole of [scanned(bytes, bytes.length), scanned(bytes, chunkBytes)]) {
            inOneGo += whole.inOneGo;
            expect({ ...whole, inOneGo: 0 }).toEqual(byteByByte);
          }
        }),
        { numRuns: 300 },
      );
      expect(inOneGo).toBeGreaterThan(100);
    });

    it(`are the same where bytes are missing or others, ${style}`, () => {
      fc.assert(
        fc.property(
          entries,
          fc.nat(),
          fc.integer({ min: 0, max: 255 }),
          fc.nat({ max: 3 }),
          (made, at, byte, cut) => {
            const bytes = utf8(write({ log: { entries: made } }));
            const place = at % bytes.length;
            const broken = Uint8Array.from([
              ...bytes.subarray(0, place),
              byte,
              ...bytes.subarray(place + cut),
            ]);
            expect({ ...scanned(broken, broken.length), inOneGo: 0 }).toEqual(scanned(broken, 1));
          },
        ),
        { numRuns: 300 },
      );
    });
  }

  const alike = (data: readonly string[]) =>
    utf8(
      JSON.stringify(
        { log: { entries: [{ _webSocketMessages: data.map((text) => ({ type: "send", data: text })) }] } },
        null,
        2,
      ),
    );

  it("are nearly all read in one go", () => {
    const { inOneGo } = scanned(
      alike(Array.from({ length: 1000 }, (_, index) => `{"a":"é ${index}"}`)),
      8192,
    );
    expect(inOneGo).toBeGreaterThan(900);
  });

  it("are skipped where they are too long, all the same", () => {
    const bytes = alike(["a", "b", "c", "d", "e".repeat(200), "f", "g"]);
    const whole = scanned(bytes, bytes.length, 150);
    expect(whole.inOneGo).toBeGreaterThan(0);
    expect({ ...whole, inOneGo: 0 }).toEqual(scanned(bytes, 1, 150));
    expect(whole.found).toContainEqual(["skipped", "log.entries[0]._webSocketMessages[4]", "it is too long"]);
  });

  it("break off where they are nested too deep, all the same", () => {
    const deep = `${"[".repeat(12_000)}${"]".repeat(12_000)}`;
    const bytes = utf8(
      `{"log":{"entries":[{"_webSocketMessages":[{"a":1},{"a":2},{"a":3},{"a":${deep}},{"a":5}]}]}}`,
    );
    const whole = scanned(bytes, bytes.length);
    expect({ ...whole, inOneGo: 0 }).toEqual(scanned(bytes, 1));
    expect(whole.broken?.message).toContain("10000 deep");
  });

  it("are the same where no two are alike", () => {
    const spaces = (index: number) => " ".repeat(index % 7) + "\n".repeat(index % 5);
    const messages = Array.from({ length: 20_000 }, (_, index) => `{"a":${index}${spaces(index * 3)}}`);
    const bytes = utf8(`{"log":{"entries":[{"_webSocketMessages":[${messages.join(",")}]}]}}`);
    expect({ ...scanned(bytes, bytes.length), inOneGo: 0 }).toEqual(scanned(bytes, 1));
  });
});
