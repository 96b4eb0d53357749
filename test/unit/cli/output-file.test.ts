import { execFileSync, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { earlyEndOf } from "../../../src/cli/early-end.ts";
import { fileSpools } from "../../../src/cli/file-spool.ts";
import { openOutput } from "../../../src/cli/output-file.ts";
import { runCommandLine } from "../../../src/cli/run-command-line.ts";
import { imitation } from "./imitated-surroundings.ts";

const token = "T-5F3E7D81642FE07A0DC8C6AC";
const start = Date.UTC(2026, 10, 20, 10);
const header = { format: "privicore-capture", version: 1 };
const lines = (...values: readonly object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join("");
const capture = lines(header, {
  type: "document",
  document: "d1",
  time: start,
  url: `https://h/?authorizationToken=${token}`,
});

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "privicore-output-"));
  path = join(folder, "capture.jsonl");
  writeFileSync(path, capture);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const run = async (...argv: readonly string[]) => {
  const { surroundings, stdout, stderr } = imitation();
  const code = await runCommandLine(argv, surroundings);
  return { code, stdout: stdout(), stderr: stderr() };
};
const isRedacted = (file: string) => readFileSync(file, "utf8").includes("REDACTED-1");
const onPosix = it.skipIf(process.platform === "win32");

describe("an output file", () => {
  onPosix("takes the place of what a link leads to, and leaves the link", async () => {
    const [near, far] = [join(folder, "near.jsonl"), join(folder, "far.jsonl")];
    symlinkSync("capture.jsonl", far);
    symlinkSync(far, near);
    expect(await run("redact", path, "--out", near)).toMatchObject({ code: 0 });
    expect([readlinkSync(near), readlinkSync(far), lstatSync(path).isFile()]).toEqual([
      far,
      "capture.jsonl",
      true,
    ]);
    expect(isRedacted(path)).toBe(true);
  });

  onPosix("is made where a link leads to that leads nowhere yet", async () => {
    mkdirSync(join(folder, "there"));
    symlinkSync(join("there", "new.jsonl"), join(folder, "link.jsonl"));
    expect(await run("redact", path, "--out", join(folder, "link.jsonl"))).toMatchObject({ code: 0 });
    expect(readlinkSync(join(folder, "link.jsonl"))).toBe(join("there", "new.jsonl"));
    expect(isRedacted(join(folder, "there", "new.jsonl"))).toBe(true);
  });

  onPosix("tells of links that lead to one another", async () => {
    symlinkSync("b.jsonl", join(folder, "a.jsonl"));
    symlinkSync("a.jsonl", join(folder, "b.jsonl"));
    const { code, stderr } = await run("redact", path, "--out", join(folder, "a.jsonl"));
    expect([code, stderr]).toEqual([2, expect.stringContaining("links that lead to one another")]);
  });

  onPosix.each([0o600, 0o640, 0o666])(
    "may be read by whom it could be read before: mode %o",
    async (mode) => {
      chmodSync(path, mode);
      await run("redact", path, "--out", path);
      expect(isRedacted(path)).toBe(true);
      expect(statSync(path).mode & 0o7777).toBe(mode);
    },
  );

  // Only root may give files away.
  it.runIf(process.getuid?.() === 0)("belongs to whom it belonged before", async () => {
    chmodSync(path, 0o640);
    chownSync(path, 1234, 2345);
    await run("redact", path, "--out", path);
    expect(isRedacted(path)).toBe(true);
    expect(statSync(path)).toMatchObject({ uid: 1234, gid: 2345 });
    expect(statSync(path).mode & 0o7777).toBe(0o640);
  });

  it.runIf(existsSync("/proc/self/fd"))("that is open elsewhere is written into, not replaced", async () => {
    const target = join(folder, "open.jsonl");
    writeFileSync(target, "x".repeat(5000));
    const file = openSync(target, "r+");
    try {
      const link = join(folder, "link.jsonl");
      symlinkSync(`/proc/self/fd/${file}`, link);
      expect(await run("redact", path, "--out", link)).toMatchObject({ code: 0 });
      expect(lstatSync(link).isSymbolicLink()).toBe(true);
      expect(statSync(target).ino).toBe(fstatSync(file).ino);
      expect(readFileSync(target, "utf8").trimEnd().split("\n")).toHaveLength(2);
    } finally {
      closeSync(file);
    }
  });

  it("that cannot take its place says why, and leaves nothing behind", async () => {
    const { surroundings } = imitation();
    const target = join(folder, "new.jsonl");
    const output = openOutput(target, surroundings, fileSpools(surroundings).spool);
    output.write("{}\n");
    mkdirSync(target);
    await expect(output.finish()).rejects.toThrow(`${target}: expected a file, got a folder`);
    output.discard();
    expect(readdirSync(folder).toSorted()).toEqual(["capture.jsonl", "new.jsonl"]);
  });

  it("leaves nothing half-written behind where the program is ended", () => {
    const { surroundings, endEarly } = imitation();
    const output = openOutput(join(folder, "new.jsonl"), surroundings, fileSpools(surroundings).spool);
    output.write("x".repeat(2 << 20));
    expect(readdirSync(folder)).toHaveLength(2);
    endEarly();
    expect(readdirSync(folder)).toEqual(["capture.jsonl"]);
  });

  it("begins again without what was written before", async () => {
    const { surroundings } = imitation();
    for (const out of ["-", join(folder, "new.jsonl")]) {
      const output = openOutput(out, surroundings, fileSpools(surroundings).spool);
      output.write("x".repeat(2 << 20));
      output.restart();
      output.write("again\n");
      await output.finish();
    }
    expect(readFileSync(join(folder, "new.jsonl"), "utf8")).toBe("again\n");
  });
});

