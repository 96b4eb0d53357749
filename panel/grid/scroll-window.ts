/**
 * Browsers cap the height of an element (about 17 million pixels in Firefox, 33 in Chromium), which a million rows exceed.
 * This keeps two heights apart: the content's, as if there were no cap, and the scroll range that the browser is given. Up
 * to the cap they are the same. Beyond it small scrolls move the content by as much, so that a wheel moves row by row, and
 * a large one, of the thumb, moves it in proportion.
 */
export const maximumScrollHeight = 8_000_000;

export class ScrollWindow {
  #content = 0;
  #viewport = 0;
  #top = 0;
  #scrollTop = 0;

  /** Where the viewport begins in the content, in pixels. */
  get top(): number {
    return this.#top;
  }
  /** Where the browser's scroll bar is to stand. */
  get scrollTop(): number {
    return this.#scrollTop;
  }
  /** The height to give to the scrolled element. */
  get scrollHeight(): number {
    return Math.min(this.#content, maximumScrollHeight);
  }
  get maximumTop(): number {
    return Math.max(0, this.#content - this.#viewport);
  }

  /** Takes new heights in; the place in the content stays, as far as it still exists. */
  resize(content: number, viewport: number): void {
    this.#content = content;
    this.#viewport = viewport;
    this.moveTo(this.#top);
  }

  /** Goes to a place in the content. */
  moveTo(top: number): void {
    this.#top = Math.min(Math.max(0, top), this.maximumTop);
    this.#scrollTop = this.#proportional();
  }

  /** The browser has scrolled. Returns whether the scroll bar now stands off its place and should be put there at rest. */
  scrolled(scrollTop: number): boolean {
    const moved = scrollTop - this.#scrollTop;
    const range = this.scrollHeight - this.#viewport;
    if (this.#content <= maximumScrollHeight) this.#top = scrollTop;
    else if (Math.abs(moved) > this.#viewport * 3) this.#top = (scrollTop / range) * this.maximumTop;
    else this.#top += moved;
    this.#top = Math.min(Math.max(0, this.#top), this.maximumTop);
    this.#scrollTop = scrollTop;
    return Math.abs(this.#proportional() - scrollTop) > 1;
  }

  /** Puts the scroll bar where the place in the content asks for. */
  settle(): void {
    this.#scrollTop = this.#proportional();
  }

  #proportional(): number {
    if (this.#content <= maximumScrollHeight || this.maximumTop === 0) return this.#top;
    return (this.#top / this.maximumTop) * (this.scrollHeight - this.#viewport);
  }
}
