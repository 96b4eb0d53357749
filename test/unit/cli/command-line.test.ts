import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommandLine } from "../../../src/cli/run-command-line.ts";
import { type Imitation, imitation } from "./imitated-surroundings.ts";

const token = "T-5F3E7D81642FE07A0DC8C6AC";
const start = Date.UTC(2026, 10, 20, 10);
const header = { format: "privicore-capture", version: 1, own: "kept" };
const frame = (time: number, direction: string, payload: object) => ({
  type: "frame",
  connection: "c1",
  time: start + time,
  direction,
  opcode: "text",
  payload: JSON.stringify(payload),
});
const lines = (...values: readonly object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join("");
const joined = [
  { type: "document", document: "d1", time: start, url: "https://app.example/" },
  { type: "connection-created", connection: "c1", document: "d1", time: start, url: "wss://proxy.example/" },
  { type: "connection-opened", connection: "c1", time: start + 5 },
  frame(10, "sent", { action: "joinChannel", authorizationToken: token, correlationId: "a" }),
  frame(20, "received", {
    correlationId: "a",
    status: 200,
    data: { channelId: "ch", message: `Joined with ${token}.` },
  }),
];
const refused = [
  ...joined.slice(0, 4),
  frame(20, "received", { correlationId: "a", status: 401, data: { message: "Expired \u001b[31m\u202e" } }),
];
const closed = {
  type: "connection-closed",
  connection: "c1",
  time: start + 30,
  code: 1000,
  reason: "",
  wasClean: true,
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "privicore-cli-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const read = (name: string) => readFileSync(join(folder, name), "utf8");
const run = async (
  argv: readonly string[],
  options: Parameters<typeof imitation>[0] = {},
): Promise<Imitation & { code: number }> => {
  const imitated = imitation(options);
  return { ...imitated, code: await runCommandLine(argv, imitated.surroundings) };
};

describe("analyze", () => {
  it("prints the report as JSON, from a file and from standard input alike", async () => {
    const text = lines(header, ...joined);
    const { stdout, code } = await run(["analyze", file("good.jsonl", text), "--json"]);
    expect(code).toBe(0);
    const report = JSON.parse(stdout());
    expect(report).toMatchObject({
      format: "privicore-report",
      version: 1,
      source: { kind: "capture", events: 5, frames: 2, skippedLines: 0, from: start, to: start + 20 },
      exchanges: [{ action: "joinChannel", outcome: "ok", message: "Joined with REDACTED-1.", latency: 10 }],
      channels: [
        {
          connection: "c1",
          history: [
            { state: "not-joined" },
            { state: "joining" },
            { state: "joined", channelId: "ch", to: null },
          ],
        },
      ],
      totals: { errors: 0, warnings: 0, infos: 0 },
    });
    expect((await run(["analyze", "-", "--json"], { input: text })).stdout()).toBe(stdout());
  });

  it("reveals secrets where asked to, and only then", async () => {
    const path = file("secret.jsonl", lines(header, ...joined));
    expect((await run(["analyze", path])).stdout()).not.toContain(token);
    expect((await run(["analyze", path, "--json", "--reveal-secrets"])).stdout()).toContain(
      `Joined with ${token}.`,
    );
  });

  it.each([
    ["error", refused, 1],
    ["never", refused, 0],
    ["warning", refused, 1],
    ["error", [...joined, closed], 0],
    ["warning", [...joined, closed], 0],
    ["info", [...joined, closed], 1],
    ["info", joined, 0],
  ] as const)("with --fail-on %s", async (failOn, events, expected) => {
    const path = file("fail-on.jsonl", lines(header, ...events));
    expect((await run(["analyze", path, "--fail-on", failOn])).code).toBe(expected);
  });

  it("judges by the time-outs given", async () => {
    const path = file("slow.jsonl", lines(header, ...joined));
    const { stdout, code } = await run(["analyze", path, "--json", "--response-timeout", "5"]);
    expect(JSON.parse(stdout()).exchanges).toMatchObject([{ outcome: "ok", late: true }]);
    expect(code).toBe(1);
  });

  it("draws a report for a person, and lets nothing of the wire reach the terminal", async () => {
    const path = file("refused.jsonl", lines(header, ...refused, closed));
    const { stdout } = await run(["analyze", path], { columns: 80 });
    const text = stdout();
    for (const part of [
      "Connections 1",
      "Exchanges 1",
      "Channels",
      "Findings 1",
      "join-rejected",
      "1 error, 0 warnings, 0 infos",
    ])
      expect(text).toContain(part);
    expect(text).toMatch(/^ {2}rejected {2}10:00:00\.010 {2}c1 {2}joinChannel {2}401 {2}10 ms/m);
    expect(text).toMatch(/^ {2}c1 {2}·+\/+·+x$/m);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there is none is what is tested.
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    for (const line of text.split("\n"))
      expect(line.length).toBeLessThanOrEqual(
        Math.max(80, line.startsWith("Channels") ? 200 : 0, path.length + 120),
      );
  });

  it("colours for a terminal only, and not where NO_COLOR is set", async () => {
    const path = file("colour.jsonl", lines(header, ...refused));
    expect((await run(["analyze", path], { isTTY: true })).stdout()).toContain("\u001b[31m");
    expect((await run(["analyze", path])).stdout()).not.toContain("\u001b");
    expect((await run(["analyze", path], { isTTY: true, env: { NO_COLOR: "1" } })).stdout()).not.toContain(
      "\u001b",
    );
    expect((await run(["analyze", path, "--json"], { isTTY: true })).stdout()).not.toContain("\u001b");
  });

  it("names broken lines on stderr, and reports the rest", async () => {
    const path = file("broken.jsonl", `${lines(header, ...joined)}{"type":"fra`);
    const { stdout, stderr, code } = await run(["analyze", path, "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout()).source.skippedLines).toBe(1);
    expect(stderr()).toBe(`${path}: line 7: expected JSON, got a line that ends in its middle – skipped\n`);
  });

  it("names every broken line, and of very many the first hundred and their count", async () => {
    const broken = (count: number) => file("broken.jsonl", `${lines(header)}${"{\n".repeat(count)}`);
    const few = await run(["analyze", broken(9)]);
    const named = few.stderr().trimEnd().split("\n");
    expect(named.map((line) => /: line (\d+): /.exec(line)?.[1])).toEqual([
      "2",
      "3",
      "4",
      "5",
      "6",
      "7",
      "8",
      "9",
      "10",
    ]);
    const many = await run(["analyze", broken(250)]);
    expect(many.stderr().trimEnd().split("\n")).toHaveLength(101);
    expect(many.stderr()).toMatch(/: 250 lines skipped in all\n$/);
  });

  it("shows many rows by those that matter", async () => {
    const many = Array.from({ length: 60 }, (_, index) => [
      frame(100 + index, "sent", {
        action: "joinChannel",
        authorizationToken: token,
        correlationId: `x${index}`,
      }),
      frame(100.5 + index, "received", {
        correlationId: `x${index}`,
        status: index === 30 ? 500 : 200,
        data: { channelId: "ch", message: "" },
      }),
    ]).flat();
    const { stdout } = await run(["analyze", file("many.jsonl", lines(header, ...joined, ...many))]);
    expect(stdout()).toMatch(/Exchanges 61\n {2}rejected .*\n {2}… and 60 more; --json has them all/);
  });
});

describe("what the wire and file names say", () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that there is none is what is tested.
  const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|^\s*::|##\[/m;
  const command = {
    type: "http",
    document: "d1",
    time: start + 30,
    method: "POST\u001b[31m\u009b1m##[error]",
    url: "https://api.example/device/approve-device",
    status: 202,
    requestHeaders: { "X-DPT-AUTHORIZATION": token },
    responseBody: '"cmd-1"',
  };
  const saying = (message: string) => [
    ...joined.slice(0, 4),
    frame(20, "received", { correlationId: "a", status: 401, data: { message } }),
  ];

  it("reaches no terminal and no CI service as a command", async () => {
    const connection = { type: "connection-created", connection: "::error::c", time: start, url: "wss://h/" };
    for (let length = 1; length < 80; length++) {
      const message = `${"x".repeat(length)} ::error::y ##[error]z`;
      const path = file("hostile.jsonl", lines(header, ...saying(message), command, connection));
      const text = await run(["analyze", path], { columns: 60 });
      expect(text.stdout()).not.toMatch(unsafe);
      expect(text.stdout()).toContain("POST\\u001b[31m\\u009b1m\\u0023#[error]");
      if (length > 1) continue;
      const { stdout } = await run(["analyze", path, "--json"]);
      expect(stdout()).not.toMatch(unsafe);
      expect(JSON.parse(stdout()).commands[0].request.method).toBe(command.method);
    }
  });

  it.skipIf(process.platform === "win32")("is plain on stderr, too", async () => {
    const path = file("::error::a\n::b\u001b[31m", `${lines(header, ...joined)}{"type":"fra`);
    for (const argv of [
      ["analyze"],
      ["redact", "--out", "-"],
      ["convert", "--out", join(folder, "safe.har")],
    ]) {
      const { stderr } = await run([...argv, path]);
      expect(stderr()).toContain("::error::a ::b\\u001b[31m: line 7: ");
      expect(stderr()).not.toMatch(unsafe);
    }
  });
});

describe("unusable input and arguments", () => {
  it.each([
    ["an empty file", "", /: expected a capture file .* got an empty file\n$/],
    ["binary", Uint8Array.of(0x7b, 0, 1, 2), /: byte 1: expected .* got binary data\n$/],
    [
      "Latin-1",
      Buffer.from('{"format":"privicore-capture","version":1,"by":"é"}\n', "latin1"),
      /: byte 48: expected a capture file .* in UTF-8, got other bytes\n$/,
    ],
    [
      "another version",
      '{"format":"privicore-capture","version":9}\n',
      /: line 1: expected capture format version 1, got 9/,
    ],
    [
      "a cut HAR",
      '{"log":{"entries":[{"star',
      /: byte 25: expected a whole HAR: the file ends in its middle\n$/,
    ],
  ])("gives one line and exit code 2: %s", async (_name, content, expected) => {
    for (const command of [
      ["analyze"],
      ["analyze", "--json"],
      ["redact", "--out", join(folder, "never.jsonl")],
      ["convert", "--out", join(folder, "never.har")],
    ]) {
      const path = file("bad", content);
      const { stdout, stderr, code } = await run([...command, path]);
      expect(code).toBe(2);
      expect(stdout()).toBe("");
      expect(stderr()).toMatch(expected);
      expect(stderr().startsWith(`privicore-inspector: ${path}: `)).toBe(true);
      expect(stderr().trim().split("\n")).toHaveLength(1);
    }
    expect(readdirSync(folder).filter((name) => name.startsWith("never"))).toEqual([]);
  });

  it("tells a missing file, a folder, and a place that cannot be written", async () => {
    expect((await run(["analyze", join(folder, "none")])).stderr()).toMatch(
      /none: expected a file, got no such file or folder\n$/,
    );
    expect((await run(["analyze", folder])).stderr()).toMatch(/: expected a file, got a folder\n$/);
    const path = file("good.jsonl", lines(header, ...joined));
    const { stderr, code } = await run(["redact", path, "--out", join(folder, "no", "such", "folder.jsonl")]);
    expect(code).toBe(2);
    expect(stderr()).toMatch(/folder\.jsonl: expected a file, got no such file or folder\n$/);
    expect((await run(["convert", path, "--out", join(folder, "x.txt")])).stderr()).toMatch(
      /x\.txt: expected --out to end in \.har or \.jsonl\n$/,
    );
  });

  it("tells wrong arguments", async () => {
    const { stderr, code } = await run(["analyse"]);
    expect(code).toBe(2);
    expect(stderr()).toBe(
      'privicore-inspector: expected a command: analyze, redact, convert or simulate, got "analyse" (--help says more)\n',
    );
  });
});

describe("redact", () => {
  it("writes the capture without its secrets, in file order, own fields and all", async () => {
    const path = file("to-redact.jsonl", lines(header, joined[4] ?? {}, ...joined.slice(0, 4)));
    const { code, stdout, stderr } = await run(["redact", path, "--out", join(folder, "redacted.jsonl")]);
    expect([code, stdout(), stderr()]).toEqual([
      0,
      "",
      "5 events written; 1 different secret replaced by marks\n",
    ]);
    const written = read("redacted.jsonl")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(written[0]).toEqual({ ...header, createdAt: "2026-11-20T10:00:00.000Z", redacted: true });
    expect(written.slice(1).map(({ time }) => time - start)).toEqual([20, 0, 0, 5, 10]);
    expect(read("redacted.jsonl")).not.toContain(token);
    expect(written[1].payload).toContain("Joined with REDACTED-1.");
  });

  it("may write over its own input, and to standard output", async () => {
    const path = file("itself.jsonl", lines(header, ...joined));
    const { stdout } = await run(["redact", path, "--out", "-"]);
    await run(["redact", path, "--out", path]);
    expect(read("itself.jsonl")).toBe(stdout());
    await run(["redact", path, "--out", path]);
    expect(read("itself.jsonl")).toBe(stdout());
    expect(readdirSync(folder).filter((name) => name.includes("partial"))).toEqual([]);
  });
});

describe("convert", () => {
  it("goes to HAR and back, with the same conclusions and no secret", async () => {
    const path = file("to-convert.jsonl", lines(header, ...refused, closed));
    expect((await run(["convert", path, "--out", join(folder, "a.har")])).code).toBe(0);
    expect((await run(["convert", join(folder, "a.har"), "--out", join(folder, "b.jsonl")])).code).toBe(0);
    const log = JSON.parse(read("a.har")).log;
    expect(log.creator).toEqual({ name: "Privicore Inspector", version: "1.2.3" });
    expect(read("a.har") + read("b.jsonl")).not.toContain(token);
    const reports = await Promise.all(
      [path, join(folder, "a.har"), join(folder, "b.jsonl")].map(async (name) =>
        JSON.parse((await run(["analyze", name, "--json"])).stdout()),
      ),
    );
    expect(reports[1]).toEqual({ ...reports[0], source: { ...reports[0].source, kind: "har" } });
    expect(reports[2]).toEqual(reports[0]);
  });

  it("writes to standard output what the input is not", async () => {
    const path = file("one.jsonl", lines(header, ...joined));
    const { code, stdout } = await run(["convert", path, "--out", "-"]);
    expect([code, JSON.parse(stdout()).log.creator.name]).toEqual([0, "Privicore Inspector"]);
    const back = await run(["convert", "-", "--out", "-"], { input: stdout() });
    expect(back.stdout()).toMatch(/^\{"format":"privicore-capture"/);
    await run(["convert", path, "--out", join(folder, "same.har")]);
    expect(stdout()).toBe(read("same.har"));
    expect((await run(["redact", "-", "--out", "-"], { input: stdout() })).stdout()).toMatch(/^\{"log":/);
  });

  it("keeps secrets where asked to, and says so", async () => {
    const path = file("clear.jsonl", lines(header, ...joined));
    const { stderr } = await run(["convert", path, "--out", join(folder, "clear.har"), "--reveal-secrets"]);
    expect(read("clear.har")).toContain(token);
    expect(stderr()).toBe("5 events written; secrets in the clear\n");
  });
});

describe("the rest", () => {
  it("says its version, and how it is used", async () => {
    expect((await run(["--version"])).stdout()).toBe("1.2.3\n");
    const { stdout, code } = await run(["--help"]);
    expect(code).toBe(0);
    for (const word of [
      "analyze",
      "redact",
      "convert",
      "simulate",
      "--fail-on",
      "--reveal-secrets",
      "--port",
    ])
      expect(stdout()).toContain(word);
  });

  it("simulates until it is ended", async () => {
    const calls: unknown[] = [];
    const { stdout, code } = await run(["simulate", "--port", "81"], {
      startSimulator: async (options) => {
        calls.push(options);
        return { url: "http://127.0.0.1:81/", close: async () => void calls.push("closed") };
      },
    });
    expect([code, calls]).toEqual([0, [{ port: 81 }, "closed"]]);
    expect(stdout()).toContain("http://127.0.0.1:81/");
  });

  it("tells a port in use", async () => {
    const { stderr, code } = await run(["simulate", "--port", "81"], {
      startSimulator: async () => Promise.reject(Object.assign(new Error("listen"), { code: "EADDRINUSE" })),
    });
    expect([code, stderr()]).toEqual([
      2,
      "privicore-inspector: expected port 81 to be free, got one in use\n",
    ]);
  });
});
