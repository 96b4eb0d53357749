import type { DocumentId, EpochMilliseconds } from "../../contract/brands.ts";
import { protocols } from "../../protocol/index.ts";
import type { PageLog } from "./page-log.ts";
import type { DocumentRecorder } from "./record-documents.ts";
import type { SocketRecorder } from "./record-sockets.ts";
import type { RecordedRequest, RecordedResponse } from "./recorded-page.ts";

/** A longer body, in characters, is left out: none of the known calls comes near it. */
const longestBody = 1 << 20;

/** How long, in milliseconds, a report waits for the end of calls that have begun: a body that nobody reads may have none. */
const endGrace = 1000;

/** How long, in milliseconds, an ended call's headers and body are waited for: a browser that hangs never gives them. */
const readLimit = 5000;

/** Records the HTTP calls of a page that a known protocol reads, with their bodies; others are not even looked into. */
export class CallRecorder {
  private readonly begun = new Map<
    RecordedRequest,
    { readonly at: EpochMilliseconds; readonly document: DocumentId | null }
  >();
  private readonly log: PageLog;
  private readonly documents: DocumentRecorder;
  private readonly sockets: SocketRecorder;

  constructor(log: PageLog, documents: DocumentRecorder, sockets: SocketRecorder) {
    this.log = log;
    this.documents = documents;
    this.sockets = sockets;
  }

  readonly onRequest = (request: RecordedRequest): void => {
    if (isWanted(request)) this.begun.set(request, { at: this.log.now(), document: this.documents.current });
  };

  readonly onEnded = (request: RecordedRequest): void => {
    const begun = this.begun.get(request);
    if (begun === undefined) return;
    this.begun.delete(request);
    const endedAt = this.log.now();
    this.log.await(
      this.record(request, begun.at, begun.document, endedAt).catch((error: unknown) => {
        // The page or the browser has gone meanwhile: what could not be read is told, not thrown at the test.
        this.log.append({
          type: "gap",
          time: endedAt,
          reason: `the call ${request.method()} was not recorded: ${error instanceof Error ? error.message : String(error)}`,
        });
      }),
    );
  };

  /** Resolves when the calls under way have ended, or after a while. */
  async ended(): Promise<void> {
    const given = performance.now() + endGrace;
    while (this.begun.size > 0 && performance.now() < given)
      await new Promise((resolve) => setTimeout(resolve, 10));
  }

  private async record(
    request: RecordedRequest,
    begunAt: EpochMilliseconds,
    document: DocumentId | null,
    endedAt: EpochMilliseconds,
  ): Promise<void> {
    const { call, bodyNote } = await beforeLimit(read(request));
    if (!protocols.some((protocol) => protocol.readHttpCall(call) !== null)) return;
    // A call is judged by the sockets that there are: it has to be known first whether some are not told of.
    await this.sockets.certain();
    this.log.append({
      type: "http",
      document,
      // Playwright knows the exact times of calls, but not of frames. Both by when they were told of: so what came first
      // stays first.
      time: begunAt,
      duration: endedAt - begunAt,
      ...call,
      bodyNote,
    });
  }
}

/** All of an ended call that is known. */
async function read(request: RecordedRequest) {
  const response = await request.response();
  const body = response === null ? { text: null, note: null } : await bodyOf(response);
  const call = {
    method: request.method(),
    url: request.url(),
    status: response?.status() ?? 0,
    requestHeaders: await request.allHeaders(),
    requestBody: request.postData(),
    responseHeaders: response === null ? {} : await response.allHeaders(),
    responseBody: body.text,
  };
  return { call, bodyNote: body.note };
}

/** Rejects where a reading takes too long. */
async function beforeLimit<Value>(reading: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`the browser gave no headers or body within ${readLimit / 1000} s`)),
      readLimit,
    );
  });
  try {
    return await Promise.race([reading, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function isWanted(request: RecordedRequest): boolean {
  const start = { method: request.method(), url: request.url(), requestHeaders: request.headers() };
  return protocols.some((protocol) => protocol.wantsHttpCall?.(start) ?? true);
}

async function bodyOf(response: RecordedResponse): Promise<{ text: string | null; note: string | null }> {
  try {
    const text = await response.text();
    if (text.length <= longestBody) return { text, note: null };
    return {
      text: null,
      note: `the answer's body of ${text.length.toLocaleString("en")} characters was left out`,
    };
  } catch {
    // Redirects have none, and the browser may have let it go.
    return { text: null, note: "the browser did not give the answer's body" };
  }
}
