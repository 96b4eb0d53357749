import type { IncomingHttpHeaders } from "node:http";

/** A request to a stand-in, its body read. Header names are lower case. */
export interface StandInCall {
  readonly method: string;
  /** Without the query, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface StandInAnswer {
  readonly status: number;
  /** Sent as JSON; null for an empty body. */
  readonly json: unknown;
}

/** One connection of a stand-in's socket. */
export interface StandInSocket {
  /** What the client sent, as text. */
  receive(text: string): void;
}

/** A system's server as far as its channel calls need one: it answers as the vendor documents, and remembers nobody's data. */
export interface StandIn {
  /** Null for a call that is not this system's. */
  answer(call: StandInCall): StandInAnswer | null;
  /** Takes a socket whose URL is this system's; null otherwise. */
  connect(url: URL, send: (text: string) => void): StandInSocket | null;
}

/** The fields of a JSON body; empty for anything else. */
export function jsonFields(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    // A stand-in answers a broken body as a missing field.
    return {};
  }
}
