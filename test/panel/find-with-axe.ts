import { readFileSync } from "node:fs";
import type { Frame } from "playwright";

/** As far as it is used here. */
interface Axe {
  run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

const source = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

/**
 * What axe finds in the document as it stands, each as `RULE: HTML`. `colours`: only what depends on them, for a document that has been
 * looked at in other colours.
 */
export async function findWithAxe(
  frame: Pick<Frame, "evaluate">,
  { colours = false } = {},
): Promise<string[]> {
  if (!(await frame.evaluate(() => "axe" in window))) await frame.evaluate(source);
  return frame.evaluate(
    async (options) => {
      const { axe } = window as unknown as { axe: Axe };
      const { violations } = await axe.run(options);
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
    },
    {
      resultTypes: ["violations"],
      ...(colours ? { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } } : {}),
    },
  );
}
