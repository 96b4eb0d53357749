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
   * Since when a document is there that appears `now` and began at `time`, all in milliseconds since the epoch. `left` is when it
   * told that it went away; null where it is new, `lost` where it was there all the time.
   */
  since(time: number, now: number, topFrame: boolean, left: number | "lost" | null): number {
    // All frames of a page begin after it: one from before the present page has been away since before this panel was opened.
    const away = left === null ? time < this.#pageSince - clockSlack : left !== "lost";
    const again = typeof left === "number" && left > this.#returnedAt;
    if (away && (again || now - this.#returnedAt > together)) this.#returnedAt = now;
    const since = away ? this.#returnedAt : time;
    if (topFrame) this.#pageSince = Math.max(this.#pageSince, since);
    return since;
  }
}
