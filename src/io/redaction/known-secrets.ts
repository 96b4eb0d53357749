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
  /** By their first characters. */
  private readonly candidates = new Map<string, Candidates>();
  /** Each form with the secret whose form it is. */
  private readonly secrets = new Map<string, string>();

  /** Looks for a `form` of `secret` from now on; one that is too short to be searched for is ignored. */
  add(form: string, secret: string): void {
    if (form.length < shortestSearched || this.secrets.has(form)) return;
    this.secrets.set(form, secret);
    let hash = 0;
    for (let index = 0; index < shortestSearched; index++)
      hash = (Math.imul(hash, base) + form.charCodeAt(index)) | 0;
    this.filter[hash & (filterSize - 1)] = 1;
    const prefix = form.slice(0, shortestSearched);
    const same = this.candidates.get(prefix) ?? { lengths: [], some: [] };
    this.candidates.set(prefix, same);
    // Secrets of one kind begin alike and are equally long: there may be many of them, but not of these.
    const { lengths, some } = same;
    const at = lengths.findIndex((length) => length <= form.length);
    if (lengths[at] !== form.length) lengths.splice(at === -1 ? lengths.length : at, 0, form.length);
    if (some.length < mostCompared) some.push(form);
  }

  /** The text with every known secret replaced by what `markOf` says of it; the same text where none occurs. */
  replaceIn(text: string, markOf: (secret: string) => string): string {
    const { filter } = this;
    const { length } = text;
    if (this.secrets.size === 0 || length < shortestSearched) return text;
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
      const form = this.formAt(text, begin, text.slice(begin, index + 1));
      if (form === undefined) continue;
      const end = begin + form.length;
      const quote = onlyDigits.test(form) ? quoteAt(text, begin, end) : "";
      result += text.slice(kept, begin) + quote + markOf(this.secrets.get(form) ?? "") + quote;
      kept = end;
      index = kept - 1;
      hash = 0;
      filled = 0;
    }
    return kept === 0 ? text : result + text.slice(kept);
  }

  /** The text without the beginnings of known secrets that it was cut in: `… token zQ7hun…`. */
  withoutCutSecrets(text: string): string {
    let result = "";
    let kept = 0;
    for (let cut = text.indexOf("…"); cut !== -1; cut = text.indexOf("…", cut + 1)) {
      const last = cut - shortestSearched;
      for (let begin = Math.max(kept, cut - longestCut); begin <= last; begin++) {
        const same = this.candidates.get(text.slice(begin, begin + shortestSearched));
        if (same === undefined) continue;
        const beginning = text.slice(begin, cut);
        const many = same.some.length === mostCompared;
        if (!many && !same.some.some((form) => form.length > beginning.length && form.startsWith(beginning)))
          continue;
        result += text.slice(kept, begin);
        kept = cut;
        break;
      }
    }
    return kept === 0 ? text : result + text.slice(kept);
  }

  /** The longest known form that begins there. */
  private formAt(text: string, begin: number, prefix: string): string | undefined {
    for (const length of this.candidates.get(prefix)?.lengths ?? []) {
      const form = text.slice(begin, begin + length);
      if (this.secrets.has(form) && !(onlyDigits.test(form) && isPartOfNumber(text, begin, begin + length)))
        return form;
    }
    return undefined;
  }
}

interface Candidates {
  /** Of all of them, the longest first. */
  readonly lengths: number[];
  /** The first {@link mostCompared} of them. */
  readonly some: string[];
}

/** Where more secrets begin alike, a cut text that begins like them is taken for one of theirs. */
const mostCompared = 256;
/** How much of what was cut is looked at: no sentence quotes more. */
const longestCut = 200;

const onlyDigits = /^\d+$/;

/** Whether digits are a part of a longer number: a password `123456` is not in the time `1795123456000`. */
function isPartOfNumber(text: string, begin: number, end: number): boolean {
  return (
    /(?:\d|\d\.|[[:,]\s?-)$/.test(text.slice(Math.max(0, begin - 3), begin)) ||
    /^(?:\d|\.\d|[eE][+-]?\d)/.test(text.slice(end, end + 3))
  );
}

/**
 * The quote that a text needs around a mark in the place of a number of JSON: with as many backslashes as the one before it, in a string of
 * JSON. Empty where no such number stands there.
 */
function quoteAt(text: string, begin: number, end: number): string {
  if (!endsValue.test(text.slice(end, end + longestAround))) return "";
  const before = beginsValue.exec(text.slice(Math.max(0, begin - longestAround), begin));
  return before === null ? "" : (before[1] ?? '"');
}

const longestAround = 60;
const endsValue = /^\s*(?:[,\]}]|$)/;
/** After a key, or among numbers in an array, which may be a string's neighbours. */
const beginsValue = /(?:(\\*")\s*[:,](?:[\s\d.,[\]+-]*[[,])?|^[\s\d.,[\]+-]*[[,])\s*$/;
