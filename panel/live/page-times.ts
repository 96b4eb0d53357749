import { clockSlack } from "./call-documents.ts";

/**
 * The frames of a page that comes back from the back/forward cache come with it, in any order and each when it can, within this many
 * milliseconds.
 */
const together = 2_000;

/** Tells since when documents are there, as the log is to have it: a page never seems to have begun after its own frames. */
export class PageTimes {
  /** When the newest page began, and when one last came back. */
  #pageSince = Number.NEGATIVE_INFINITY;
  #returnedAt = Number.NEGATIVE_INFINITY;

  /**
   * Since when a document is there that appears `now` and began at `time`, all in milliseconds since the epoch. `fate` is what
   * was known of it: `ended`, by its own word, it has been away until now; `lost`, it was there all the time.
   */
  since(time: number, now: number, topFrame: boolean, fate: "new" | "ended" | "lost"): number {
    // All frames of a page begin after it: one from before the present page has been away since before this panel was opened.
    const away = fate === "new" ? time < this.#pageSince - clockSlack : fate === "ended";
    if (away && now - this.#returnedAt > together) this.#returnedAt = now;
    const since = away ? this.#returnedAt : time;
    if (topFrame) this.#pageSince = Math.max(this.#pageSince, since);
    return since;
  }
}
