import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { captureEventSchemas } from "../../../src/contract/capture-event.ts";
import { isKnownEvent, readEvent } from "../../../src/io/capture-file/read-event.ts";
import { captureFile, captureHeader } from "../../../src/io/capture-file/write-capture-file.ts";
import { HarWriter } from "../../../src/io/har/write-har.ts";
import { type ByteSource, blobSource, bytesSource, textSource } from "../../../src/io/source/byte-source.ts";
import { asJson, eventArbitrary } from "./arbitrary-events.ts";
import { arbitraryHole } from "./arbitrary-hole.ts";
import { collect, refusal, usable } from "./collect-events.ts";

const header = '{"format":"privicore-capture","version":1}';
const frame = (time: number, payload = "x") =>
  JSON.stringify({ type: "frame", connection: "c1", time, direction: "sent", opcode: "text", payload });

describe("a capture file", () => {
  it("gives its events in time order, file order on ties", async () => {
    const { events, restarts, outcome } = await collect(
      [header, frame(3, "d"), frame(1, "a"), frame(2, "b"), frame(2, "c")].join("\n"),
    );
    expect(events.map((event) => event.type === "frame" && event.payload)).toEqual(["a", "b", "c", "d"]);
    expect(restarts).toBe(0);
    expect(usable(outcome)).toMatchObject({
      kind: "capture",
      events: 4,
      frames: 4,
      skippedLines: 0,
      from: 1,
      to: 3,
    });
  });

  it("begins again by place where lines are out of order by more than the window", async () => {
    const lines = Array.from({ length: 40_000 }, (_, index) =>
      frame(index < 39_990 ? 1000 + index : index - 39_990, `ä${index}`),
    );
    for (const sortMemoryBytes of [64 << 20, 1 << 20]) {
      const { events, restarts } = await collect([header, ...lines].join("\n"), { sortMemoryBytes });
      expect(restarts).toBe(1);
      expect(events.length).toBe(40_000);
      expect(events[0]).toEqual(JSON.parse(lines[39_990] ?? ""));
      expect(
        events.every((event, index) => index === 0 || event.time >= (events[index - 1]?.time ?? 0)),
      ).toBe(true);
    }
  });

  it("takes the lines as they stand where asked to", async () => {
    const { events } = await collect([header, frame(3), frame(1)].join("\n"), { order: "file" });
    expect(events.map((event) => event.time)).toEqual([3, 1]);
  });

  it("takes null in an optional field for its absence, and in no other", async () => {
    const created = { type: "connection-created", connection: "c1", time: 1, url: "wss://proxy.example/" };
    const opened = { type: "connection-opened", connection: "c1", time: 2 };
    const sent = { ...JSON.parse(frame(3)), size: null, truncated: null, injected: null };
    const lines = [
      { ...created, protocols: null, worker: null, document: null },
      { ...opened, protocol: null, extensions: null },
      sent,
      { type: "gap", time: 4, reason: "lost", frames: null, bytes: null },
      { ...sent, payload: null },
    ];
    const { events, outcome } = await collect(
      [header, ...lines.map((line) => JSON.stringify(line))].join("\n"),
    );
    expect(events).toMatchObject([created, opened, JSON.parse(frame(3)), { type: "gap", time: 4 }]);
    expect(usable(outcome).problems).toMatchObject([{ place: "line 6" }]);
  });

  it("takes a number for a header's value, and nothing else that is no text", async () => {
    const call = (value: unknown) =>
      JSON.stringify({
        type: "http",
        time: 1,
        method: "GET",
        url: "https://h/",
        responseHeaders: { age: value },
      });
    const { events, outcome } = await collect([header, call(12), call(true), call({})].join("\n"));
    expect(events).toEqual([expect.objectContaining({ responseHeaders: { age: "12" } })]);
    expect(usable(outcome).skippedLines).toBe(2);
  });

  it("skips broken lines, names each, and loses nothing else", async () => {
    const text = [
      header,
      frame(1),
      '{"type":"frame","connection":"c1","time":2,"dir',
      "",
      "[]",
      '{"type":"frame","connection":"c1","time":2,"direction":"up","opcode":"text","payload":""}',
      '{"type":"frame","connection":"c1","time":"2","direction":"sent","opcode":"text","payload":""}',
      '{"time":5}',
      "nonsense",
      frame(9).slice(0, -5),
    ].join("\r\n");
    const { events, outcome } = await collect(text);
    expect(events).toEqual([JSON.parse(frame(1))]);
    const summary = usable(outcome);
    expect(summary.skippedLines).toBe(7);
    expect(summary.problems.map(({ place }) => place)).toEqual([
      "line 3",
      "line 5",
      "line 6",
      "line 7",
      "line 8",
      "line 9",
      "line 10",
    ]);
    expect(summary.problems[2]?.message).toBe('frame: direction: expected "sent" or "received", got "up"');
    expect(summary.problems[3]?.message).toMatch(/^frame: time: expected a finite number of milliseconds/);
    expect(summary.problems[6]?.message).toBe("expected JSON, got a line that ends in its middle");
  });

  it("keeps events of unknown types from before the first time, with that time", async () => {
    const [first, second] = [{ type: "later" }, { type: "odd", time: null }];
    const text = [header, JSON.stringify(first), JSON.stringify(second), frame(4), frame(3)].join("\n");
    const timesOf = async (order: "time" | "file") => {
      const { events, outcome } = await collect(text, { order });
      expect(usable(outcome)).toMatchObject({ events: 4, skippedLines: 0, from: 3, to: 4 });
      return events.map(({ type, time }) => [type, time]);
    };
    const waited = [
      ["unrecognised", 4],
      ["unrecognised", 4],
    ];
    expect(await timesOf("file")).toEqual([...waited, ["frame", 4], ["frame", 3]]);
    expect(await timesOf("time")).toEqual([["frame", 3], ...waited, ["frame", 4]]);
  });

  it("keeps events of unknown types where none has a time, and does not gather them without end", async () => {
    const createdAt = "2026-11-20T10:00:00.000Z";
    const written = JSON.stringify({ format: "privicore-capture", version: 1, createdAt });
    const { events } = await collect(`${written}\n{"type":"later"}`);
    expect(events).toEqual([
      { type: "unrecognised", time: Date.parse(createdAt), original: { type: "later" } },
    ]);
    expect((await collect(`${header}\n{"type":"later"}`)).events).toMatchObject([{ time: 0 }]);
    const { outcome } = await collect(`${header}\n${'{"type":"later"}\n'.repeat(1200)}`);
    expect(usable(outcome)).toMatchObject({ events: 1000, skippedLines: 200 });
  });

  it("takes null in the header's optional fields for their absence, and in no other", async () => {
    const whole = { format: "privicore-capture", version: 1, own: null };
    const headed = async (fields: object) =>
      collect(`${JSON.stringify({ ...whole, ...fields })}\n${frame(1)}`);
    const { outcome } = await headed({ createdAt: null, redacted: null });
    expect(usable(outcome)).toMatchObject({ header: whole, events: 1 });
    expect(refusal((await headed({ redacted: "no" })).outcome)).toMatch(
      /^line 1: .*redacted: expected boolean/,
    );
    expect(refusal((await headed({ version: null })).outcome)).toMatch(/^line 1: /);
  });

  it("keeps unknown fields and unknown types", async () => {
    const later = { type: "later", time: 5, deep: { more: [1] } };
    const odd = { type: "odd", no: "time" };
    const own = { ...JSON.parse(frame(4)), extra: true };
    const { events } = await collect(
      [header, JSON.stringify(own), JSON.stringify(later), JSON.stringify(odd)].join("\n"),
    );
    expect(events).toEqual([
      own,
      { type: "unrecognised", time: 5, original: later },
      { type: "unrecognised", time: 5, original: odd },
    ]);
    const written = [
      ...captureFile(captureHeader({ createdAt: "2026-11-20T10:00:00.000Z", redacted: false }), events),
    ].join("");
    expect(
      written
        .split("\n")
        .slice(1, -1)
        .map((line) => JSON.parse(line)),
    ).toEqual([own, later, odd]);
  });

  it("accepts a byte order mark, and lines of any length across chunks", async () => {
    const long = frame(2, "é".repeat(3 << 20));
    const { events } = await collect(`\uFEFF${header}\n${frame(1)}\n${long}\n${frame(3)}`);
    expect(events.map((event) => event.time)).toEqual([1, 2, 3]);
    expect(events[1]).toEqual(JSON.parse(long));
  });

  it("skips a line beyond the limit without holding it", async () => {
    const { events, outcome } = await collect(
      `${header}\n${frame(1)}\n${frame(2, "x".repeat(3 << 20))}\n${frame(3)}\n`,
      {
        maxLineBytes: 1000,
      },
    );
    expect(events.map((event) => event.time)).toEqual([1, 3]);
    expect(usable(outcome).problems).toEqual([
      { place: "line 3", message: "expected a line of at most 1,000 bytes, got 3,145,819" },
    ]);
  });

  it("takes a single line of 100 MB for what it is", async () => {
    const size = 100 << 20;
    const filler = new Uint8Array(1 << 20).fill(0x61);
    const start = new TextEncoder().encode('{"format":"privicore-capture","version":1,"x":"');
    const endless: ByteSource = {
      name: "one-line",
      size,
      read: async (offset, length) =>
        offset === 0 ? start : filler.subarray(0, Math.min(length, size - offset)),
    };
    const { outcome } = await collect(endless);
    expect(refusal(outcome)).toMatch(
      /^line 1: expected a header .* a line of at most 67,108,864 bytes, got 104,857,\d+$/,
    );
  });

  it.each([
    ["empty", new Uint8Array(), /^null: expected a capture file .* got an empty file$/],
    ["blank", new TextEncoder().encode(" \n\n"), /got blank space$/],
    ["UTF-16 with a mark", Buffer.from(`\uFEFF${header}`, "utf16le"), /got UTF-16 text: save it as UTF-8$/],
    ["UTF-16 without one", Buffer.from(header, "utf16le"), /got UTF-16 text: save it as UTF-8$/],
    ["gzip", Uint8Array.of(0x1f, 0x8b, 8, 0), /got gzip data: unpack it first$/],
    ["a ZIP archive", Uint8Array.of(0x50, 0x4b, 3, 4), /got a ZIP archive: unpack it first$/],
    ["binary", Uint8Array.of(0x7b, 0x7d, 0x20, 0x20, 0x00, 1, 2), /^byte 4: .* got binary data$/],
    ["Latin-1", Uint8Array.of(0x7b, 0xe9, 0x22), /^byte 1: .* got other bytes$/],
    [
      "other bytes after text in UTF-8",
      Uint8Array.of(0x7b, ...new TextEncoder().encode("é漢😀"), 0xf0, 0x9f, 0x98, 0x22),
      /^byte 10: .* got other bytes$/,
    ],
    ["plain text", new TextEncoder().encode("hello"), /^line 1: .* got text that does not begin with \{$/],
    [
      "a cut header",
      new TextEncoder().encode('{"format":"privicore-ca'),
      /^line 1: .* got a line that ends in its middle$/,
    ],
    ["an event first", new TextEncoder().encode(frame(1)), /^line 1: .* got an event of type "frame"$/],
    ["another format", new TextEncoder().encode('{"format":"other","version":1}'), /got "other"$/],
    [
      "a newer version",
      new TextEncoder().encode('{"format":"privicore-capture","version":2}'),
      /^line 1: expected capture format version 1, got 2: written by a newer/,
    ],
    [
      "no version",
      new TextEncoder().encode('{"format":"privicore-capture"}'),
      /^line 1: expected capture format version 1, got none$/,
    ],
  ])("refuses %s in one sentence with the place", async (_name, bytes, expected) => {
    expect(refusal((await collect(bytesSource(bytes))).outcome)).toMatch(expected);
  });

  it("leaves a gap for what is nested too deep to be written, in a capture and in a HAR", async () => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    const { events } = await collect(
      [
        header,
        `{"type":"later","time":1,"x":${deep}}`,
        frame(2).replace(/}$/, `,"x":${deep}}`),
        frame(3),
      ].join("\n"),
    );
    expect(events).toHaveLength(3);
    const lines = [...captureFile(captureHeader({ createdAt: "", redacted: false }), events)]
      .join("")
      .trim()
      .split("\n");
    expect(lines.slice(1, 3).map((line) => JSON.parse(line))).toEqual(
      [1, 2].map((time) => ({ type: "gap", time, reason: "an event nested too deep to be written" })),
    );
    const pieces: string[] = [];
    const har = new HarWriter((text) => void pieces.push(text), { version: "1" });
    for (const event of events) har.event(event);
    har.end();
    expect((await collect(pieces.join(""))).events.map(({ type }) => type)).toEqual(["gap", "gap", "frame"]);
  });

  it("reads a Blob like a file", async () => {
    const { events, outcome } = await collect(blobSource(new File([header, "\n", frame(1)], "a.jsonl")));
    expect(events).toHaveLength(1);
    expect(usable(outcome).events).toBe(1);
  });

  it("quotes nothing that may be a secret where it complains", async () => {
    const secret = "T-5F3E7D81642FE07A0DC8C6AC";
    for (const value of [secret, "zq77sEcReTvalue99", "correct horse battery staple and so on"]) {
      const quoted = JSON.stringify(value);
      const text = [
        header,
        quoted,
        `{"authorizationToken":${quoted} x}`,
        JSON.stringify({ ...JSON.parse(frame(1)), direction: value }),
      ].join("\n");
      const beside = `{"log":{"entries":[],"_privicore":{"events":[{"type":${quoted}}]}}}`;
      const read = await Promise.all([text, beside].map((input) => collect(input)));
      const problems = read.flatMap(({ outcome }) => usable(outcome).problems);
      expect(problems).toHaveLength(4);
      const refusals = [`{"format":${quoted}}`, `{"type":${quoted}}`, quoted].map((line) => collect(line));
      const said = [
        ...problems.map(({ message }) => message),
        ...(await Promise.all(refusals)).map(({ outcome }) => refusal(outcome)),
      ].join("\n");
      for (let index = 0; index + 6 <= value.length; index++)
        expect(said).not.toContain(value.slice(index, index + 6));
    }
  });

  it("stops where asked to", async () => {
    await expect(
      collect(textSource(header), { signal: AbortSignal.abort(new Error("enough")) }),
    ).rejects.toThrow("enough");
  });

  it("keeps every event through writing and reading", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(eventArbitrary), async (arbitrary) => {
        const events = asJson(arbitrary);
        const text = [...captureFile(captureHeader({ createdAt: "", redacted: false }), events)].join("");
        const { events: read, outcome } = await collect(text);
        expect(read).toEqual(events.toSorted((one, other) => one.time - other.time));
        expect(usable(outcome).skippedLines).toBe(0);
      }),
    );
  });

  it("answers any bytes with an outcome", async () => {
    const soup = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string().map((text) => new TextEncoder().encode(text)),
      fc
        .array(fc.oneof(fc.json(), fc.string(), fc.constant(frame(1))))
        .map((lines) => new TextEncoder().encode([header, ...lines].join("\n"))),
      fc
        .tuple(
          fc.constant(`${header}\n${frame(1)}\n${frame(2)}\n`),
          fc.nat({ max: 400 }),
          fc.uint8Array({ maxLength: 8 }),
        )
        .map(([text, at, bytes]) => {
          const whole = Buffer.from(text);
          return Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at)]);
        }),
    );
    await fc.assert(
      fc.asyncProperty(soup, async (bytes) => {
        const { outcome } = await collect(bytesSource(bytes));
        if (!outcome.usable) expect(outcome.problem.message).toMatch(/^expected /);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the hand-written check of events", () => {
  it("agrees with the contract's schemas", () => {
    const type = fc.constantFrom(...Object.keys(captureEventSchemas));
    const mutated = fc
      .tuple(eventArbitrary, arbitraryHole, type)
      .map(([event, hole, otherType]) => hole(asJson(event) as Record<string, unknown>, otherType));
    fc.assert(
      fc.property(mutated, (value) => {
        const named = value["type"];
        if (typeof named !== "string" || !Object.hasOwn(captureEventSchemas, named)) {
          expect(isKnownEvent(value)).toBe(false);
          return;
        }
        const schema = captureEventSchemas[named as keyof typeof captureEventSchemas];
        expect(isKnownEvent(value)).toBe(schema.safeParse(value).success);
        if (isKnownEvent(value)) expect(readEvent(value, null)).toBe(value);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a file whose first line is no header of ours", () => {
  const expected = 'expected a header like {"format":"privicore-capture","version":1}';
  it.each([
    [frame(1), `${expected}, got an event of type "frame"`],
    ["{}", `${expected}, got a line without a format`],
    ['{"type":7}', `${expected}, got a line without a format`],
    ['{"format":"other","version":1}', 'expected format "privicore-capture", got "other"'],
    [
      '{"format":"privicore-capture","version":2}',
      "expected capture format version 1, got 2: written by a newer version of Privicore Inspector",
    ],
    ['{"format":"privicore-capture","version":0}', "expected capture format version 1, got 0"],
    ['{"format":"privicore-capture","version":"1"}', 'expected capture format version 1, got "1"'],
    ['{"format":"privicore-capture"}', "expected capture format version 1, got none"],
  ])("such as %s is refused, and says why", async (first, reason) => {
    const { outcome } = await collect([first, frame(1)].join("\n"));
    expect(refusal(outcome)).toContain(reason);
  });
});

it("writes a capture file piece by piece, without losing an event between two", () => {
  const events = Array.from({ length: 300 }, (_, index) =>
    JSON.parse(frame(index, `${index} ${"x".repeat(1000)}`)),
  );
  const pieces = [
    ...captureFile(captureHeader({ createdAt: "2026-11-20T10:00:00.000Z", redacted: false }), events),
  ];
  expect(pieces.length).toBeGreaterThan(3);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(70_000);
  const [, ...lines] = pieces.join("").trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual(events);
});
