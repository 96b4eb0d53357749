/** A call's URL taken apart without judging it: unlike `URL` it neither throws nor rewrites what stood on the wire. */
export interface CallUrl {
  /** Lower case, without port or credentials; empty where the URL has none. */
  readonly host: string;
  /** As on the wire, still percent-encoded. */
  readonly path: string;
  /** Without the question mark; empty where there is none. */
  readonly query: string;
}

const url =
  /^(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^/?#@]*@)?(\[[^\]/?#]*\]|[^/?#:]*)(?::[^/?#]*)?([^?#]*)(?:\?([^#]*))?/i;

/** Takes a URL apart; what has no host, such as `data:` or a relative path, comes back with an empty one. */
export function takeUrlApart(text: string): CallUrl {
  const match = url.exec(text);
  if (match === null) return { host: "", path: "", query: "" };
  return { host: (match[1] ?? "").toLowerCase(), path: match[2] ?? "", query: match[3] ?? "" };
}

/**
 * Percent-decodes an ID from a path. An ID that is not valid percent-encoding (`50%`) keeps the parts that are not, so
 * that the person sees what the page sent.
 */
export function decodeId(encoded: string): string {
  return encoded.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      // Bytes that are no UTF-8: the raw text says more than a replacement character would.
      return run;
    }
  });
}
