import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { InspectorBrowser } from "../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../browser/drivers/launch.ts";
import { waitUntil } from "../browser/drivers/wait-until.ts";
import { type PageServer, startPageServer } from "./page-server.ts";
import { startProbe } from "./panel-probe.ts";

/** Sockets that the page keeps for the calls of a test. */
declare global {
  interface Window {
    kept: WebSocket[];
    done: number;
    stream: number;
    worker: Worker;
  }
}

let server: PageServer;
beforeAll(async () => {
  server = await startPageServer();
});
afterAll(() => server?.close());

/** Runs a function as a script of the page. */
function runInPage(source: string): void {
  const script = document.createElement("script");
  script.textContent = source;
  document.head.append(script);
}

/** Opens a socket in the page and keeps it. */
function openSocket(url: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const socket = new WebSocket(url);
  window.kept = [...(window.kept ?? []), socket];
  socket.onopen = () => resolve();
  return promise;
}

/** Sends numbered messages, `batch` of them every `interval` ms, without waiting for them. */
function startStream({ count, batch, interval }: { count: number; batch: number; interval: number }): void {
  let next = 0;
  window.stream = window.setInterval(() => {
    for (let i = 0; i < batch && next < count; i++) window.kept[0]?.send(`${next++} ${"x".repeat(100)}`);
    window.done = next;
    if (next >= count) clearInterval(window.stream);
  }, interval);
}

