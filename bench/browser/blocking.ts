/**
 * For how long at a time the extension holds up the page's main thread while a panel watches a stream. From a trace of the
 * page: the calls that the browser makes into the extension's scripts, in the thread's own time, which a busy machine does
 * not lengthen. What the hook does inside the page's own calls is in the page's cost.
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

/** Milliseconds of each call into the extension's scripts while the page sends `seconds` of 20,000 frames a second. */
export async function measureBlocking(seconds: number): Promise<readonly number[]> {
  const server = await startPageServer();
  const browser = await launchChromium();
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
    return calls.map(({ tdur }) => tdur / 1000);
  } finally {
    await browser.close();
    await server.close();
  }
}
