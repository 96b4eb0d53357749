import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { watchOutput } from "../../../src/cli/watch-output.ts";

const watched = () => {
  const stdout = new EventEmitter();
  let said = "";
  const stderr = Object.assign(new EventEmitter(), { write: (text: string) => (said += text) });
  const exitCodeFor = watchOutput(stdout, stderr);
  const fail = (code: string) => stdout.emit("error", Object.assign(new Error(`write ${code}`), { code }));
  const failStderr = (code: string) =>
    stderr.emit("error", Object.assign(new Error(`write ${code}`), { code }));
  return { fail, failStderr, exitCodeFor, said: () => said };
};

describe("stderr that takes no more", () => {
  it.each(["EPIPE", "ENOSPC"])("leaves the verdict as it is: %s", (code) => {
    const { failStderr, exitCodeFor } = watched();
    failStderr(code);
    expect([exitCodeFor(0), exitCodeFor(1), exitCodeFor(2)]).toEqual([0, 1, 2]);
  });
});

describe("standard output that takes no more", () => {
  it("leaves the verdict as it is where the reader has seen enough", () => {
    const { fail, exitCodeFor, said } = watched();
    fail("EPIPE");
    expect([exitCodeFor(0), exitCodeFor(1), said()]).toEqual([0, 1, ""]);
  });

  it("is unusable where the disk is full, and says so once", () => {
    const { fail, exitCodeFor, said } = watched();
    fail("ENOSPC");
    fail("ENOSPC");
    expect([exitCodeFor(0), exitCodeFor(1)]).toEqual([2, 2]);
    expect(said()).toBe("privicore-inspector: standard output: expected space on the disk, got none left\n");
  });
});
