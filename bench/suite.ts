import { bundleSize } from "./benchmarks/bundle-size.ts";
import { commandLine } from "./benchmarks/command-line.ts";
import { engineMemory } from "./benchmarks/engine-memory.ts";
import { engineThroughput } from "./benchmarks/engine-throughput.ts";
import { framesShown } from "./benchmarks/frames-shown.ts";
import { hookGrowth } from "./benchmarks/hook-growth.ts";
import { loadCost } from "./benchmarks/load-cost.ts";
import { openCapture } from "./benchmarks/open-capture.ts";
import { openGigabyte } from "./benchmarks/open-gigabyte.ts";
import { overviewZoom } from "./benchmarks/overview-zoom.ts";
import { pageBlocking } from "./benchmarks/page-blocking.ts";
import { pageCost } from "./benchmarks/page-cost.ts";
import { panel } from "./benchmarks/panel.ts";
import { relay } from "./benchmarks/relay.ts";
import { relayGrowth } from "./benchmarks/relay-growth.ts";
import { stateLookup } from "./benchmarks/state-lookup.ts";
import type { Benchmark } from "./framework/benchmark.ts";

/** All benchmarks, in the order in which they run and stand in the docs. */
export const suite: readonly Benchmark[] = [
  engineThroughput,
  engineMemory,
  stateLookup,
  openCapture,
  commandLine,
  bundleSize,
  pageCost,
  pageBlocking,
  hookGrowth,
  loadCost,
  relay,
  relayGrowth,
  framesShown,
  panel,
  overviewZoom,
  openGigabyte,
];
