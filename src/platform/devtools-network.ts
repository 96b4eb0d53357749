import browser from "webextension-polyfill";

/** A call that the browser's own network log knows, as it knows it. */
export interface FinishedCall {
  /** The HAR entry, unparsed. */
  readonly entry: unknown;
  /** Fetches the answer's body; null where the browser has none to give. Rejects where it fails to. */
  readonly body: () => Promise<CallBody | null>;
}

export interface CallBody {
  readonly text: string;
  readonly base64: boolean;
}

/**
 * Tells of every call that finishes from now on. In Firefox the first listener is what makes DevTools record at all, so
 * that a listener of the devtools page sees everything since DevTools opened, whether or not the Network panel ever ran.
 */
export function onCallFinished(listener: (call: FinishedCall) => void): () => void {
  const heard = (request: FinishedRequest) => listener({ entry: request, body: () => bodyOf(request) });
  browser.devtools.network.onRequestFinished.addListener(heard as never);
  return () => browser.devtools.network.onRequestFinished.removeListener(heard as never);
}

/** What DevTools have recorded so far. Rejects where the browser has no such log. */
export async function finishedCalls(): Promise<readonly FinishedCall[]> {
  const log: { readonly entries?: readonly FinishedRequest[] } = await browser.devtools.network.getHAR();
  return (log.entries ?? []).map((request) => ({ entry: request, body: () => bodyOf(request) }));
}

/** Tells when the inspected page has navigated. */
export function onInspectedPageNavigated(listener: () => void): () => void {
  browser.devtools.network.onNavigated.addListener(listener);
  return () => browser.devtools.network.onNavigated.removeListener(listener);
}

/** Both browsers' shape: Firefox's log holds the bodies and has no `getContent` on its entries. */
interface FinishedRequest {
  readonly response?: { readonly content?: { readonly text?: string; readonly encoding?: string } };
  readonly getContent?: (callback?: (content: unknown, encoding: unknown) => void) => unknown;
}

async function bodyOf(request: FinishedRequest): Promise<CallBody | null> {
  const held = request.response?.content;
  if (typeof held?.text === "string") return { text: held.text, base64: held.encoding === "base64" };
  const given = await contentOf(request);
  if (given === null) return null;
  const [content, encoding] = given;
  if (typeof content !== "string") return null;
  return { text: content, base64: encoding === "base64" || isBinaryType(encoding) };
}

/** `getContent` takes a callback in both browsers; the polyfill's promise form in its place refuses arguments. */
function contentOf(request: FinishedRequest): Promise<readonly unknown[] | null> {
  return new Promise((resolve, reject) => {
    const getContent = request.getContent;
    if (getContent === undefined) return resolve(null);
    try {
      getContent.call(request, (content, encoding) => resolve([content, encoding]));
    } catch {
      Promise.resolve(getContent.call(request)).then(
        (given) => resolve(Array.isArray(given) ? given : null),
        reject,
      );
    }
  });
}

/** Firefox (153) gives the MIME type where the encoding belongs, and base64 for what is no text. */
function isBinaryType(encoding: unknown): boolean {
  return (
    typeof encoding === "string" &&
    /^(?:image|audio|video|font)\/|^application\/(?:octet-stream|zip|gzip|pdf|wasm|x-protobuf)\b/.test(
      encoding,
    )
  );
}
