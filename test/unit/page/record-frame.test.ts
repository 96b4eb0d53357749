import { describe, expect, it } from "vitest";
import { isBinary } from "./hook-in-node.ts";

function detached(): ArrayBuffer {
  const buffer = new ArrayBuffer(4);
  structuredClone(buffer, { transfer: [buffer] });
  return buffer;
}

const iterable = {
  get [Symbol.iterator](): never {
    throw new RangeError("Expected nothing to be read of it");
  },
  get length(): never {
    throw new RangeError("Expected nothing to be read of it");
  },
};

describe("what the hook gives to the native send as it is", () => {
  it.each([
    ["a buffer", new ArrayBuffer(2), true],
    ["an empty buffer", new ArrayBuffer(0), true],
    ["a detached buffer", detached(), true],
    ["a resizable buffer", new ArrayBuffer(2, { maxByteLength: 4 }), true],
    // Which browsers refuse: made a string of, it would go over the wire as one.
    ["a shared buffer", new SharedArrayBuffer(2), true],
    ["a view of a shared buffer", new Uint8Array(new SharedArrayBuffer(2)), true],
    ["a view", new DataView(new ArrayBuffer(2)), true],
    ["a Blob", new Blob(["x"]), true],
    ["a proxy of a buffer", new Proxy(new ArrayBuffer(2), {}), false],
    ["an object that inherits from buffers", Object.create(ArrayBuffer.prototype), false],
    ["an array", [1, 2], false],
    ["an object that nothing may be read of", iterable, false],
    ["a number", 5, false],
    ["nothing", undefined, false],
    ["null", null, false],
  ])("%s", (_, data, binary) => {
    expect(isBinary(data)).toBe(binary);
  });
});
