import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { connectionId } from "../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";
import { HarWriter } from "../../../src/io/har/write-har.ts";
import { openSession } from "../../../src/io/open-session.ts";
import { bytesSource, textSource } from "../../../src/io/source/byte-source.ts";
import { asJson, eventArbitrary } from "./arbitrary-events.ts";
import { collect, refusal, usable } from "./collect-events.ts";

const startedDateTime = "2026-10-02T03:29:52.848Z";
const start = Date.parse(startedDateTime);
const call = (more: object = {}) => ({
  startedDateTime,
  time: 12.5,
  request: { method: "GET", url: "https://api.example/x", headers: [] },
  response: { status: 200, headers: [], content: { size: 0, mimeType: "" } },
  ...more,
});
const socket = (messages: readonly object[], more: object = {}) => ({
  _resourceType: "websocket",
  _webSocketMessages: messages,
  request: { method: "GET", url: "wss://proxy.example/", headers: [] },
  response: { status: 101, headers: [] },
  startedDateTime,
  time: 4,
  ...more,
});
const har = (entries: readonly unknown[], more: object = {}) =>
  JSON.stringify({ log: { version: "1.2", entries, ...more } });
const httpOf = async (entry: object) => {
  const { events } = await collect(har([entry]));
  const http = events.find((event) => event.type === "http");
  if (http === undefined) throw new Error(`Expected an http event, got ${JSON.stringify(events)}`);
  return http;
};

