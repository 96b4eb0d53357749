import { once } from "node:events";
import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { writePieces } from "../../../src/cli/write-pieces.ts";

const room = 1000;
const piece = "x".repeat(100);

/** Pieces that note how much of what was made before the stream still held whenever the next was asked for. */
function* notedPieces(stream: Writable, count: number, held: number[]): Generator<string> {
  for (let made = 0; made < count; made++) {
    held.push(stream.writableLength);
    yield piece;
  }
}

describe("a text in pieces", () => {
  it("is made no faster than its reader takes it", async () => {
    let read = "";
    const slow = new Writable({
      highWaterMark: room,
      decodeStrings: false,
      write: (text: string, _encoding, taken) => {
        read += text;
        setImmediate(taken);
      },
    });
    const held: number[] = [];
    await writePieces(slow, notedPieces(slow, 200, held));
    slow.end();
    await once(slow, "finish");
    expect(read).toBe(piece.repeat(200));
    expect(Math.max(...held)).toBeLessThanOrEqual(room);
    expect(Math.max(...held)).toBeGreaterThan(0);
    expect(slow.listenerCount("drain") + slow.listenerCount("error")).toBe(0);
  });

  it("comes to its end where the reader goes away in the middle", async () => {
    let taken = 0;
    const gone = new Writable({
      highWaterMark: room,
      write: (_text, _encoding, done) => {
        setImmediate(() =>
          done(++taken > 20 ? Object.assign(new Error("write EPIPE"), { code: "EPIPE" }) : null),
        );
      },
    });
    const failures: string[] = [];
    gone.on("error", ({ message }) => failures.push(message));
    const held: number[] = [];
    await writePieces(gone, notedPieces(gone, 200, held));
    expect(held).toHaveLength(200);
    expect(failures).toEqual(["write EPIPE"]);
  });

  it("is written at once to what never says that it is full", async () => {
    const written: string[] = [];
    await writePieces({ write: (text) => written.push(text) }, [piece, piece]);
    expect(written).toEqual([piece, piece]);
  });
});
