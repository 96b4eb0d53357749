import { type Flow, type FrameTool, flowIntoTool } from "../browser/flow-into-tool.ts";
import type { Benchmark, Figure } from "../framework/benchmark.ts";
import { spreadOf } from "../framework/spread.ts";

const tools: readonly { readonly tool: FrameTool; readonly title: string }[] = [
  { tool: "privicore", title: "our panel" },
  { tool: "network", title: "Chrome's Messages tab" },
];

/** Frames that come as fast as the page takes them. */
const burst = 20_000;

/** What a tool shows of a busy socket: ours, and Chrome's own. */
export const framesShown: Benchmark = {
  name: "frames-shown",
  title: "Frames shown, beside Chrome's Network panel",
  question: "How many of a busy socket's frames does the tool show, and how long after the page had them?",
  method:
    "A real Chromium that nobody is attached to, with our panel in front, or without the extension and with Chrome's Network panel in front, the socket selected and its Messages tab open before the first frame. A server on loopback sends command statuses for ten seconds at a steady rate, or 20,000 as fast as the page takes them. Shown is what the tool has a row for: in our panel its status bar's count, in Chrome's the rows of the Messages list (those in the document, and those for which the scrolling list keeps room). Both are looked at each frame of the screen, in the tool's own document, until all are shown, or for a minute after the page had its last one; a tool that is too busy to answer by then has shown what it had at its last answer. The page says when it had its first and its last frame: a tool that costs the page much also slows what it gets. Both tools take turns, a fresh browser for each run.",
  needs: "chromium",
  charts: [
    {
      name: "lag",
      title:
        "From the page's last frame until the tool showed the last that it did within a minute, in ms (lower is better)",
      kind: "lines",
      figures: tools.map(({ title }) => lagName(title)),
      sizes: "frames a second",
      scale: "logarithmic",
    },
  ],
  async run({ quick, progress }) {
    const seconds = quick ? 2 : 10;
    const loads = [
      ...(quick ? [1000] : [1000, 5000, 20_000]).map((rate) => ({ rate, count: rate * seconds })),
      { rate: 0, count: quick ? 2000 : burst },
    ];
    const figures: Figure[] = [];
    for (const { rate, count } of loads) {
      const flows = new Map<FrameTool, Flow[]>(tools.map(({ tool }) => [tool, []]));
      for (let round = 0; round < (quick ? 1 : 3); round++)
        for (const { tool, title } of round % 2 === 0 ? tools : tools.toReversed()) {
          progress(`${rate === 0 ? "a burst" : `${rate} frames a second`}, ${title}, round ${round + 1}`);
          flows.get(tool)?.push(await flowIntoTool(tool, rate, count));
        }
      for (const { tool, title } of tools)
        figures.push(...figuresOf(title, rate, count, flows.get(tool) ?? [], tool === "privicore"));
    }
    return figures;
  },
};

function figuresOf(
  title: string,
  rate: number,
  count: number,
  flows: readonly Flow[],
  ours: boolean,
): Figure[] {
  const load = rate === 0 ? `, a burst of ${count.toLocaleString("en")}` : "";
  const figure = (
    name: string,
    unit: Figure["unit"],
    of: (flow: Flow) => number,
    goal: Figure["goal"] = null,
  ): Figure => ({
    name: `${name}${load}`,
    size: rate === 0 ? null : rate,
    unit,
    spread: spreadOf(flows.map(of)),
    goal,
  });
  return [
    figure(`frames shown a minute later, ${title}`, "count", ({ shown }) => shown),
    figure(
      `frames not shown a minute later, ${title}`,
      "count",
      ({ passed, shown }) => passed - shown,
      ours ? { atMost: 0 } : null,
    ),
    figure(
      `shown when the page had its last, of all, ${title}`,
      "times",
      ({ shownAtLast, passed }) => shownAtLast / passed,
    ),
    figure(lagName(title), "ms", ({ lag }) => lag),
    figure(
      `frames a second that the page got, with ${title}`,
      "frames a second",
      ({ passed, pageTime }) => (passed / pageTime) * 1000,
    ),
    figure(`processor time of the whole browser, with ${title}`, "ms", ({ processorTime }) => processorTime),
  ];
}

function lagName(title: string): string {
  return `from the page's last frame until no more came within a minute, ${title}`;
}
