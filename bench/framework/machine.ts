import { cpus, loadavg, totalmem } from "node:os";

/** What a run's figures depend on, in words that name no host and no path. */
export interface MachineWords {
  readonly processor: string;
  readonly memory: string;
  readonly system: string;
  readonly node: string;
  /** Processes that wanted to run in the last minute, on average: other work beside the benchmark. */
  readonly loadBefore: number;
}

/** Describes the machine as it is now. */
export function machineWords(): MachineWords {
  const processors = cpus();
  return {
    processor: `${processors.length} × ${(processors[0]?.model ?? "unknown").replace(/\s+/g, " ").trim()}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}
