import { describe, expect, it } from "vitest";
import { batchSchema } from "../../../src/contract/page-wire.ts";
import { waitUntil } from "../../browser/drivers/wait-until.ts";
import {
  blobPayload,
  createEventRing,
  pageSocket,
  payloadLimit,
  readBlob,
  unreadable,
} from "./hook-in-node.ts";

const readBatch = (batch: string | null) => batchSchema.parse(JSON.parse(batch ?? "null"));
const url = "wss://proxy.test/";

describe("the hook's ring", () => {
  it("lets a Blob go once it was read, and once it cannot be", async () => {
    const read = blobPayload(new Blob(["some bytes"]));
    readBlob(read, 4, 1);
    await waitUntil("the bytes", () => read.base64 !== null);
    expect(read).toEqual({ blob: null, since: 1, base64: Buffer.from("some").toString("base64") });
    const broken = blobPayload(new Blob([unreadable]));
    readBlob(broken, 100, 7);
    await waitUntil("the failure", () => broken.blob === null);
    expect(broken).toEqual({ blob: null, since: 1, base64: null });
  });

  it("counts large Blobs by their size, up to four payloads", () => {
    const kept = (size: number): number => {
      const ring = createEventRing();
      const connection = ring.created(pageSocket(), url, "[]");
      for (let i = 0; i < 10; i++) ring.binary(connection, "sent", blobPayload(new Blob()), size, 0);
      return 10 - readBatch(ring.collect(0, 1)).dropped[0];
    };
    // 16 MiB while nobody looks.
    expect(kept(payloadLimit)).toBe(10);
    expect(kept(2 * payloadLimit)).toBe(7);
    expect(kept(4 * payloadLimit)).toBe(3);
    expect(kept(100 * payloadLimit)).toBe(3);
  });

  it("cuts the URL of a socket", () => {
    const ring = createEventRing();
    ring.created(pageSocket(), `${url}${"x".repeat(34_000_000)}`, "[]");
    const [created] = readBatch(ring.collect(0, 1)).events;
    expect(created).toEqual(["created", expect.any(Number), 1, url.padEnd(65_536, "x"), []]);
  });

  it("tells again of so many sockets as a batch can carry, the newest", () => {
    const ring = createEventRing();
    const sockets = 1_000;
    for (let i = 0; i < sockets; i++) ring.created(pageSocket(), url.padEnd(65_536, "x"), "[]");
    const batch = ring.collect(0, 1) ?? "";
    expect(batch.length).toBeLessThan(3 * payloadLimit);
    const { facts, first } = readBatch(batch);
    const told = facts.map((fact) => (Array.isArray(fact) ? fact[2] : null));
    expect(told.length).toBeGreaterThan(30);
    expect(told).toEqual(told.map((_, index) => first - told.length + index));
  });
});
