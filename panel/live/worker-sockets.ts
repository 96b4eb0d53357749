import { message } from "../text/message.ts";
import type { CaptureListener, CaptureSource, CaptureStatus } from "./capture-source.ts";
import type { SocketReader } from "./socket-reader.ts";
import type { WorkerDocument } from "./worker-document.ts";

/** The relay, as far as workers are concerned. */
export interface WorkerAwareSource extends CaptureSource {
  /** The documents, still there, that have started workers. */
  workerDocuments(): readonly WorkerDocument[];
}

/** The browser's network log, where it shows sockets of workers: Chromium's. */
export interface SocketLog {
  /** Every entry so far, unparsed. Its cost grows with what the page has loaded. */
  read(): Promise<readonly unknown[]>;
  /** `chrome-extension://ID/`: entries that a script from there has started are the hook's. */
  readonly ownOrigin: string;
}

/** Milliseconds. Reading the log may take a twentieth of the time and no more: with thousands of entries it is slow. */
const shortestPause = 1_000;
const pausePerCost = 20;

/**
 * A relay's events with those of workers' sockets, which no hook can see, from the browser's own log. The log is read only
 * while a document is there that has started workers. `log` is null where the browser has none (Firefox): the status says
 * then what is not seen.
 */
export function withWorkerSockets(relay: WorkerAwareSource, log: SocketLog | null): CaptureSource {
  return {
    start: (listener) => startBoth(relay, log, listener),
    send: (connection, opcode, payload) => relay.send(connection, opcode, payload),
  };
}

function startBoth(relay: WorkerAwareSource, log: SocketLog | null, listener: CaptureListener): () => void {
  /** Its code is fetched with the first page that starts a worker: most never do. */
  let reader: SocketReader | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let reading = false;

  async function readLog(from: SocketLog): Promise<void> {
    reading = true;
    const start = performance.now();
    try {
      const { createSocketReader, readHarSocket } = await import("./socket-reader.ts");
      const entries = await from.read();
      if (stopped) return;
      reader ??= createSocketReader();
      const sockets = entries.flatMap((entry) => readHarSocket(entry, from.ownOrigin) ?? []);
      const events = reader.take(sockets, relay.workerDocuments(), Date.now());
      if (events.length > 0) listener.events(events);
    } catch {
      // The log cannot be read while DevTools are between two pages: the next reading shows what this one missed.
    } finally {
      reading = false;
      const cost = performance.now() - start;
      if (!stopped) timer = setTimeout(tick, Math.max(shortestPause, cost * pausePerCost));
    }
  }

  function tick(): void {
    timer = undefined;
    if (log === null || stopped) return;
    if (relay.workerDocuments().some(({ dedicated }) => dedicated > 0) || reader?.hasOpenSockets === true)
      void readLog(log);
  }

  const stop = relay.start({
    events: (events) => listener.events(events),
    caughtUp: () => listener.caughtUp?.(),
    status(status) {
      const documents = relay.workerDocuments();
      listener.status({ ...status, limits: [...status.limits, ...workerLimits(documents, log !== null)] });
      if (timer === undefined && !reading) tick();
    },
  });
  return () => {
    stopped = true;
    clearTimeout(timer);
    stop();
  };
}

function workerLimits(
  documents: readonly WorkerDocument[],
  dedicatedAreSeen: boolean,
): CaptureStatus["limits"] {
  const dedicated = documents.reduce((sum, document) => sum + document.dedicated, 0);
  const shared = documents.reduce((sum, document) => sum + document.shared, 0);
  const limits: string[] = [];
  if (dedicated > 0)
    limits.push(dedicatedAreSeen ? message("limit_workersRead") : message("limit_workersUnseen"));
  if (shared > 0) limits.push(message("limit_sharedWorkers"));
  return limits;
}