describe.each(browsersUnderTest)("nothing is lost in %s", (name) => {
  let browser: InspectorBrowser;
  beforeAll(async () => {
    browser = await launchInspector(name);
  });
  afterAll(() => browser?.close());
  beforeEach(() => browser.tab.open(server.page("plain")));
  // The panel stays open from one test to the next: each has a page and a probe of its own.
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await browser.tab.closeDevtools();
  });

  it("shows what came before DevTools were open, and what came while they were closed", async () => {
    await browser.tab.closeDevtools();
    await browser.tab.open(server.page("plain"));
    await browser.tab.evaluate(openSocket, `${server.socketOrigin}/echo`);
    await browser.tab.evaluate(startStream, { count: 500, batch: 100, interval: 10 });
    await waitUntil("the echo", () => browser.tab.evaluate(() => window.done === 500));
    const first = await startProbe(await browser.tab.openPanel());
    const before = await first.until("500 echoes", ({ received }) => received === 500);
    expect(before).toMatchObject({ sent: 500, disorder: null, gapFrames: 0 });
    expect(before.byType).toMatchObject({ document: 1, "connection-created": 1, "connection-opened": 1 });

    await browser.tab.closeDevtools();
    await browser.tab.evaluate(startStream, { count: 300, batch: 100, interval: 10 });
    await waitUntil("the echo", () => browser.tab.evaluate(() => window.done === 300));
    const second = await startProbe(await browser.tab.openPanel());
    const after = await second.until("800 echoes", ({ received }) => received === 800);
    expect(after).toMatchObject({ sent: 800, gapFrames: 0 });
  });

  it("survives the background being stopped 20 times during a stream", async () => {
    await browser.tab.evaluate(openSocket, `${server.socketOrigin}/echo`);
    const probe = await startProbe(await browser.tab.openPanel());
    await browser.tab.evaluate(startStream, { count: 100_000, batch: 10, interval: 10 });
    for (let stop = 0; stop < 20; stop++) {
      const { received } = await probe.summary();
      await browser.stopBackground();
      await probe.until("the stream to go on", (now) => now.received > received);
    }
    const count = await browser.tab.evaluate(() => {
      clearInterval(window.stream);
      return window.done;
    });
    // It ran all the while, and not to its end.
    expect(count).toBeGreaterThan(1_000);
    expect(count).toBeLessThan(100_000);
    const end = await probe.until("all echoes", ({ received }) => received >= count, 60_000);
    expect(end).toMatchObject({ sent: count, received: count, disorder: null, gapFrames: 0 });
    expect(end.byType).toMatchObject({ document: 1, "connection-created": 1 });
    expect(end.byType["document-ended"]).toBeUndefined();
  });

  it("takes a page for the same that was busy while the background was stopped and came back", async () => {
    await browser.tab.evaluate(openSocket, `${server.socketOrigin}/echo`);
    const probe = await startProbe(await browser.tab.openPanel());
    await browser.tab.evaluate(() => window.kept[0]?.send("before"));
    await probe.until("the first echo", ({ received }) => received === 1);
    // Longer than a page is waited for that does not come back.
    await browser.tab.evaluate(() => {
      setTimeout(() => {
        const end = performance.now() + 8_000;
        while (performance.now() < end);
        window.kept[0]?.send("after");
      });
    });
    await browser.stopBackground();
    const end = await probe.until("the second echo", ({ received }) => received === 2);
    expect(end).toMatchObject({
      sent: 2,
      documents: 1,
      byType: { document: 1, "connection-created": 1, frame: 4 },
    });
    expect(end.byType["gap"]).toBeUndefined();
    expect(end.byType["document-ended"]).toBeUndefined();
  });

  it("hands over the last frames of a page that is left", async () => {
    const probe = await startProbe(await browser.tab.openPanel());
    for (let round = 1; round <= 5; round++) {
      await browser.tab.evaluate(openSocket, `${server.socketOrigin}/silent`);
      // In one turn: a flood, its last frames while the page is being hidden, and away.
      await browser.tab.evaluate(() => {
        const socket = window.kept[0];
        for (let i = 0; i < 3_000; i++) socket?.send(`${i} flood`);
        window.addEventListener("pagehide", () => {
          // Firefox closes the sockets of a page before it hides it: what is sent then goes nowhere.
          for (let i = 3_000; i < 3_010; i++) socket?.send(`${i} while leaving`);
        });
      });
      await browser.tab.reload();
      const now = await probe.until(`${round} pages`, ({ byType }) => byType["document-ended"] === round);
      const perPage = name === "chromium" ? 3_010 : 3_000;
      expect(now).toMatchObject({ sent: round * perPage, disorder: null, gapFrames: 0 });
    }
  });

  it("hands them over also where the page has written itself anew with document.open", async () => {
    const probe = await startProbe(await browser.tab.openPanel());
    await browser.tab.evaluate(
      runInPage,
      `document.open(); document.write("<!doctype html><title>written</title><p>written"); document.close();`,
    );
    await browser.tab.evaluate(openSocket, `${server.socketOrigin}/silent`);
    await browser.tab.evaluate(() => {
      for (let i = 0; i < 3_000; i++) window.kept[0]?.send(`${i} flood`);
    });
    await browser.tab.reload();
    const end = await probe.until("the page's end", ({ byType }) => byType["document-ended"] === 1);
    expect(end).toMatchObject({ sent: 3_000, disorder: null, gapFrames: 0 });
  });

  it("sees frames of every kind once: empty and used at once, srcdoc, replaced, and written", async () => {
    server.page("inner", { script: "inner-frame" });
    server.page("frames", { script: "frames" });
    const probe = await startProbe(await browser.tab.openPanel());
    await browser.tab.open(`${server.origin}/frames`);
    await probe.until("the five echoes", ({ received }) => received >= 5);
    // One more, in order after all that could have come twice.
    await browser.tab.evaluate(openSocket, `${server.socketOrigin}/echo`);
    await browser.tab.evaluate(() => window.kept[0]?.send("the last one"));
    await probe.until("the last echo", ({ received }) => received >= 6);
    const texts = (await probe.events()).flatMap((event) =>
      event.type === "frame" && event.direction === "received" ? [event.payload] : [],
    );
    expect(texts.sort()).toEqual([
      "about:blank, at once",
      "from frame replaced",
      "from frame src",
      "srcdoc",
      "the last one",
      "written",
    ]);
  });

  it("keeps text, bytes and Blobs in their true order", async () => {
    const probe = await startProbe(await browser.tab.openPanel());
    await browser.tab.evaluate(openSocket, `${server.socketOrigin}/echo`);
    await browser.tab.evaluate(() => {
      const socket = window.kept[0];
      for (let i = 0; i < 300; i++) {
        const text = `${i} in order`;
        if (i % 3 === 0) socket?.send(text);
        else if (i % 3 === 1) socket?.send(new TextEncoder().encode(text));
        else socket?.send(new Blob([text]));
      }
    });
    await probe.until("all echoes", ({ received }) => received === 300);
    const events = await probe.events();
    for (const direction of ["sent", "received"]) {
      const texts = events.flatMap((event) => {
        if (event.type !== "frame" || event.direction !== direction) return [];
        return [event.opcode === "text" ? event.payload : Buffer.from(event.payload, "base64").toString()];
      });
      expect(texts).toEqual(Array.from({ length: 300 }, (_, i) => `${i} in order`));
    }
  });

  it("shows as empty what a detached buffer, or a view of one, sends", async () => {
    const probe = await startProbe(await browser.tab.openPanel());
    const from = server.received.length;
    await browser.tab.evaluate(openSocket, `${server.socketOrigin}/echo`);
    await browser.tab.evaluate(() => {
      const buffer = new ArrayBuffer(8);
      const views = [new Uint8Array(buffer, 2, 4), new DataView(buffer, 2, 4)];
      structuredClone(buffer, { transfer: [buffer] });
      for (const data of [buffer, ...views]) window.kept[0]?.send(data);
      window.kept[0]?.send("last");
    });
    const end = await probe.until("all echoes", ({ received }) => received === 4);
    expect(server.received.slice(from)).toEqual(["", "", "", "last"]);
    expect(end).toMatchObject({ sent: 4, gapFrames: 0 });
    const sent = (await probe.events()).flatMap((event) =>
      event.type === "frame" && event.direction === "sent" ? [[event.opcode, event.payload, event.size]] : [],
    );
    expect(sent).toEqual([
      ["binary", "", 0],
      ["binary", "", 0],
      ["binary", "", 0],
      ["text", "last", 4],
    ]);
  });

  it("keeps ten frames, two tabs and two windows apart", async () => {
    const other = await browser.newTab();
    const window2 = await browser.newWindow();
    try {
      const probe = await startProbe(await browser.tab.openPanel());
      for (const tab of [other, window2]) {
        await tab.open(server.page("elsewhere"));
        await tab.evaluate(openSocket, `${server.socketOrigin}/echo`);
        await tab.evaluate(() => window.kept[0]?.send("in another tab"));
      }
      server.page("inner", { script: "inner-frame" });
      await browser.tab.evaluate(() => {
        for (let i = 0; i < 10; i++) {
          const frame = document.createElement("iframe");
          frame.src = `/inner?frame=${i}`;
          document.body.append(frame);
        }
      });
      await probe.until("ten echoes", ({ received }) => received === 10);
      const events = await probe.events();
      const texts = events.flatMap((event) =>
        event.type === "frame" && event.direction === "received" ? [event.payload] : [],
      );
      expect(texts.sort()).toEqual(Array.from({ length: 10 }, (_, i) => `from frame ${i}`));
      const documents = events.filter(({ type }) => type === "document");
      expect(documents).toHaveLength(10);
      const created = events.flatMap((event) =>
        event.type === "connection-created" ? [`${event.document} ${event.connection}`] : [],
      );
      expect(new Set(created).size).toBe(10);

      const second = await startProbe(await other.openPanel());
      const seen = await second.until("the other tab's echo", ({ received }) => received === 1);
      expect(seen).toMatchObject({ sent: 1, documents: 1 });
      await other.closeDevtools();
    } finally {
      await other.close();
      await window2.close();
    }
  });

  it("follows 1,000 connections", async () => {
    // Chromium opens sockets at one address one after the other, ten milliseconds apart.
    const servers = await Promise.all(Array.from({ length: 10 }, startPageServer));
    try {
      const probe = await startProbe(await browser.tab.openPanel());
      await browser.tab.evaluate(
        async (urls) => {
          // In rounds: Chromium lets more than a few sockets that are being opened wait for seconds.
          for (let round = 0; round < 100; round++)
            await Promise.all(
              urls.map((url, i) => {
                const { promise, resolve } = Promise.withResolvers<void>();
                const socket = new WebSocket(url);
                socket.onopen = () => socket.send(`${round * urls.length + i} connection`);
                socket.onmessage = () => socket.close();
                socket.onclose = () => resolve();
                return promise;
              }),
            );
        },
        servers.map(({ socketOrigin }) => `${socketOrigin}/echo`),
      );
      const end = await probe.until(
        "all closed",
        ({ byType }) => byType["connection-closed"] === 1_000,
        60_000,
      );
      expect(end).toMatchObject({ sent: 1_000, received: 1_000, gapFrames: 0 });
      expect(end.byType).toMatchObject({ "connection-created": 1_000, "connection-opened": 1_000 });
    } finally {
      await Promise.all(servers.map((each) => each.close()));
    }
  });

  // Ten seconds of it, without a driver that listens to each frame, too: `npm run bench -- relay`, in Chromium.
  it("keeps up with 20,000 frames a second for five seconds, or accounts for them to the frame", async () => {
    await browser.tab.evaluate(openSocket, `${server.socketOrigin}/silent`);
    const probe = await startProbe(await browser.tab.openPanel());
    await browser.tab.evaluate(startStream, { count: 100_000, batch: 200, interval: 10 });
    const end = await probe.until(
      "100,000 frames",
      ({ sent, gapFrames }) => sent + gapFrames === 100_000,
      80_000,
    );
    expect(end.disorder).toBeNull();
    expect(end.byType["document-ended"]).toBeUndefined();
    // The buffer is large enough that on any machine nearly all arrive.
    expect(end.sent).toBeGreaterThan(75_000);
    console.log(`${name}: ${end.sent} of 100,000 frames arrived, ${end.gapFrames} accounted for as missing`);
  }, 120_000);

  it("sends frames by hand and marks them", async () => {
    const probe = await startProbe(await browser.tab.openPanel());
    await browser.tab.evaluate(openSocket, `${server.socketOrigin}/echo`);
    await probe.until("the socket", ({ byType }) => byType["connection-opened"] === 1);
    const from = server.received.length;
    expect(await probe.send("d1:1", "text", "by hand é")).toBeNull();
    expect(await probe.send("d1:1", "binary", "AAH/")).toBeNull();
    await probe.until("the echoes", ({ received }) => received === 2);
    expect(server.received.slice(from)).toEqual(["by hand é", "0001ff"]);
    const sent = (await probe.events()).filter(
      (event) => event.type === "frame" && event.direction === "sent",
    );
    expect(sent).toMatchObject([
      { payload: "by hand é", opcode: "text", size: 10, injected: true },
      { payload: "AAH/", opcode: "binary", size: 3, injected: true },
    ]);
    expect(await probe.send("d1:7", "text", "x")).toContain("not live");
    await browser.tab.evaluate(() => window.kept[0]?.close());
    await probe.until("the end", ({ byType }) => byType["connection-closed"] === 1);
    expect(await probe.send("d1:1", "text", "too late")).toContain("not open");
  });

  it("accounts for every frame and byte that it could not keep", async () => {
    await browser.tab.closeDevtools();
    await browser.tab.open(server.page("plain"));
    await browser.tab.evaluate(openSocket, `${server.socketOrigin}/silent`);
    // Nobody watches: the buffer keeps 20,000 events. Two-byte and four-byte characters, to tell bytes from characters.
    const sentBytes = await browser.tab.evaluate(() => {
      let bytes = 0;
      for (let i = 0; i < 30_000; i++) {
        const text = `${i} é😀`;
        bytes += new TextEncoder().encode(text).length;
        window.kept[0]?.send(text);
      }
      return bytes;
    });
    const probe = await startProbe(await browser.tab.openPanel());
    const end = await probe.until("the buffer", ({ sent, gapFrames }) => sent + gapFrames === 30_000);
    expect(end.sent).toBeGreaterThan(19_000);
    expect(end.gapFrames).toBe(30_000 - end.sent);
    expect(end.frameBytes + end.gapBytes).toBe(sentBytes);
    expect(end.disorder).toBeNull();
    // The connection's own events had left the buffer, and are told all the same.
    expect(end.byType).toMatchObject({ "connection-created": 1, "connection-opened": 1, gap: 1 });
  });

  it("cuts large payloads, keeps their true size, and is not stopped by 64 MiB", async () => {
    const probe = await startProbe(await browser.tab.openPanel());
    await browser.tab.evaluate(openSocket, `${server.socketOrigin}/silent`);
    await browser.tab.evaluate(() => {
      const socket = window.kept[0];
      socket?.send("é".repeat(1_500_000));
      socket?.send(new Uint8Array(3_000_000).fill(7));
      socket?.send(new Blob([new Uint8Array(2_000_000).fill(8)]));
      socket?.send("x".repeat(64 * 1_048_576));
      socket?.send("the last one");
    });
    await probe.until("five frames", ({ sent }) => sent === 5, 60_000);
    const frames = (await probe.events()).flatMap((event) =>
      event.type === "frame"
        ? [[event.opcode, event.size, event.truncated === true, event.payload.length]]
        : [],
    );
    const mebibyte = 1_048_576;
    const inBase64 = Math.ceil(mebibyte / 3) * 4;
    expect(frames).toEqual([
      ["text", 3_000_000, true, mebibyte],
      ["binary", 3_000_000, true, inBase64],
      ["binary", 2_000_000, true, inBase64],
      ["text", 64 * mebibyte, true, mebibyte],
      ["text", 12, false, 12],
    ]);
  });

  it("keeps a long text whole, whatever it is made of, unless it is mostly what JSON escapes", async () => {
    const probe = await startProbe(await browser.tab.openPanel());
    await browser.tab.evaluate(openSocket, `${server.socketOrigin}/silent`);
    const texts: readonly (readonly [string, number])[] = [
      ["x", 200_000],
      // With the letter before them the pairs lie across the ends of the pieces that a text is worked off in.
      ["😀", 500_000],
      ['{"key":"value"}', 50_000],
      ["\u0001", 1_000_000],
      ["short", 1],
    ];
    await browser.tab.evaluate((all) => {
      for (const [text, times] of all) window.kept[0]?.send(`a${text.repeat(times)}`);
    }, texts);
    await probe.until("all texts", ({ sent }) => sent === texts.length);
    const frames = (await probe.events()).filter((event) => event.type === "frame");
    for (const [at, [text, times]] of texts.entries()) {
      const whole = `a${text.repeat(times)}`;
      const frame = frames[at];
      expect(frame?.size).toBe(Buffer.byteLength(whole));
      const cut = text === "\u0001";
      expect(frame?.truncated === true).toBe(cut);
      expect(frame?.payload === (cut ? whole.slice(0, frame?.payload.length) : whole)).toBe(true);
      // Two MiB of JSON, six characters for each, and a piece more.
      if (cut) expect(frame?.payload.length).toBeGreaterThan(300_000);
    }
  });

  it("says what is not seen of workers", async () => {
    const probe = await startProbe(await browser.tab.openPanel());
    await browser.tab.evaluate(() => {
      new Worker(URL.createObjectURL(new Blob([""])));
      new SharedWorker(URL.createObjectURL(new Blob([""])));
    });
    const status = await waitUntil("two limits", async () => {
      const now = await probe.status();
      const limits =
        now?.limits.filter((limit) => limit.includes("worker") || limit.includes("Worker")) ?? [];
      return limits.length === 2 && limits;
    });
    expect(status[0]).toContain(name === "chromium" ? "network log" : "does not show");
    expect(status[1]).toContain("shared workers");
  });

  // Firefox shows them nowhere, and says so: see above.
  it.runIf(name === "chromium")("sees the sockets of workers once, beside those of the page", async () => {
    const probe = await startProbe(await browser.tab.openPanel());
    await browser.tab.evaluate(openSocket, `${server.socketOrigin}/echo`);
    await browser.tab.evaluate((url) => {
      window.kept[0]?.send("from the page");
      const code = `const socket = new WebSocket("${url}");
        socket.onopen = () => { socket.send("from a worker"); socket.send(new Uint8Array([1, 2, 255])); };
        onmessage = ({ data }) => data === "close" ? socket.close() : socket.send(data);`;
      window.worker = new Worker(URL.createObjectURL(new Blob([code])));
    }, `${server.socketOrigin}/echo`);
    await probe.until("both sockets", ({ received }) => received === 3);
    await browser.tab.evaluate(() => window.worker.postMessage("later é"));
    await probe.until("a later frame", ({ received }) => received === 4);
    await browser.tab.evaluate(() => window.worker.postMessage("close"));
    await probe.until("its end", ({ byType }) => byType["connection-closed"] === 1);
    const events = await probe.events();
    const frames = events.flatMap((event) =>
      event.type === "frame" ? [`${event.connection} ${event.direction} ${event.payload} ${event.size}`] : [],
    );
    const created = events.filter((event) => event.type === "connection-created");
    expect(created).toMatchObject([
      { connection: "d1:1", document: "d1" },
      { connection: "w1", document: "d1", worker: true },
    ]);
    expect(frames.filter((frame) => frame.startsWith("w1"))).toEqual([
      "w1 sent from a worker 13",
      "w1 sent AQL/ 3",
      "w1 received from a worker 13",
      "w1 received AQL/ 3",
      "w1 sent later é 8",
      "w1 received later é 8",
    ]);
    expect(frames.filter((frame) => frame.startsWith("d1:1"))).toEqual([
      "d1:1 sent from the page 13",
      "d1:1 received from the page 13",
    ]);
    expect(frames).toHaveLength(8);
  });
});
