import * as z from "zod/mini";
import { waitUntil } from "../../test/browser/drivers/wait-until.ts";
import { startBareChromium } from "./bare-chromium.ts";
import { startJobServer } from "./job-server.ts";
import { streamStatuses } from "./stream-statuses.ts";
import {
  changesSchema,
  countSchema,
  droppedInPanel,
  framesInMessages,
  framesInPanel,
  readChanges,
  readCount,
  showMessages,
  watchCount,
} from "./watch-count.ts";

/** A tool that shows a socket's frames: our panel, or the Messages tab of Chrome's Network panel. */
export type FrameTool = "privicore" | "network";

/** With nothing new for so long, in milliseconds, after all was sent, nothing more comes. */
const settled = 8000;
/** What a tool may take to show what a page got, once the page has got all, in milliseconds. */
export const showPatience = 60_000;
/** A tool that is so busy that it cannot be asked is asked again for so long, in milliseconds. */
const answerPatience = 180_000;
/** The join and its answer pass before the frames that are counted. */
const framesBeside = 2;

const timesSchema = z.object({ times: z.tuple([z.number(), z.number()]) });

/** What became of a stream of frames. */
export interface Flow {
  /** How many frames passed, the join and its answer among them. */
  readonly passed: number;
  /** How many the tool shows a minute after the page had its last one, and how many it says that it dropped. */
  readonly shown: number;
  readonly dropped: number;
  /** How many it showed when the page had its last one. */
  readonly shownAtLast: number;
  /** Milliseconds: from the page's first frame to its last, and from there until the tool showed the last that it did. */
  readonly pageTime: number;
  readonly lag: number;
  /** Milliseconds of processor time, all processes of the browser, from the join until all was shown. */
  readonly processorTime: number;
}

/**
 * Sends `count` frames to a page in a fresh browser that nobody is attached to, with a tool in front, and waits until the tool
 * shows all of them, nothing more comes, or a minute has passed.
 *
 * @param rate frames a second; 0 for as fast as the page takes them
 */
export async function flowIntoTool(tool: FrameTool, rate: number, count: number): Promise<Flow> {
  const server = await startJobServer("bench/browser/relay.page.ts", streamStatuses);
  try {
    const ours = tool === "privicore";
    const browser = await startBareChromium(server.page(0), ours, tool);
    try {
      const inTool = ours ? browser.inPanel : browser.inDevTools;
      await server.run(0, { kind: "connect", rate, count });
      if (!ours)
        await waitUntil(
          "the socket's messages",
          async () => (await browser.inDevTools(showMessages)) === true,
          60_000,
        );
      await waitUntil("the tool", () => inTool(watchCount(ours ? framesInPanel : framesInMessages)), 60_000);
      const before = await browser.processorTime();
      const { times } = timesSchema.parse(await server.run(0, { kind: "take", times: "ends" }));
      const [first, last] = times;
      const passed = count + framesBeside;
      const dropped = await lastCount(inTool, ours ? droppedInPanel : "0", passed);
      const processorTime = (await browser.processorTime()) - before;
      const changes = await waitUntil(
        "what the tool showed",
        async () => changesSchema.parse(await inTool(readChanges)),
        answerPatience,
      );
      const shownBy = (time: number): number => changes.findLast(([, at]) => at <= time)?.[0] ?? 0;
      const ended = changes.findLast(([, at]) => at <= last + showPatience)?.[1] ?? last;
      return {
        passed,
        shown: shownBy(last + showPatience),
        dropped,
        shownAtLast: shownBy(last),
        pageTime: last - first,
        lag: Math.max(0, ended - last),
        processorTime,
      };
    } finally {
      await browser.stop();
    }
  } finally {
    await server.close();
  }
}

/** Waits until the tool shows all frames, nothing more comes, or it has taken too long. Returns how many it says it dropped. */
async function lastCount(
  inTool: (expression: string) => Promise<unknown>,
  dropped: string,
  passed: number,
): Promise<number> {
  let shown = -1;
  const asked = performance.now();
  let changed = asked;
  const count = await waitUntil(
    "an answer of the tool",
    async () => {
      const now = countSchema.parse(await inTool(readCount(dropped)));
      if (now.shown !== shown) changed = performance.now();
      shown = now.shown;
      const over = performance.now() - changed > settled || performance.now() - asked > showPatience;
      // What never comes must not be waited for.
      return now.shown + now.dropped >= passed || over ? now : null;
    },
    showPatience + answerPatience,
  );
  return count.dropped;
}