describe("a pipe as output", () => {
  onPosix("gets a HAR whole, also of a capture that is all out of order", async () => {
    const frame = (time: number) => ({
      type: "frame",
      connection: "c1",
      time: start + time,
      direction: "sent",
      opcode: "text",
      payload: "x",
    });
    const late = Array.from({ length: 17_000 }, (_, index) => frame(index + 10));
    writeFileSync(path, lines(header, ...late, frame(0)));
    const pipe = join(folder, "pipe.har");
    execFileSync("mkfifo", [pipe]);
    const reader = spawn("sh", ["-c", 'cat "$0" > "$1"', pipe, join(folder, "read.har")]);
    const read = once(reader, "exit");
    expect(await run("convert", path, "--out", pipe)).toMatchObject({ code: 0 });
    await read;
    const { log } = JSON.parse(readFileSync(join(folder, "read.har"), "utf8"));
    expect(log.entries[0]._webSocketMessages).toHaveLength(17_001);
  });
});

describe("a spool", () => {
  const temporary = () => readdirSync(folder).filter((name) => name.startsWith("privicore-inspector-"));

  it("gives back what was put in, several side by side", () => {
    const { surroundings } = imitation();
    vi.stubEnv("TMPDIR", folder);
    const spools = fileSpools(surroundings);
    const [one, other] = [spools.spool(), spools.spool()];
    const long = (text: string) => text.repeat(1 << 20);
    for (const text of ["a", "ä", "😀"]) {
      one.append(long(text));
      other.append(`${text}.`);
    }
    other.append(long("z"));
    expect([...one.pieces()].join("")).toBe(long("a") + long("ä") + long("😀"));
    expect([...other.pieces()].join("")).toBe(`a.ä.😀.${long("z")}`);
    spools.remove();
    expect(temporary()).toEqual([]);
  });

  onPosix("has no name that could stay behind while it is used", () => {
    const { surroundings } = imitation();
    vi.stubEnv("TMPDIR", folder);
    const spools = fileSpools(surroundings);
    spools.spool().append("secret".repeat(1 << 20));
    expect(temporary()).toEqual([]);
    spools.remove();
  });

  it("names the temporary folder where it takes no more", () => {
    const { surroundings } = imitation();
    const none = join(folder, "none");
    vi.stubEnv("TMPDIR", none);
    vi.stubEnv("TEMP", none);
    expect(() =>
      fileSpools(surroundings)
        .spool()
        .append("x".repeat(2 << 20)),
    ).toThrow(`a temporary file in ${none}: expected a file, got no such file or folder`);
  });
});

describe("an early end", () => {
  class Imitated extends EventEmitter {
    readonly pid = 7;
    readonly ended: unknown[] = [];
    kill(...how: unknown[]) {
      this.ended.push(how);
    }
  }

  it.each(["SIGINT", "SIGTERM", "SIGHUP"])("by %s undoes what is half done, and ends", (signal) => {
    const imitated = new Imitated();
    const undone: string[] = [];
    const onEarlyEnd = earlyEndOf(imitated);
    onEarlyEnd(() => void undone.push("one"));
    onEarlyEnd(() => void undone.push("other"))();
    imitated.emit(signal);
    expect([undone, imitated.ended]).toEqual([["one"], [[7, signal]]]);
    // So that the signal that it sends itself ends it.
    expect(imitated.listenerCount(signal)).toBe(0);
  });

  it("undoes at exit, and listens no longer than there is something to undo", () => {
    const imitated = new Imitated();
    const undone: string[] = [];
    const onEarlyEnd = earlyEndOf(imitated);
    onEarlyEnd(() => void undone.push("done"))();
    expect(imitated.eventNames().filter((name) => imitated.listenerCount(name) > 0)).toEqual([]);
    onEarlyEnd(() => void undone.push("half"));
    imitated.emit("exit");
    expect(undone).toEqual(["half"]);
  });
});
