/**
 * For how long at a time the extension holds up the page's main thread while a panel watches. From a trace of the browser: the
 * calls that it makes into the extension's two scripts in the page, in the thread's own time, which a busy machine does not
 * lengthen. What the hook does inside the page's own calls is in the page's cost.
 */
import * as z from "zod/mini";
import { launchChromium } from "../../test/browser/drivers/chromium-browser.ts";
import type { ChromiumTab } from "../../test/browser/drivers/chromium-tab.ts";
import { waitUntil } from "../../test/browser/drivers/wait-until.ts";
import { startPageServer } from "../../test/capture/page-server.ts";
import { startProbe } from "../../test/capture/panel-probe.ts";

/** Of the extension, the panel in DevTools shows up in the same trace: it is another process and holds up nobody's page. */
const callSchema = z.object({
  name: z.literal("FunctionCall"),
  pid: z.number(),
  tid: z.number(),
  /** When it began, and how long it took by the clock, in microseconds. */
  ts: z.number(),
  dur: z.number(),
  /** Microseconds of the thread's own time. */
  tdur: z.number(),
  args: z.object({
    data: z.object({ url: z.string().check(z.regex(/^chrome-extension:.*\/(hook|bridge)\.iife\.js$/)) }),
  }),
});

/** A collection of garbage. It falls due by what the whole page has allocated, and into whatever allocates next. */
const collectionSchema = z.object({
  name: z.enum(["MajorGC", "MinorGC"]),
  pid: z.number(),
  tid: z.number(),
  ts: z.number(),
  tdur: z.number(),
});

/** A call into the extension's scripts in a page, in milliseconds of the thread's own time. */
export interface Call {
  readonly whole: number;
  /** Without the collections of garbage that fell into it. */
  readonly own: number;
}

/** What the page does. Gives the number of frames that the panel is to have afterwards. */
type Load = (tab: ChromiumTab, socketOrigin: string) => Promise<number>;

/** 20,000 frames a second are sent, 200 at a time. */
export const stream =
  (seconds: number): Load =>
  (tab, socketOrigin) =>
    tab.evaluate(
      async ({ url, turns }) => {
        const socket = new WebSocket(url);
        await new Promise((resolve) => socket.addEventListener("open", resolve));
        const payload = "x".repeat(200);
        for (let turn = 0; turn < turns; turn++) {
          for (let i = 0; i < 200; i++) socket.send(payload);
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        return turns * 200;
      },
      { url: `${socketOrigin}/silent`, turns: seconds * 100 },
    );

/** Texts of one and of three million characters go to the server and come back, of kinds that are more and less work to quote. */
export const largeTexts =
  (rounds: number): Load =>
  (tab, socketOrigin) =>
    tab.evaluate(
      async ({ url, count }) => {
        const socket = new WebSocket(url);
        await new Promise((resolve) => socket.addEventListener("open", resolve));
        const kinds = ["x", "é", "漢", "😀", '{"key":"value"}', "\u0001"];
        for (let round = 0; round < count; round++)
          for (const kind of kinds)
            for (const size of [1_000_000, 3_000_000]) {
              const answered = new Promise((resolve) =>
                socket.addEventListener("message", resolve, { once: true }),
              );
              socket.send(kind.repeat(size / kind.length));
              await answered;
            }
        return count * kinds.length * 2 * 2;
      },
      { url: `${socketOrigin}/echo`, count: rounds },
    );

/** Each call into the extension's scripts in a page under a load, until the panel has all of its frames. */
export async function measureBlocking(load: Load): Promise<readonly Call[]> {
  const server = await startPageServer();
  const browser = await launchChromium();
  try {
    await browser.tab.open(server.page("plain"));
    const probe = await startProbe(await browser.tab.openPanel());
    const session = await browser.context.newCDPSession(browser.tab.page);
    const calls: z.infer<typeof callSchema>[] = [];
    const collections: z.infer<typeof collectionSchema>[] = [];
    session.on("Tracing.dataCollected", ({ value }) => {
      for (const event of value) {
        const call = callSchema.safeParse(event).data;
        if (call !== undefined) calls.push(call);
        const collection = collectionSchema.safeParse(event).data;
        if (collection !== undefined) collections.push(collection);
      }
    });
    await session.send("Tracing.start", {
      traceConfig: { includedCategories: ["devtools.timeline", "v8"], excludedCategories: ["*"] },
      transferMode: "ReportEvents",
    });
    const count = await load(browser.tab, server.socketOrigin);
    await waitUntil(
      "every frame in the panel",
      async () => {
        const { sent, received, gapFrames } = await probe.summary();
        return sent + received + gapFrames === count;
      },
      60_000,
    );
    const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.end");
    await complete;
    return calls.map(({ pid, tid, ts, dur, tdur }) => {
      const within = collections.filter(
        (one) => one.pid === pid && one.tid === tid && one.ts >= ts && one.ts <= ts + dur,
      );
      const collecting = within.reduce((sum, one) => sum + one.tdur, 0);
      return { whole: tdur / 1000, own: (tdur - collecting) / 1000 };
    });
  } finally {
    await browser.close();
    await server.close();
  }
}