describe("a HAR", () => {
  it("gives a socket's frames, with Chrome's seconds and Playwright's milliseconds", async () => {
    for (const unit of [1000, 1]) {
      const { events, outcome } = await collect(
        har([
          socket([
            { type: "send", time: (start + 100.25) / unit, opcode: 1, data: "{}" },
            { type: "receive", time: (start + 200.5) / unit, opcode: 2, data: "AQI=" },
          ]),
        ]),
      );
      expect(events).toEqual([
        {
          type: "connection-created",
          connection: "c1",
          document: null,
          time: start,
          url: "wss://proxy.example/",
          protocols: [],
        },
        { type: "connection-opened", connection: "c1", time: start, protocol: "", extensions: "" },
        {
          type: "frame",
          connection: "c1",
          time: start + 100.25,
          direction: "sent",
          opcode: "text",
          payload: "{}",
        },
        {
          type: "frame",
          connection: "c1",
          time: start + 200.5,
          direction: "received",
          opcode: "binary",
          payload: "AQI=",
        },
      ]);
      expect(usable(outcome)).toMatchObject({ kind: "har", frames: 2, events: 4, skippedLines: 0 });
    }
  });

  it("puts several sockets' frames and calls into one order, creation first", async () => {
    const { events } = await collect(
      har([
        socket([
          { type: "send", time: start - 5, opcode: 1, data: "early" },
          { type: "send", time: start + 3, opcode: 1, data: "3" },
        ]),
        call({ startedDateTime: new Date(start + 2).toISOString() }),
        socket([{ type: "receive", time: start + 1, opcode: 1, data: "1" }]),
      ]),
    );
    expect(
      events.map((event) => [event.type, event.time - start, "connection" in event && event.connection]),
    ).toEqual([
      ["connection-created", -5, "c1"],
      ["connection-opened", -5, "c1"],
      ["frame", -5, "c1"],
      ["connection-created", 0, "c2"],
      ["connection-opened", 0, "c2"],
      ["frame", 1, "c2"],
      ["http", 2, false],
      ["frame", 3, "c1"],
    ]);
  });

  it("makes pages documents, by Chrome's title, by the first document call, and where no page is listed", async () => {
    const { events } = await collect(
      har(
        [
          call({ pageref: "page_2", _resourceType: "document" }),
          call({ pageref: "page_3" }),
          socket([], { pageref: "page_1" }),
        ],
        {
          pages: [
            { id: "page_1", startedDateTime, title: "https://app.example/" },
            { id: "page_2", startedDateTime, title: "A title" },
          ],
        },
      ),
    );
    expect(events.filter((event) => event.type === "document")).toEqual([
      { type: "document", document: "page_1", time: start, url: "https://app.example/" },
      { type: "document", document: "page_2", time: start, url: "https://api.example/x" },
      { type: "document", document: "page_3", time: start, url: "" },
    ]);
    expect(events.find((event) => event.type === "connection-created")).toMatchObject({ document: "page_1" });
  });

  it("keeps a socket's error and its control frames", async () => {
    const { events } = await collect(
      har([
        socket([
          { type: "error", time: start, opcode: -1, data: "gone" },
          { type: "receive", time: start, opcode: 9, data: "" },
        ]),
      ]),
    );
    expect(events.map((event) => event.type)).toEqual([
      "connection-created",
      "connection-opened",
      "connection-error",
      "unrecognised",
    ]);
  });

  it("joins headers of one name, whatever their case", async () => {
    const http = await httpOf(
      call({
        response: {
          status: 202,
          headers: [
            { name: ":status", value: "202" },
            { name: "X-DPT-CAB-ID", value: "a" },
            { name: "x-dpt-cab-id", value: "b" },
            { name: "Set-Cookie", value: "a=1" },
            { name: "set-cookie", value: "b=2" },
          ],
        },
      }),
    );
    expect(http.responseHeaders).toEqual({ "X-DPT-CAB-ID": "a, b", "Set-Cookie": "a=1\nb=2" });
    expect(http).toMatchObject({ status: 202, time: start, duration: 12.5, method: "GET" });
  });

  it.each([
    ["text", { text: "é" }, "é", null],
    ["base64 of text", { text: Buffer.from("é").toString("base64"), encoding: "base64" }, "é", null],
    [
      "base64 of bytes",
      { text: "/w==", encoding: "base64", mimeType: "image/png" },
      null,
      "1 bytes that are no text (image/png) were left out",
    ],
    ["no text", { size: 9 }, null, "the HAR does not hold the body"],
    ["an empty body", { size: 0 }, null, null],
    ["a file beside it", { size: 9, _file: "a.json" }, null, "the body lies beside the HAR, in a.json"],
  ])("reads a response body: %s", async (_name, content, responseBody, bodyNote) => {
    expect(await httpOf(call({ response: { status: 200, headers: [], content } }))).toMatchObject({
      responseBody,
      bodyNote,
    });
  });

  it("keeps the headers and parameters beside an odd one", async () => {
    const odd = [{ name: "none" }, { name: "null", value: null }, { value: "nameless" }, "text", null];
    const list = [
      ...odd,
      { name: "count", value: 2 },
      { name: "object", value: {} },
      { name: "a", value: "b" },
    ];
    const http = await httpOf(
      call({
        request: { method: "POST", url: "https://api.example/x", headers: list, postData: { params: list } },
        response: { status: 202, headers: list },
      }),
    );
    const headers = { none: "", null: "", count: "2", a: "b" };
    expect(http).toMatchObject({ requestHeaders: headers, responseHeaders: headers });
    expect(http.requestBody).toBe("none=&null=&count=2&a=b");
  });

  it("reads request bodies from text or parameters, and a query that only stands in its list", async () => {
    const params = [{ name: "a b", value: "1&2" }, { name: "c" }];
    const request = {
      method: "POST",
      url: "https://api.example/x#f",
      headers: [],
      queryString: [{ name: "q", value: "ü" }],
    };
    expect(await httpOf(call({ request: { ...request, postData: { mimeType: "", params } } }))).toMatchObject(
      {
        requestBody: "a%20b=1%262&c=",
        url: "https://api.example/x?q=%C3%BC#f",
      },
    );
    expect(
      await httpOf(call({ request: { ...request, postData: { mimeType: "", text: "raw", params } } })),
    ).toMatchObject({
      requestBody: "raw",
    });
  });

  it("says where a socket came to be without a word of its frames, as in Firefox's", async () => {
    const { _webSocketMessages, ...recorded } = socket([]);
    const gapsOf = async (entry: object) =>
      (await collect(har([entry]))).events.filter(({ type }) => type === "gap");
    expect(await gapsOf(recorded)).toEqual([
      { type: "gap", time: start, reason: "sockets-not-recorded", connection: "c1" },
    ]);
    expect(await gapsOf({ ...recorded, _webSocketMessages: null })).toHaveLength(1);
    expect(await gapsOf({ ...recorded, response: { status: 403, headers: [] } })).toEqual([]);
    expect(await gapsOf({ ...recorded, _webSocketMessages })).toEqual([]);
  });

  it("says that no answer came where the writer says so", async () => {
    expect(await httpOf(call({ response: { status: -1, headers: [] }, time: -1 }))).toMatchObject({
      status: 0,
      duration: null,
    });
  });

  it("skips an entry or message that is none, and names it", async () => {
    const { events, outcome } = await collect(
      har([
        { startedDateTime },
        call(),
        call({ startedDateTime: "soon" }),
        socket([
          { type: "send", time: 1, opcode: 1, data: "{}" },
          { type: "send", time: 1 },
        ]),
      ]),
    );
    expect(events.filter((event) => event.type !== "frame").map((event) => event.type)).toEqual([
      "connection-created",
      "connection-opened",
      "http",
    ]);
    expect(usable(outcome).problems.map(({ place }) => place)).toEqual([
      "log.entries[0]",
      "log.entries[2]",
      "log.entries[3]._webSocketMessages[1]",
    ]);
    expect(usable(outcome).skippedLines).toBe(3);
  });

  it("reads what no URL can hold, half of a surrogate pair, as the sign for it", async () => {
    const odd = [{ name: "a\ud800", value: "\udc00b" }];
    const url = "https://api.example/x";
    expect(
      await httpOf(
        call({ request: { method: "POST", url, headers: [], queryString: odd, postData: { params: odd } } }),
      ),
    ).toMatchObject({
      url: `${url}?a%EF%BF%BD=%EF%BF%BDb`,
      requestBody: "a%EF%BF%BD=%EF%BF%BDb",
    });
  });

  it("reads a status in quotes, and names the place of one that is no number", async () => {
    const answered = (status: unknown) => call({ response: { status, headers: [] } });
    expect(await httpOf(answered("202"))).toMatchObject({ status: 202 });
    expect(await httpOf(answered(null))).toMatchObject({ status: 0 });
    const { events, outcome } = await collect(har([answered("soon"), answered({}), call()]));
    expect(events).toHaveLength(1);
    expect(usable(outcome).problems).toEqual([
      { place: "log.entries[0]", message: 'response.status: expected a number, got "soon"' },
      { place: "log.entries[1]", message: "response.status: expected a number, got an object" },
    ]);
    const opened = (await collect(har([socket([], { response: { status: "101", headers: [] } })]))).events;
    expect(opened.map(({ type }) => type)).toEqual(["connection-created", "connection-opened"]);
  });

  it("keeps a call to which its writer gave an empty list of socket messages", async () => {
    const { events } = await collect(har([call({ _webSocketMessages: [] })]));
    expect(events).toMatchObject([{ type: "http", status: 200 }]);
  });

  it("counts what is no entry and no message at its place", async () => {
    const message = { type: "send", time: start, opcode: 1, data: "{}" };
    const entries = [
      null,
      5,
      "x{,",
      [call(), [call()]],
      call(),
      socket([message, 7, message, null, [message, message], message, {}, "y"] as object[]),
      true,
      { startedDateTime },
    ];
    const text = har(entries);
    const indented = JSON.stringify(JSON.parse(text), null, 2);
    for (const file of [text, indented]) {
      const { events, outcome } = await collect(file);
      const messages = "log.entries[5]._webSocketMessages";
      expect(usable(outcome).problems.map(({ place }) => place)).toEqual([
        ...["log.entries[0]", "log.entries[1]", "log.entries[2]", "log.entries[3]"],
        ...[`${messages}[1]`, `${messages}[3]`, `${messages}[4]`, `${messages}[6]`, `${messages}[7]`],
        ...["log.entries[6]", "log.entries[7]"],
      ]);
      expect(usable(outcome).problems[0]?.message).toBe("expected an object");
      expect(usable(outcome).skippedLines).toBe(11);
      expect(events.filter(({ type }) => type === "frame")).toHaveLength(3);
      expect(events.filter(({ type }) => type === "http")).toHaveLength(1);
    }
  });

  it("names the place of a date without a time zone: it would be another moment on another machine", async () => {
    const zoneless = ["2026-10-02T03:29:52.848", "2026-10-02", "Fri, 02 Oct 2026 03:29:52", "soon"];
    const { events, outcome } = await collect(
      har([
        ...zoneless.map((date) => call({ startedDateTime: date })),
        socket([], { startedDateTime: zoneless[0] }),
      ]),
    );
    expect(events).toEqual([]);
    expect(usable(outcome).problems.map(({ place }) => place)).toEqual(
      [0, 1, 2, 3, 4].map((number) => `log.entries[${number}]`),
    );
    expect(usable(outcome).problems[1]?.message).toBe(
      'startedDateTime: expected an ISO 8601 date with a time zone, got "2026-10-02"',
    );
    for (const date of [
      "2026-10-02T05:29:52.848+02:00",
      "2026-10-02T05:29:52,848+02:00",
      "2026-10-02T05:29:52.848+0200",
      startedDateTime,
    ])
      expect(await httpOf(call({ startedDateTime: date }))).toMatchObject({ time: start });
    const message = { type: "send", time: start + 3, opcode: 1, data: "{}" };
    const timedByMessage = await collect(har([socket([message], { startedDateTime: zoneless[0] })]));
    expect(timedByMessage.events[0]).toMatchObject({ type: "connection-created", time: start + 3 });
  });

  it("gives each socket an ID of its own, whatever IDs the sockets of this tool bring", async () => {
    const own = (id: string) => socket([], { _privicore: { connection: id } });
    const idsOf = async (...entries: object[]) =>
      (await collect(har(entries))).events.flatMap((event) =>
        event.type === "connection-created" ? [event.connection] : [],
      );
    expect(await idsOf(own("c2"), own("c1"))).toEqual(["c2", "c1"]);
    for (const entries of [
      [own("c2"), own("c2"), own("c3"), own("c3")],
      [socket([]), own("c1"), own("c1"), socket([])],
      [own("c3"), socket([]), socket([]), socket([]), own("c2")],
    ])
      expect(new Set(await idsOf(...entries)).size).toBe(entries.length);
  });

  it("takes as long for each of many sockets as for each of few", { timeout: 60_000 }, async () => {
    const timeOf = async (count: number) => {
      const text = har(
        Array.from({ length: count }, (_, index) => socket([], { _privicore: { connection: `s${index}` } })),
      );
      // Of the processor, so that it does not matter what else runs.
      const begin = process.cpuUsage();
      await collect(text);
      return process.cpuUsage(begin).user;
    };
    await timeOf(4000);
    const few = Math.min(await timeOf(4000), await timeOf(4000));
    // 16 times as many: about 16 times as long, and not 256.
    expect((await timeOf(64_000)) / few).toBeLessThan(40);
  });

  it("names the one of our own events that is none", async () => {
    const own = (events: unknown) =>
      JSON.stringify({ log: { version: "1.2", entries: [], _privicore: { events } } });
    const placesIn = async (file: string) =>
      usable((await collect(file)).outcome).problems.map(({ place }) => place);
    const gap = { type: "gap", time: 1, reason: "lost" };
    expect(await placesIn(own([gap, { type: "gap" }, 7]))).toEqual([
      "log._privicore.events[1]",
      "log._privicore.events[2]",
    ]);
    expect(await placesIn(own({ first: gap }))).toEqual(["log._privicore.events"]);
    const entry = { ...socket([]), _privicore: { events: [{ type: "connection-created" }] } };
    expect(await placesIn(har([call(), entry]))).toEqual(["log.entries[1]._privicore.events[0]"]);
  });

  it("gives what came before a HAR that ends in its middle", async () => {
    const whole = har([call(), call()]);
    const { events, outcome } = await collect(whole.slice(0, -20));
    expect(events).toMatchObject([{ type: "gap", time: start, reason: "har-cut" }, { type: "http" }]);
    expect(usable(outcome).problems).toEqual([
      { place: `byte ${whole.length - 20}`, message: "the file ends in its middle" },
    ]);
  });

  it("misses nothing that may have stood in the rest of a HAR that ends in its middle", async () => {
    const approved = {
      ...call(),
      request: { method: "POST", url: "https://h/device/approve-device" },
      response: { status: 202, content: { text: '"command-1"' } },
    };
    const later = { ...call(), startedDateTime: new Date(start + 60_000).toISOString() };
    const whole = har([approved, later, socket([])]);
    const rulesIn = async (text: string) => {
      const opened = await openSession(textSource(text, "a.har"));
      return opened.usable ? opened.session.findings.map(({ rule }) => rule) : opened.problem;
    };
    expect(await rulesIn(whole)).toContain("command-unanswered");
    expect(await rulesIn(`${whole}{`)).toContain("command-unanswered");
    expect(await rulesIn(whole.slice(0, whole.indexOf('"_resourceType"')))).toEqual([]);
  });

  it.each([
    [
      "a HAR of nothing",
      '{"log":',
      /^byte 7: expected a HAR with log.entries, got none: the file ends in its middle$/,
    ],
    ["entries that are no list", '{"log":{"entries":{}}}', /got JSON without it$/],
    ["a wrong bracket", '{"log":{"entries":[}}', /^byte 19: .*expected another bracket, got "}"/],
    ["a cut first entry", '{"log":{"entries":[{', /expected a whole HAR: the file ends in its middle/],
    ["endless nesting", `{"log":${"[".repeat(20_000)}`, /nested at most 10000 deep/],
    ["a cut beginning", "{\n  \n", /got none: the file ends in its middle$/],
  ])("refuses %s", async (_name, text, expected) => {
    expect(refusal((await collect(text)).outcome)).toMatch(expected);
  });

  it("reads again by place what does not fit into the memory given", async () => {
    const messages = Array.from({ length: 500 }, (_, index) => ({
      type: "send",
      time: start + ((index * 7) % 500),
      opcode: 1,
      data: `ä${index}`,
    }));
    const text = har([
      socket(messages),
      call({ startedDateTime: new Date(start + 100).toISOString() }),
      socket(messages),
    ]);
    const { events } = await collect(text);
    const again = await collect(text, { sortMemoryBytes: 1000 });
    expect(again.events).toEqual(events);
    expect(events).toHaveLength(1005);
  });

  it("finds its elements wherever the chunks are cut", async () => {
    const text = har([socket([{ type: "send", time: start, opcode: 1, data: '"]}{\\' }]), call()], {
      pages: [{ id: 'p"\\', startedDateTime, title: "{[" }],
    });
    const bytes = new TextEncoder().encode(text);
    const { events } = await collect(text);
    for (const size of [1, 2, 3, 7, 64]) {
      const cut = {
        ...bytesSource(bytes),
        read: async (offset: number, length: number) =>
          bytes.subarray(offset, offset + (length > 1 << 19 ? size : length)),
      };
      expect((await collect(cut)).events).toEqual(events);
    }
  });

  it("answers any bytes with an outcome", async () => {
    const whole = har([call(), socket([{ type: "send", time: start, opcode: 1, data: "x" }])]);
    const soup = fc.oneof(
      fc
        .tuple(fc.nat({ max: whole.length }), fc.nat({ max: 20 }), fc.string())
        .map(([at, cut, text]) => whole.slice(0, at) + text + whole.slice(at + cut)),
      fc.json().map((text) => `{"log":${text}}`),
      fc.array(fc.jsonValue()).map((entries) => har(entries)),
    );
    await fc.assert(
      fc.asyncProperty(soup, async (text) => {
        const { outcome } = await collect(textSource(text));
        if (!outcome.usable) expect(outcome.problem.message).toMatch(/^expected /);
      }),
      { numRuns: 500 },
    );
  });
});

