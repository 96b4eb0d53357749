/** How many characters a secret needs to be looked for where no name points at it: `5` would be found everywhere. */
const shortestSearched = 6;

const filterSize = 1 << 16;
const base = 31;
/** `base` to the power of the window, in 32 bits: what the oldest character weighs in the rolling hash. */
const outgoing = (() => {
  let weight = 1;
  for (let index = 0; index < shortestSearched; index++) weight = Math.imul(weight, base);
  return weight;
})();

/**
 * Finds any of many known texts in a text in one pass (Rabin and Karp's way): a rolling hash of six characters against
 * a small filter, and only where it hits a look at the candidates. A capture may hold a new single-use token with every
 * message, so looking for one after the other would take quadratic time.
 */
export class KnownSecrets {
  private readonly filter = new Uint8Array(filterSize);
  /** By their first characters, the longest first. */
  private readonly candidates = new Map<string, string[]>();
  private readonly replacements = new Map<string, string>();

  /** Looks for `secret` from now on; one that is too short to be searched for is ignored. */
  add(secret: string, replacement: string): void {
    if (secret.length < shortestSearched || this.replacements.has(secret)) return;
    this.replacements.set(secret, replacement);
    let hash = 0;
    for (let index = 0; index < shortestSearched; index++)
      hash = (Math.imul(hash, base) + secret.charCodeAt(index)) | 0;
    this.filter[hash & (filterSize - 1)] = 1;
    const prefix = secret.slice(0, shortestSearched);
    const same = this.candidates.get(prefix);
    if (same === undefined) this.candidates.set(prefix, [secret]);
    else {
      const at = same.findIndex((other) => other.length < secret.length);
      same.splice(at === -1 ? same.length : at, 0, secret);
    }
  }

  /** The text with every known secret replaced; the same text where none occurs. */
  replaceIn(text: string): string {
    const { filter } = this;
    const { length } = text;
    if (this.replacements.size === 0 || length < shortestSearched) return text;
    let result = "";
    let kept = 0;
    let hash = 0;
    /** Characters in the window: fewer than wanted at the beginning and after a replacement. */
    let filled = 0;
    for (let index = 0; index < length; index++) {
      hash = (Math.imul(hash, base) + text.charCodeAt(index)) | 0;
      if (++filled < shortestSearched) continue;
      if (filled > shortestSearched)
        hash = (hash - Math.imul(text.charCodeAt(index - shortestSearched), outgoing)) | 0;
      if (filter[hash & (filterSize - 1)] === 0) continue;
      const begin = index - shortestSearched + 1;
      const secret = this.candidates
        .get(text.slice(begin, index + 1))
        ?.find((candidate) => text.startsWith(candidate, begin));
      if (secret === undefined) continue;
      result += text.slice(kept, begin) + (this.replacements.get(secret) ?? "");
      kept = begin + secret.length;
      index = kept - 1;
      hash = 0;
      filled = 0;
    }
    return kept === 0 ? text : result + text.slice(kept);
  }
}
