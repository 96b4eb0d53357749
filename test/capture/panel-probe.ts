import type { CaptureStatus } from "../../panel/live/capture-source.ts";
import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import type { InspectorPanel } from "../browser/drivers/inspector-browser.ts";
import { waitUntil } from "../browser/drivers/wait-until.ts";
import { bundleEntry } from "./page-server.ts";
import type {} from "./pages/probe.ts";

/** The panel's side of the capture, running in the real panel's document beside the panel itself. */
export interface PanelProbe {
  /** All events so far. Large payloads make this slow: see {@link summary}. */
  events(): Promise<CaptureEvent[]>;
  status(): Promise<CaptureStatus | null>;
  /** Counts, without moving the payloads. */
  summary(): Promise<ProbeSummary>;
  /** Waits until the summary satisfies the condition. */
  until(what: string, holds: (summary: ProbeSummary) => boolean, timeout?: number): Promise<ProbeSummary>;
  /** Sends a frame by hand; the error's message, or null. */
  send(connection: string, opcode: "text" | "binary", payload: string): Promise<string | null>;
}

export interface ProbeSummary {
  readonly events: number;
  readonly byType: Readonly<Record<string, number>>;
  readonly sent: number;
  readonly received: number;
  readonly frameBytes: number;
  readonly gapFrames: number;
  readonly gapBytes: number;
  /** Received numbered messages (`17 …`): the first that does not follow its predecessor on its connection, or null. */
  readonly disorder: string | null;
  readonly relay: string;
  readonly documents: number;
}

let code: Promise<string> | undefined;

/** Starts a probe in the panel. A panel that was closed and opened again needs a new one. */
export async function startProbe(panel: Pick<InspectorPanel, "evaluate">): Promise<PanelProbe> {
  code ??= bundleEntry("test/capture/pages/probe.ts", "probe");
  const source = `${await code}; window.probe = probe.start();`;
  // The drivers send a function by its source: this one's body is the bundle.
  await panel.evaluate(new Function(source) as () => void);
  const summary = (): Promise<ProbeSummary> => panel.evaluate(() => window.probe.summary());
  return {
    events: () => panel.evaluate(() => window.probe.events),
    status: () => panel.evaluate(() => window.probe.status),
    summary,
    until: async (what, holds, timeout = 20_000) => {
      let last: ProbeSummary | null = null;
      const ask = async () => {
        last = await summary();
        return holds(last) && last;
      };
      try {
        return await waitUntil(what, ask, timeout);
      } catch (error) {
        throw new Error(`Expected ${what} within ${timeout} ms, the panel has ${JSON.stringify(last)}`, {
          cause: error,
        });
      }
    },
    send: (connection, opcode, payload) =>
      panel.evaluate((frame) => window.probe.send(frame.connection, frame.opcode, frame.payload), {
        connection,
        opcode,
        payload,
      }),
  };
}
