import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { chunksOf } from "../../../src/io/source/byte-source.ts";
import { openFileSource, spoolSource } from "../../../src/io/source/node-source.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "privicore-source-"));
  // Others have temporary files, too.
  for (const name of ["TMPDIR", "TEMP"]) vi.stubEnv(name, folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

describe("a file", () => {
  it("is read from any place, to its end and no further", async () => {
    const path = join(folder, "a.jsonl");
    await writeFile(path, "0123456789");
    const source = await openFileSource(path);
    expect([source.name, source.size]).toEqual(["a.jsonl", 10]);
    expect(Buffer.from(await source.read(3, 4)).toString()).toBe("3456");
    expect(Buffer.from(await source.read(8, 100)).toString()).toBe("89");
    expect(await source.read(20, 5)).toHaveLength(0);
    await source.close();
  });

  it("that is none is an error with Node's code", async () => {
    await expect(openFileSource(folder)).rejects.toMatchObject({ code: "EISDIR" });
    await expect(openFileSource(join(folder, "none"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("a stream", () => {
  it.each([
    ["kept in memory", 1000],
    ["spooled to a file", 5],
  ])("is read again from any place, %s", async (_name, memoryBytes) => {
    const source = await spoolSource(
      Readable.from([Buffer.from("0123"), "45", Buffer.from("6789")]),
      "stdin",
      memoryBytes,
    );
    expect(source.size).toBe(10);
    expect(Buffer.from(await source.read(2, 6)).toString()).toBe("234567");
    expect(Buffer.from(await source.read(0, 2)).toString()).toBe("01");
    const chunks: string[] = [];
    for await (const chunk of chunksOf(source)) chunks.push(Buffer.from(chunk).toString());
    expect(chunks.join("")).toBe("0123456789");
    await source.close();
    expect(await readdir(folder)).toEqual([]);
  });

  it.skipIf(process.platform === "win32")(
    "is spooled to a file that has no name to stay behind",
    async () => {
      const source = await spoolSource(Readable.from([Buffer.from("secret")]), "stdin", 5);
      expect(await readdir(folder)).toEqual([]);
      expect(Buffer.from(await source.read(0, 6)).toString()).toBe("secret");
      await source.close();
    },
  );

  it("that breaks leaves no spool behind", async () => {
    async function* breaking() {
      yield Buffer.from("0123456789");
      throw new Error("the pipe broke");
    }
    await expect(spoolSource(breaking(), "stdin", 5)).rejects.toThrow("the pipe broke");
    expect(await readdir(folder)).toEqual([]);
  });
});
