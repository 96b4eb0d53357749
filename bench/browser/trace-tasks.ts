import type { Page } from "playwright";
import * as z from "zod/mini";

const taskSchema = z.object({
  name: z.literal("RunTask"),
  /** Microseconds of the thread's own time. */
  tdur: z.number(),
});

/**
 * Runs something and returns how long each task of the page's threads took meanwhile, in milliseconds of the thread's own
 * time, which a busy machine does not lengthen. Only tasks of more than `least` milliseconds.
 */
export async function longTasksDuring(page: Page, run: () => Promise<void>, least = 50): Promise<number[]> {
  const session = await page.context().newCDPSession(page);
  const tasks: number[] = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    for (const event of value) {
      const task = taskSchema.safeParse(event);
      if (task.success && task.data.tdur / 1000 > least) tasks.push(task.data.tdur / 1000);
    }
  });
  await session.send("Tracing.start", {
    traceConfig: { includedCategories: ["disabled-by-default-devtools.timeline"], excludedCategories: ["*"] },
    transferMode: "ReportEvents",
  });
  try {
    await run();
  } finally {
    const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.end");
    await complete;
    await session.detach();
  }
  return tasks;
}