describe("capture to HAR to capture", () => {
  const written = (events: readonly CaptureEvent[]) => {
    const pieces: string[] = [];
    const writer = new HarWriter((text) => void pieces.push(text), { version: "1.0.0" });
    for (const event of events) writer.event(event);
    writer.end();
    return pieces.join("");
  };

  it("writes what Chrome imports: seconds, opcodes, and every field that HAR 1.2 requires", () => {
    const log = JSON.parse(
      written([
        { type: "document", document: "d1", time: start, url: "https://app.example/" },
        {
          type: "connection-created",
          connection: "c1",
          document: "d1",
          time: start,
          url: "wss://proxy.example/",
          protocols: ["a"],
        },
        { type: "connection-opened", connection: "c1", time: start + 1, protocol: "a", extensions: "" },
        {
          type: "frame",
          connection: "c1",
          time: start + 2.5,
          direction: "sent",
          opcode: "text",
          payload: "{}",
          size: 2,
        },
      ] as unknown as CaptureEvent[]),
    ).log;
    expect(log.version).toBe("1.2");
    expect(log.pages[0]).toMatchObject({
      id: "d1",
      title: "https://app.example/",
      startedDateTime,
      pageTimings: {},
    });
    expect(log.entries[0]).toMatchObject({
      _resourceType: "websocket",
      pageref: "d1",
      startedDateTime,
      request: {
        method: "GET",
        url: "wss://proxy.example/",
        cookies: [],
        queryString: [],
        headersSize: -1,
        bodySize: -1,
      },
      response: { status: 101, cookies: [], redirectURL: "", content: {} },
      cache: {},
      timings: {},
      _webSocketMessages: [{ type: "send", time: (start + 2.5) / 1000, opcode: 1, data: "{}" }],
    });
  });

  it("keeps a connection's own ID, whatever it is", async () => {
    for (const id of ["c0", "c2", "", "socket of a worker"]) {
      const { events } = await collect(
        written([
          { type: "connection-created", connection: connectionId("c1"), time: start, url: "wss://h/" },
          { type: "connection-created", connection: connectionId(id), time: start, url: "wss://h/" },
        ] as unknown as CaptureEvent[]),
      );
      expect(events).toMatchObject([{ connection: "c1" }, { connection: id }]);
    }
  });

  it("keeps all that a document says, and tells of one that it cannot read", async () => {
    const document = {
      type: "document",
      document: "d1",
      time: start,
      url: "https://h/",
      topFrame: false,
      later: 1,
    };
    const file = written([document] as unknown as CaptureEvent[]);
    expect((await collect(file)).events).toEqual([document]);
    const odd = await collect(file.replace('"topFrame":false', '"topFrame":"no"'));
    expect(odd.events).toEqual([]);
    expect(usable(odd.outcome).problems.map(({ place }) => place)).toEqual(["log.pages"]);
  });

  it.each([
    ["no time", {}],
    ["a time that is none", { time: "noon" }],
  ])("keeps an event of an unknown type with %s, under that of the event before it", async (_what, time) => {
    const header = '{"format":"privicore-capture","version":1}';
    const gap = { type: "gap", time: start, reason: "lost" };
    const note = { type: "note", text: "x", ...time };
    const lines = [header, JSON.stringify(gap), JSON.stringify(note)].join("\n");
    const { events, outcome } = await collect(written((await collect(lines)).events));
    expect(usable(outcome).problems).toEqual([]);
    expect(events).toEqual([
      gap,
      { type: "unrecognised", time: start, original: { type: "note", text: "x", time: start } },
    ]);
  });

  const bare = { type: "http", time: start, method: "GET", url: "https://api.example/x" };
  const readAgain = async (events: readonly unknown[]) =>
    (await collect(written(events as CaptureEvent[]))).events;

  it("leaves unknown what a call does not say: how long it took, its status, its headers", async () => {
    expect(await readAgain([bare])).toMatchObject([
      { duration: null, status: null, requestHeaders: null, responseHeaders: null, responseBody: null },
    ]);
  });

  it("keeps a call whose URL is a socket's a call", async () => {
    const call = { ...bare, url: "wss://proxy.example/socket", status: 426 };
    expect(await readAgain([call])).toMatchObject([call]);
    expect(await readAgain([call])).toHaveLength(1);
  });

  it("keeps the order of frames and calls of one time, whoever they belong to", async () => {
    const place = fc.constantFrom("c1", "c2", "c3", "calls");
    const event = fc.record({ place, later: fc.nat({ max: 2 }) });
    // Beyond 1024 the sorter grows, and under the smaller memory it reads again by place.
    const events = fc.oneof(fc.array(event), fc.array(event, { minLength: 1100, maxLength: 1200 }));
    await fc.assert(
      fc.asyncProperty(events, async (drawn) => {
        let time = start;
        const inOrder = drawn.map(({ place, later }, index) => {
          time += later === 2 ? 0.125 : 0;
          return place === "calls"
            ? { ...bare, time, url: `https://api.example/${index}` }
            : {
                type: "frame",
                connection: place,
                time,
                direction: "sent",
                opcode: "text",
                payload: `${index}`,
              };
        });
        const file = written(inOrder as unknown as CaptureEvent[]);
        for (const options of [{}, { sortMemoryBytes: 1000 }]) {
          const { events: read } = await collect(file, options);
          const names = (all: readonly unknown[]) =>
            all.map((event) => Object(event).payload ?? Object(event).url);
          expect(names(read)).toEqual(names(inOrder));
          expect(JSON.stringify(read)).not.toContain("Rank");
        }
      }),
      { numRuns: 40 },
    );
  });

  it("takes nothing for a rank that is none", async () => {
    const message = (data: string, rank: unknown) => ({
      type: "send",
      time: start,
      opcode: 1,
      data,
      _privicoreRank: rank,
    });
    const ranks = ["2", -1, 1.5, 1e300, null, {}];
    const { events } = await collect(har([socket(ranks.map((rank, index) => message(`${index}`, rank)))]));
    const frames = events.flatMap((event) => (event.type === "frame" ? event.payload : []));
    expect(frames).toEqual(ranks.map((_, index) => `${index}`));
  });

  it("gives a body's size in bytes", () => {
    const { entries } = JSON.parse(
      written([{ ...bare, responseBody: "é☃" }] as unknown as CaptureEvent[]),
    ).log;
    expect(entries[0].response.content).toMatchObject({ size: 5, text: "é☃" });
  });

  it("refers to no page that it does not write", async () => {
    const events = [
      { type: "document", document: "d1", time: start, url: "https://h/" },
      { type: "connection-created", connection: "c1", document: "d2", time: start, url: "wss://h/" },
      { type: "connection-created", connection: "c2", document: "d1", time: start, url: "wss://h/" },
      { ...bare, document: "d2" },
      { ...bare, document: "d1" },
    ];
    const { entries, pages } = JSON.parse(written(events as unknown as CaptureEvent[])).log;
    expect(pages.map(({ id }: { id: string }) => id)).toEqual(["d1"]);
    expect(entries.map(({ pageref }: { pageref?: string }) => pageref)).toEqual([
      undefined,
      "d1",
      undefined,
      "d1",
    ]);
    const read = await readAgain(events);
    expect(read).toHaveLength(5);
    expect(read).toEqual(expect.arrayContaining(events.map((event) => expect.objectContaining(event))));
  });

  it("keeps every event", async () => {
    const byName = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);
    const key = (event: CaptureEvent) => JSON.stringify(Object.entries(event).toSorted(byName));
    await fc.assert(
      fc.asyncProperty(fc.array(eventArbitrary), async (arbitrary) => {
        const events = asJson(arbitrary);
        const { events: read, outcome } = await collect(written(events));
        expect(usable(outcome).problems).toEqual([]);
        const frames = (all: readonly CaptureEvent[]) =>
          all
            .filter((event) => event.type === "frame")
            .map(key)
            .toSorted();
        expect(frames(read)).toEqual(frames(events));
        // An HTTP event may come back with its absent fields named: null instead of left out.
        const others = (all: readonly CaptureEvent[]) =>
          all
            .filter((event) => event.type !== "frame")
            .map((event) => (event.type === "http" ? { document: null, bodyNote: null, ...event } : event))
            .map((event) => key(asJson(event)))
            .toSorted();
        expect(others(read)).toEqual(others(events));
      }),
      { numRuns: 300 },
    );
  });
});
