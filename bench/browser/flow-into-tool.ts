import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod/mini";
import { waitUntil } from "../../test/browser/drivers/wait-until.ts";
import { startBareChromium } from "./bare-chromium.ts";
import { startJobServer } from "./job-server.ts";
import { streamStatuses } from "./stream-statuses.ts";
import {
  countsSchema,
  droppedInPanel,
  framesInMessages,
  framesInPanel,
  readCounts,
  showMessages,
  watchCount,
} from "./watch-count.ts";

/** A tool that shows a socket's frames: our panel, or the Messages tab of Chrome's Network panel. */
export type FrameTool = "privicore" | "network";

/** What a tool may take to show what a page got, once the page has got all, in milliseconds. */
const showPatience = 60_000;
/** The join and its answer pass before the frames that are counted. */
const framesBeside = 2;

const timesSchema = z.object({ times: z.tuple([z.number(), z.number()]) });

/** What became of a stream of frames. */
export interface Flow {
  /** How many frames passed, the join and its answer among them. */
  readonly passed: number;
  /**
   * How many the tool shows a minute after the page had its last one, as far as it answered by then, and how many it says that it
   * dropped.
   */
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
 * shows all of them, or a minute has passed since the page had the last.
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
      const passed = count + framesBeside;
      const seen = new Seen(inTool, ours ? droppedInPanel : "0");
      const taken = server.run(0, { kind: "take", times: "ends" });
      let over = false;
      const looking = seen.follow(passed, () => over);
      const { times } = timesSchema.parse(await taken);
      const [first, last] = times;
      // What never comes, and who never answers, must not be waited for.
      const patience = setTimeout(() => {
        over = true;
      }, showPatience);
      await looking;
      clearTimeout(patience);
      const processorTime = (await browser.processorTime()) - before;
      const end = last + showPatience;
      return {
        passed,
        shown: seen.shownBy(end),
        dropped: seen.dropped,
        shownAtLast: seen.shownBy(last),
        pageTime: last - first,
        lag: Math.max(0, seen.lastChangeBy(end) - last),
        processorTime,
      };
    } finally {
      await browser.stop();
    }
  } finally {
    await server.close();
  }
}

/** Milliseconds between two questions to the tool. */
const lookEvery = 250;

/** What a tool has shown and when, as far as it could be asked. */
class Seen {
  readonly #inTool: (expression: string) => Promise<unknown>;
  readonly #droppedExpression: string;
  readonly #changes: (readonly [count: number, at: number])[] = [];
  dropped = 0;

  constructor(inTool: (expression: string) => Promise<unknown>, droppedExpression: string) {
    this.#inTool = inTool;
    this.#droppedExpression = droppedExpression;
  }

  /** Asks again and again, until the tool shows all that passed or `over()`. A tool that is too busy to answer is asked again. */
  async follow(passed: number, over: () => boolean): Promise<void> {
    while (!over()) {
      try {
        const answer = await this.#inTool(readCounts(this.#changes.length, this.#droppedExpression));
        const { changes, dropped } = countsSchema.parse(answer);
        this.#changes.push(...changes);
        this.dropped = dropped;
      } catch (error) {
        // No answer in time is an answer, too: what it showed meanwhile is not known. Anything else would go on for ever.
        if (over()) return;
        this.#unanswered = error;
      }
      if ((this.#changes.at(-1)?.[0] ?? 0) + this.dropped >= passed) return;
      await pause(lookEvery);
    }
    if (this.#changes.length === 0)
      throw new Error("Expected the tool to show frames, got none", { cause: this.#unanswered });
  }
  #unanswered: unknown;

  shownBy(time: number): number {
    return this.#changes.findLast(([, at]) => at <= time)?.[0] ?? 0;
  }

  lastChangeBy(time: number): number {
    return this.#changes.findLast(([, at]) => at <= time)?.[1] ?? 0;
  }
}
