/**
 * For how long at a time the extension holds up the page's main thread while a panel watches 20,000 frames a second. Usage:
 * `tsx bench/page-cost/blocking.ts` after a build. From a trace of the page: the calls that the browser makes into the
 * extension's scripts, in the thread's own time, which a busy machine does not lengthen. What the hook does inside the
 * page's own calls is in run.ts's times.
 */
import * as z from "zod/mini";
import { launchChromium } from "../../test/browser/drivers/chromium-browser.ts";
import { startPageServer } from "../../test/capture/page-server.ts";

const callSchema = z.object({
  name: z.literal("FunctionCall"),
  /** Microseconds: of the clock, and of the thread's own time. */
  dur: z.number(),
  tdur: z.number(),
  args: z.object({ data: z.object({ url: z.string() }) }),
});

export interface Blocking {
  /** Milliseconds: the longest call, the one that 99 of 100 stay below, and the middle one. */
  readonly longest: number;
  readonly percentile99: number;
  readonly median: number;
  /** How many calls there were, and their sum in milliseconds, in `seconds` of stream. */
  readonly calls: number;
  readonly total: number;
  readonly seconds: number;
}

export async function measureBlocking(): Promise<Blocking> {
  const server = await startPageServer();
  const browser = await launchChromium();
  const seconds = 5;
  try {
    await browser.tab.open(server.page("plain"));
    await browser.tab.openPanel();
    const session = await browser.context.newCDPSession(browser.tab.page);
    const calls: z.infer<typeof callSchema>[] = [];
    session.on("Tracing.dataCollected", ({ value }) => {
      for (const event of value) {
        const call = callSchema.safeParse(event).data;
        if (call?.args.data.url.startsWith("chrome-extension://") === true) calls.push(call);
      }
    });
    await session.send("Tracing.start", {
      traceConfig: { includedCategories: ["devtools.timeline"], excludedCategories: ["*"] },
      transferMode: "ReportEvents",
    });
    await browser.tab.evaluate(
      async ({ url, turns }) => {
        const socket = new WebSocket(url);
        await new Promise((resolve) => socket.addEventListener("open", resolve));
        const payload = "x".repeat(200);
        for (let turn = 0; turn < turns; turn++) {
          for (let i = 0; i < 200; i++) socket.send(payload);
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      },
      { url: `${server.socketOrigin}/silent`, turns: seconds * 100 },
    );
    const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.end");
    await complete;
    return { ...summaryOf(calls.map(({ tdur }) => tdur / 1000)), seconds };
  } finally {
    await browser.close();
    await server.close();
  }
}

function summaryOf(times: readonly number[]): Omit<Blocking, "seconds"> {
  const sorted = times.toSorted((a, b) => a - b);
  return {
    longest: sorted.at(-1) ?? 0,
    percentile99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    median: sorted[sorted.length >> 1] ?? 0,
    calls: sorted.length,
    total: sorted.reduce((sum, one) => sum + one, 0),
  };
}

if (import.meta.filename === process.argv[1]) {
  const { longest, percentile99, median, calls, total, seconds } = await measureBlocking();
  console.log(
    `${calls} calls in ${seconds} s of 20,000 frames a second, ${total.toFixed(0)} ms together: half below ${median.toFixed(1)} ms, 99 % below ${percentile99.toFixed(1)} ms, the longest ${longest.toFixed(1)} ms`,
  );
  process.exit(0);
}
