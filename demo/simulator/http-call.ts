import type { IncomingMessage } from "node:http";

/** A call as the API's parts see it. Header names are lower case; a body's fields are texts, whatever form they came in. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | null;
  readonly fields: Readonly<Record<string, string>>;
  /** The caller's way to this server, `http://127.0.0.1:1234`, for links that lead back. */
  readonly origin: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes as they are; anything else goes as JSON. Absent: no body. */
  readonly body?: unknown;
}

const largestBody = 1024 * 1024;

/** Reads a call with its body. Rejects where the body is larger than 1 MiB or broken off. */
export async function readHttpRequest(request: IncomingMessage): Promise<HttpRequest> {
  const origin = `http://${request.headers.host ?? "127.0.0.1"}`;
  const url = new URL(request.url ?? "/", origin);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    // What is too much is read all the same: the rest of it would hold up the connection's next call until a time-out.
    if (size <= largestBody) chunks.push(bytes);
  }
  if (size > largestBody) throw new Error(`Expected a body of at most ${largestBody} bytes, got ${size}`);
  return {
    method: request.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    header(name) {
      const value = request.headers[name];
      return (Array.isArray(value) ? value[0] : value) ?? null;
    },
    fields: readFields(Buffer.concat(chunks).toString("utf8")),
    origin,
  };
}

/** Fields of a JSON object or of a form; none where the body is neither. */
function readFields(body: string): Record<string, string> {
  try {
    const json: unknown = JSON.parse(body);
    if (typeof json !== "object" || json === null) return {};
    return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, String(value)]));
  } catch {
    // Not JSON: the documented alternative is form-encoded.
    return Object.fromEntries(new URLSearchParams(body));
  }
}
