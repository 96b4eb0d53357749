/**
 * What the extension costs the page: serial round trips and bursts over a WebSocket, in browsers that differ in one thing
 * each, interleaved in one run. Usage: `tsx bench/page-cost/run.ts [ROUNDS]` after a build.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { WebSocketServer } from "ws";
import * as z from "zod/mini";
import { bundleEntry } from "../../test/capture/page-server.ts";
import { startBareChromium, type Tool } from "./bare-chromium.ts";

interface Setup {
  readonly name: string;
  readonly extension: boolean;
  readonly tool: Tool;
}

const setups: readonly Setup[] = [
  { name: "closed", extension: false, tool: null },
  { name: "closed, with the extension", extension: true, tool: null },
  { name: "Elements", extension: false, tool: "elements" },
  { name: "Privicore panel", extension: true, tool: "privicore" },
  { name: "Network panel", extension: false, tool: "network" },
];

const jobs = [
  { kind: "round-trips", count: 2_000 },
  { kind: "burst", count: 20_000 },
  { kind: "documents", count: 50 },
] as const;
type Kind = (typeof jobs)[number]["kind"];

/** Compares two setups: the ratio of their medians must not be above the limit, where there is one. */
const comparisons: readonly {
  readonly name: string;
  readonly of: string;
  readonly to: string;
  readonly limit?: number;
}[] = [
  {
    name: "(a) DevTools closed: extension to none",
    of: "closed, with the extension",
    to: "closed",
    limit: 1.15,
  },
  {
    name: "(b) our panel to Elements without the extension",
    of: "Privicore panel",
    to: "Elements",
    limit: 1.3,
  },
  { name: "(c) Chrome's Network panel to Elements", of: "Network panel", to: "Elements" },
  { name: "Elements to closed", of: "Elements", to: "closed" },
];

const resultSchema = z.object({ took: z.number() });

export interface PageCost {
  /** Milliseconds, by kind of job and setup: the median of all rounds. */
  readonly medians: Readonly<Record<Kind, Readonly<Record<string, number>>>>;
  readonly ratios: readonly {
    readonly name: string;
    readonly kind: Kind;
    readonly ratio: number;
    readonly limit: number | null;
  }[];
  readonly rounds: number;
}

export async function measurePageCost(rounds: number): Promise<PageCost> {
  const script = await bundleEntry("bench/page-cost/page.ts", "page");
  const waiting = new Map<string, ServerResponse>();
  const results = new Map<string, (result: z.infer<typeof resultSchema>) => void>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname === "/job") {
      waiting.set(url.search, response);
      return;
    }
    if (url.pathname === "/result") {
      results.get(url.search)?.(resultSchema.parse(JSON.parse(await bodyOf(request))));
      response.end();
      return;
    }
    response.setHeader("content-type", "text/html");
    if (url.pathname === "/empty") {
      response.end("<!doctype html><title>empty</title>");
      return;
    }
    response.end(`<!doctype html><title>page cost</title><script>${script}</script>`);
  });
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on("connection", (socket) => socket.on("message", (data, binary) => socket.send(data, { binary })));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  const run = async (key: string, job: { readonly kind: Kind; readonly count: number }) => {
    for (;;) {
      const response = waiting.get(key);
      if (response === undefined) {
        await pause(20);
        continue;
      }
      waiting.delete(key);
      const result = new Promise<z.infer<typeof resultSchema>>((resolve) => results.set(key, resolve));
      response.end(JSON.stringify(job));
      return result;
    }
  };

  const stops: (() => Promise<void>)[] = [];
  const times = new Map<string, number[]>();
  try {
    const keys = setups.map((_, index) => `?setup=${index}`);
    for (const [index, { extension, tool }] of setups.entries())
      stops.push(await startBareChromium(`http://127.0.0.1:${port}/${keys[index]}`, extension, tool));
    // The first runs compile; they are not counted.
    for (let round = -2; round < rounds; round++)
      // Another one begins in each round, so that nobody always comes after the same neighbour.
      for (const job of jobs)
        for (let turn = 0; turn < setups.length; turn++) {
          const index = (turn + Math.max(0, round)) % setups.length;
          const { took } = await run(keys[index] ?? "", job);
          // What the measured browser still has to do must not disturb the next one.
          await pause(300);
          if (round < 0) continue;
          const key = `${job.kind} ${setups[index]?.name}`;
          times.set(key, [...(times.get(key) ?? []), took]);
        }
  } finally {
    for (const stop of stops) await stop();
    for (const client of sockets.clients) client.terminate();
    server.closeAllConnections();
    server.close();
  }

  const medianOf = (kind: Kind, name: string) => median(times.get(`${kind} ${name}`) ?? []);
  const mediansOf = (kind: Kind) =>
    Object.fromEntries(setups.map(({ name }) => [name, medianOf(kind, name)]));
  return {
    rounds,
    medians: {
      "round-trips": mediansOf("round-trips"),
      burst: mediansOf("burst"),
      documents: mediansOf("documents"),
    },
    ratios: jobs.flatMap(({ kind }) =>
      comparisons.map(({ name, of, to, limit }) => ({
        name,
        kind,
        ratio: medianOf(kind, of) / medianOf(kind, to),
        limit: limit ?? null,
      })),
    ),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

if (import.meta.filename === process.argv[1]) {
  const cost = await measurePageCost(Number(process.argv[2] ?? 9));
  for (const [kind, medians] of Object.entries(cost.medians))
    for (const [name, time] of Object.entries(medians))
      console.log(`${kind.padEnd(12)} ${name.padEnd(28)} ${time.toFixed(1)} ms`);
  for (const { name, kind, ratio, limit } of cost.ratios)
    console.log(
      `${kind.padEnd(12)} ${name.padEnd(50)} ${ratio.toFixed(2)}${limit === null ? "" : ` (at most ${limit})`}`,
    );
  process.exit(0);
}
