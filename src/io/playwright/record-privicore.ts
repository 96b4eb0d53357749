import type { SessionOptions } from "../../core/model.ts";
import { CallRecorder } from "./record-calls.ts";
import { DocumentRecorder } from "./record-documents.ts";
import { SocketRecorder } from "./record-sockets.ts";
import type { RecordedPage, RecordedRequest } from "./recorded-page.ts";
import { PageSession, type Recording, type SecretOptions } from "./recording.ts";
import { saveCapture } from "./save-capture.ts";
import { socketReporter } from "./socket-word.ts";

/** Two recordings of one page need a binding each. */
let bindings = 0;

/**
 * Records what a Playwright page and Privicore say to each other, from now on: its sockets, its HTTP calls of known
 * protocols, its documents. Call it before the page navigates, so that nothing is missed.
 *
 * ```ts
 * const recording = await recordPrivicore(page);
 * await page.goto("https://app.example/");
 * await expect(recording).toHaveNoPrivicoreProblems();
 * ```
 *
 * @param options the time-outs by which unanswered things are judged, in milliseconds
 */
export async function recordPrivicore(
  page: RecordedPage,
  options: Omit<SessionOptions, "retain"> = {},
): Promise<Recording> {
  // Wall-clock time that never goes back, with a fraction.
  const log = new PageSession(options, () => performance.timeOrigin + performance.now());
  const documents = new DocumentRecorder(page, log);
  const sockets = new SocketRecorder(log, documents);
  const calls = new CallRecorder(log, documents, sockets);
  const onRequest = (request: RecordedRequest) => {
    documents.onRequest(request);
    calls.onRequest(request);
  };
  const onFailed = (request: RecordedRequest) => {
    documents.onFailed(request);
    calls.onEnded(request);
  };
  page.on("framenavigated", documents.onNavigated);
  page.on("close", documents.end);
  page.on("websocket", sockets.onSocket);
  page.on("request", onRequest);
  page.on("requestfinished", calls.onEnded);
  page.on("requestfailed", onFailed);
  const binding = `__privicoreSocket${bindings++}`;
  await page.exposeBinding(binding, (_source, message) => sockets.onWord(message));
  await page.addInitScript({ content: socketReporter(binding) });

  const capture = async (secrets?: SecretOptions) => {
    await calls.ended();
    return log.capture(secrets);
  };
  return {
    session: log.session,
    report: async (secrets) => {
      await calls.ended();
      return log.report(secrets);
    },
    capture,
    saveCapture: async (path, secrets) => saveCapture(path, await capture(secrets)),
    stop: async () => {
      await calls.ended();
      page.off("framenavigated", documents.onNavigated);
      page.off("close", documents.end);
      page.off("websocket", sockets.onSocket);
      page.off("request", onRequest);
      page.off("requestfinished", calls.onEnded);
      page.off("requestfailed", onFailed);
      await log.settled();
      log.session.advance(log.now());
      log.stopped = true;
    },
  };
}
