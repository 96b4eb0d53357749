import type { DocumentId } from "../../src/contract/brands.ts";
import type { CaptureEvent, HttpEvent } from "../../src/contract/capture-event.ts";

interface Known {
  readonly id: DocumentId;
  readonly url: string;
  readonly top: boolean;
  readonly from: number;
  to: number;
}

/** The browser's log tells times to the millisecond, the page's clock more finely. In milliseconds. */
export const clockSlack = 5;

/** So many documents are kept, with those that have ended. */
export const mostDocuments = 100;

/**
 * Finds the document that made a call. The browser's network log does not name it; the call's `Referer` and `Origin` and
 * the documents' lifetimes do, nearly always. Where they do not, the page's own document is taken: a call without
 * either header is most often its own.
 */
export class CallDocuments {
  readonly #known = new Map<DocumentId, Known>();

  /** Takes note of the documents in a batch of events. */
  note(batch: readonly CaptureEvent[]): void {
    for (const event of batch) {
      if (event.type === "document" && !this.#known.has(event.document))
        this.#known.set(event.document, {
          id: event.document,
          url: event.url,
          top: event.topFrame ?? this.#known.size === 0,
          from: event.time,
          to: Number.POSITIVE_INFINITY,
        });
      if (event.type === "document-ended") {
        const known = this.#known.get(event.document);
        if (known !== undefined) known.to = event.time;
        this.#letGo();
      }
    }
  }

  /** A call comes soon after it ends: those of documents that ended long ago have come. */
  #letGo(): void {
    for (const { id, to } of this.#known.values())
      if (this.#known.size > mostDocuments && to < Number.POSITIVE_INFINITY) this.#known.delete(id);
  }

  /** Whether any document is known yet. */
  get any(): boolean {
    return this.#known.size > 0;
  }

  /** When the page's present document began, in milliseconds since the epoch; null while none is known. */
  get topSince(): number | null {
    return newest([...this.#known.values()].filter(({ top }) => top))?.from ?? null;
  }

  /** The document of a call; null where none was there at its time. */
  of(call: HttpEvent): DocumentId | null {
    const alive = [...this.#known.values()].filter(
      ({ from, to }) => from - clockSlack <= call.time && call.time <= to + clockSlack,
    );
    const referer = headerOf(call, "referer");
    const origin = headerOf(call, "origin") ?? originOf(referer);
    const byUrl = alive.filter(({ url }) => referer !== null && withoutFragment(url) === referer);
    const byOrigin = alive.filter(({ url }) => origin !== null && originOf(url) === origin);
    const tops = (documents: readonly Known[]) => documents.filter(({ top }) => top);
    const found =
      newest(tops(byUrl)) ??
      newest(byUrl) ??
      newest(tops(byOrigin)) ??
      newest(byOrigin) ??
      newest(tops(alive));
    return found?.id ?? null;
  }
}

function newest(documents: readonly Known[]): Known | null {
  return documents.reduce<Known | null>(
    (best, next) => (best === null || next.from >= best.from ? next : best),
    null,
  );
}

function headerOf({ requestHeaders }: HttpEvent, lowerName: string): string | null {
  for (const [name, value] of Object.entries(requestHeaders ?? {}))
    if (name.toLowerCase() === lowerName) return value;
  return null;
}

function originOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).origin : null;
}

const withoutFragment = (url: string) => url.replace(/#.*$/, "");
