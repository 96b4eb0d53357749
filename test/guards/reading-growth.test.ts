import { describe, expect, it } from "vitest";
import { conversation as traffic } from "../../bench/traffic/conversation.ts";
import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import { captureFile, captureHeader } from "../../src/io/capture-file/write-capture-file.ts";
import { HarWriter } from "../../src/io/har/write-har.ts";
import { openSession } from "../../src/io/open-session.ts";
import { createRedactor } from "../../src/io/redaction/redactor.ts";
import { reportOf } from "../../src/io/report.ts";
import { reportJson } from "../../src/io/report-json.ts";
import { textSource } from "../../src/io/source/byte-source.ts";
import { connected, conversation } from "../unit/core/conversation.ts";
import { growthAtFourTimes, linearAtMost } from "./growth.ts";

const header = captureHeader({ createdAt: "2026-11-20T10:00:00.000Z", redacted: false });
const asCapture = (events: Iterable<CaptureEvent>): string => [...captureFile(header, events)].join("");

function asHar(events: Iterable<CaptureEvent>): string {
  let text = "";
  const writer = new HarWriter((piece) => (text += piece), { version: "0.0.0" });
  for (const event of events) writer.event(event);
  writer.end();
  return text;
}

/** Events in an order that jumps about in time. */
function shuffled(events: readonly CaptureEvent[]): CaptureEvent[] {
  const step = 7919;
  return events
    .map((_, index) => events[(index * step) % events.length])
    .filter((event) => event !== undefined);
}

function manyConnections(size: number): readonly CaptureEvent[] {
  const talk = conversation().document();
  for (let index = 0; index < size; index++) talk.connect(`c${index}`).joined();
  return talk.events;
}

const files: readonly {
  readonly what: string;
  readonly size: number;
  readonly text: (size: number) => string;
}[] = [
  { what: "a capture", size: 5000, text: (size) => asCapture(traffic(size)) },
  {
    what: "a capture out of time order",
    size: 20_011,
    text: (size) => asCapture(shuffled([...traffic(size)])),
  },
  {
    what: "a capture of broken lines",
    size: 5000,
    text: (size) => asCapture([...traffic(10)]) + '{"type":"frame","connection":\n'.repeat(size),
  },
  {
    what: "a capture that is one long line",
    size: 300_000,
    text: (size) => `${asCapture([])}{"type":"x","a":"${"b".repeat(size * 10)}"}`,
  },
  { what: "a HAR of one socket", size: 5000, text: (size) => asHar(traffic(size)) },
  { what: "a HAR of many sockets", size: 1000, text: (size) => asHar(manyConnections(size)) },
];

describe("opening grows linearly with the size of", () => {
  it.each(files)("$what", { timeout: 60_000 }, async ({ size, text }) => {
    const open = async (content: string) => {
      const opened = await openSession(textSource(content));
      if (!opened.usable) throw new Error(opened.problem.message);
      let length = 0;
      for (const piece of reportJson(reportOf(opened.session, opened.summary, opened.redactor)))
        length += piece.length;
      return length;
    };
    expect(await growthAtFourTimes(size, text, open)).toBeLessThan(linearAtMost);
  });
});

/** A JSON Web Token: all of them begin alike. */
const webToken = (index: number): string =>
  `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.${Buffer.from(JSON.stringify({ sub: index, name: "a person" })).toString("base64url")}.${"s".repeat(43)}`;

const secrets: readonly {
  readonly what: string;
  readonly size: number;
  readonly events: (size: number) => readonly CaptureEvent[];
}[] = [
  {
    what: "single-use web tokens in downloads",
    size: 1000,
    events: (size) => {
      const talk = connected().joined();
      for (let index = 0; index < size; index++)
        talk.download(`r${index}`, 1, `https://files.example/?auth=${webToken(index)}`);
      return talk.events;
    },
  },
  {
    what: "Privicore tokens, a new one for each call",
    size: 1000,
    events: (size) => {
      const talk = connected().joined();
      for (let index = 0; index < size; index++)
        talk.call({ requestHeaders: { "X-DPT-AUTHORIZATION": `T-C84A90006AA563C0BFD2${index}` } });
      return talk.events;
    },
  },
  {
    what: "large binary frames",
    size: 50,
    events: (size) => {
      const talk = connected().joined();
      for (let index = 0; index < size; index++)
        talk.binary("received", Buffer.alloc(16_384, index).toString("base64"));
      return talk.events;
    },
  },
  {
    what: "one frame's length",
    size: 20_000,
    events: (size) =>
      connected()
        .joined()
        .received({ data: { type: "X-DPT-CAB-ID", id: "1", body: "a=b&%7B".repeat(size) } }).events,
  },
  ...["a=,", "a=%41,", "token[", '"value":"x1y2z3",', "password = "].map((piece) => ({
    what: `one frame of nothing but ${piece}`,
    size: 20_000,
    events: (size: number) => connected().text("received", `form-data token ${piece.repeat(size)}`).events,
  })),
  // Quadratic up to the length that a form or token may have: in many frames of that length.
  ...[
    { piece: "eyJ-", size: 100 },
    { piece: "name=", size: 12 },
  ].map(({ piece, size }) => ({
    what: `the length of frames of nothing but ${piece}`,
    size,
    events: (repeated: number) => {
      const talk = connected();
      for (let index = 0; index < 400; index++)
        talk.text("received", `form-data token ${piece.repeat(repeated)}`);
      return talk.events;
    },
  })),
  {
    what: "single-use tokens that begin alike",
    size: 5000,
    events: (size) => {
      const talk = connected();
      for (let index = 0; index < size; index++)
        talk.call({ url: `https://h/?auth=tok_li${String(index).padStart(10, "0")}` });
      return talk.events;
    },
  },
  {
    what: "the nesting of one frame",
    size: 2000,
    events: (size) =>
      connected()
        .joined()
        .text("received", `${'{"token":['.repeat(size)}1${"]}".repeat(size)}`).events,
  },
];

describe("redacting grows linearly with", () => {
  it.each(secrets)("$what", { timeout: 60_000 }, async ({ size, events }) => {
    const redact = (given: readonly CaptureEvent[]) => {
      const redactor = createRedactor();
      for (const event of given) redactor.learn(event);
      return given.map((event) => redactor.event(event));
    };
    expect(await growthAtFourTimes(size, events, redact)).toBeLessThan(linearAtMost);
  });
});
