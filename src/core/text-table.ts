/** Longer texts are not looked for again: they are hardly ever the same. */
const longestSought = 64;
/** As many different texts are looked for; those that come again and again come early. */
const mostSought = 1024;

/**
 * Numbers texts that come again and again – the reasons and messages of answers, channel IDs, names –, so that a column of
 * numbers can stand for them. 0 stands for none. A text may have several numbers; a number has one text.
 */
export class TextTable {
  readonly #texts: (string | null)[] = [null];
  readonly #numbers = new Map<string, number>();
  /** The two that were asked for last: comparing them is cheaper than a look into the Map. */
  #latest = 0;
  #before = 0;

  numberOf(text: string | null): number {
    if (text === null) return 0;
    if (text === this.#texts[this.#latest]) return this.#latest;
    const number = text === this.#texts[this.#before] ? this.#before : this.#seek(text);
    this.#before = this.#latest;
    this.#latest = number;
    return number;
  }

  text(number: number): string | null {
    return this.#texts[number] ?? null;
  }

  #seek(text: string): number {
    const known = text.length > longestSought ? undefined : this.#numbers.get(text);
    if (known !== undefined) return known;
    const own = detached(text);
    const number = this.#texts.push(own) - 1;
    if (text.length <= longestSought && this.#numbers.size < mostSought) this.#numbers.set(own, number);
    return number;
  }
}

/** A copy that shares no memory: what is cut out of a frame's payload would keep all of it alive. */
const detached = (text: string): string =>
  text.length < 13 ? text : String(JSON.parse(JSON.stringify(text)));
