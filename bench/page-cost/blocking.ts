/**
 * For how long at a time the extension holds up the page's main thread while a panel watches 20,000 frames a second. Usage:
 * `tsx bench/page-cost/blocking.ts` after a build. From the CPU profile of the page: stretches of samples whose outermost
 * function is the extension's. What the hook does inside the page's own calls is in run.ts's times.
 */
import * as z from "zod/mini";
import { launchChromium } from "../../test/browser/drivers/chromium-browser.ts";
import { startPageServer } from "../../test/capture/page-server.ts";

const profileSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ url: z.string() }),
      children: z.optional(z.array(z.number())),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

export interface Blocking {
  /** Milliseconds: the longest stretch, and the one that 99 of 100 stay below. */
  readonly longest: number;
  readonly percentile99: number;
  /** How many stretches there were, and their sum in milliseconds, in `seconds` of stream. */
  readonly stretches: number;
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
    await session.send("Profiler.enable");
    await session.send("Profiler.setSamplingInterval", { interval: 200 });
    await session.send("Profiler.start");
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
    const { profile } = await session.send("Profiler.stop");
    return { ...stretchesOf(profileSchema.parse(profile)), seconds };
  } finally {
    await browser.close();
    await server.close();
  }
}

function stretchesOf({ nodes, samples, timeDeltas }: z.infer<typeof profileSchema>) {
  const ours = new Set<number>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const addAll = (id: number): void => {
    ours.add(id);
    for (const child of byId.get(id)?.children ?? []) addAll(child);
  };
  // The first node is the root: its children are the outermost functions.
  for (const id of nodes[0]?.children ?? [])
    if (byId.get(id)?.callFrame.url.startsWith("chrome-extension://") === true) addAll(id);
  const lengths: number[] = [];
  let length = 0;
  for (const [index, sample] of samples.entries()) {
    if (ours.has(sample)) length += (timeDeltas[index + 1] ?? 0) / 1000;
    else if (length > 0) {
      lengths.push(length);
      length = 0;
    }
  }
  lengths.sort((a, b) => a - b);
  return {
    longest: lengths.at(-1) ?? 0,
    percentile99: lengths[Math.floor(lengths.length * 0.99)] ?? 0,
    stretches: lengths.length,
    total: lengths.reduce((sum, one) => sum + one, 0),
  };
}

if (import.meta.filename === process.argv[1]) {
  const { longest, percentile99, stretches, total, seconds } = await measureBlocking();
  console.log(
    `${stretches} stretches in ${seconds} s of 20,000 frames a second, ${total.toFixed(0)} ms together: 99 % below ${percentile99.toFixed(1)} ms, the longest ${longest.toFixed(1)} ms`,
  );
  process.exit(0);
}
