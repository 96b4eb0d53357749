import { KnownSecrets } from "./known-secrets.ts";

const markForm = /^REDACTED-(\d{1,9})$/;
const markAnywhere = /REDACTED-(\d{1,8})(?!\d)/g;

/** Whether a text goes on after a mark. */
export const goesOnAfterMark = (text: string): boolean => /^REDACTED-\d+\D/.test(text);

/** A secret, what stands in its place, and whether it is replaced only where its name is. */
export type GivenMark = readonly [secret: string, mark: string, onlyNamed: boolean];

/** Words that stand where a secret should, and say nothing. */
const noSecrets = new Set([
  "undefined",
  "null",
  "true",
  "false",
  "[object Object]",
  "none",
  "Bearer",
  "Basic",
  "string",
]);

/**
 * The marks of one capture: the same secret, the same mark. A mark is a number by order of appearance – not a hash, which
 * a guessed password could be tried against – in characters that need no escape in JSON, URLs and headers.
 */
export class SecretMarks {
  private readonly marks = new Map<string, string>();
  private readonly known = new KnownSecrets();
  /** Secrets that are looked for nowhere else. */
  private readonly onlyNamed = new Set<string>();
  private readonly isWord: (secret: string) => boolean;
  /** The secret of each number that was given here. */
  private readonly numbered = new Map<number, string>();
  private last = 0;

  /**
   * @param isWord whether a secret is a word that captures are made of: elsewhere it gives nothing away, and without it paths and keys
   * mean nothing any more
   */
  constructor(isWord: (secret: string) => boolean = () => false) {
    this.isWord = isWord;
  }

  /** The mark of a secret, which is looked for everywhere from now on. A mark, and a word that is none, stay as they are. */
  of(found: string): string {
    const secret = textOfBytes(found) ?? found;
    // A blank header is none to the rules, and has to stay none.
    if (secret.trim() === "" || noSecrets.has(secret)) return secret;
    const number = markForm.exec(secret)?.[1];
    if (number !== undefined) {
      this.last = Math.max(this.last, Number(number));
      return secret;
    }
    return this.marks.get(secret) ?? this.give(secret, ++this.last);
  }

  /** Keeps free the marks in a text of an input that was redacted before; the secret of ours that has one gets another. */
  keepMarksOf(text: string): void {
    if (!text.includes("REDACTED-")) return;
    for (const [, digits] of text.matchAll(markAnywhere)) {
      const number = Number(digits);
      this.last = Math.max(this.last, number);
      const secret = this.numbered.get(number);
      if (secret === undefined) continue;
      this.numbered.delete(number);
      this.give(secret, ++this.last);
    }
  }

  /** Takes over marks that another has given. */
  adopt(given: readonly GivenMark[]): void {
    for (const [secret, mark, onlyNamed] of given) {
      const number = Number(markForm.exec(mark)?.[1] ?? 0);
      this.last = Math.max(this.last, number);
      if (!this.marks.has(secret)) this.give(secret, number, onlyNamed);
    }
  }

  /** All that were given, the oldest first. */
  given(): readonly GivenMark[] {
    return [...this.marks].map(([secret, mark]) => [secret, mark, this.onlyNamed.has(secret)]);
  }

  /** A secret's mark, to be told to another. */
  givenTo(secret: string): GivenMark {
    return [secret, this.of(secret), this.onlyNamed.has(secret)];
  }

  private give(secret: string, number: number, onlyNamed = this.isWord(secret)): string {
    const mark = `REDACTED-${number}`;
    const isNew = !this.marks.has(secret);
    this.marks.set(secret, mark);
    this.numbered.set(number, secret);
    if (onlyNamed) this.onlyNamed.add(secret);
    else if (isNew)
      for (const form of formsOf(secret, this.marks.size <= mostEncoded)) this.known.add(form, secret);
    return mark;
  }

  /** The text with the mark in place of every secret that is known by now. */
  replaceIn(text: string): string {
    const replaced = this.known.replaceIn(text, (secret) => this.marks.get(secret) ?? "");
    return replaced.includes("…") ? this.known.withoutCutSecrets(replaced) : replaced;
  }

  /** How many different secrets were met. */
  get size(): number {
    return this.marks.size;
  }
}

/**
 * How a secret may be written: as it is, in a URL, in JSON, as the bytes of a binary frame, and in base64 where that is asked
 * for.
 */
function formsOf(secret: string, encoded: boolean): Set<string> {
  const forms = new Set([secret, secret.trim()]);
  const json = JSON.stringify(secret).slice(1, -1);
  forms.add(json);
  forms.add(JSON.stringify(json).slice(1, -1));
  // PHP's way. Other escapes are read where strings of JSON are looked through.
  if (json.includes("/")) {
    const slashed = json.replaceAll("/", "\\/");
    forms.add(slashed);
    forms.add(JSON.stringify(slashed).slice(1, -1));
  }
  const url = encodeURIComponent(secret.toWellFormed());
  forms.add(url);
  forms.add(url.replaceAll("%20", "+"));
  forms.add(url.replace(/%../g, (encoded) => encoded.toLowerCase()));
  forms.add(encodeURI(secret.toWellFormed()));
  const bytes = bytesAsText(secret);
  forms.add(bytes);
  if (encoded && bytes.length >= shortestEncoded && bytes.length <= longestEncoded)
    for (const form of base64Of(bytes)) forms.add(form);
  return forms;
}

/**
 * How many secrets' base64 is looked for: it takes twice the memory of the secret itself. Tokens that last come early; where there are
 * more, each message brings one that is used once.
 */
const mostEncoded = 5_000;
/** Whose base64 is looked for: what is shorter would be found where it is not. */
const shortestEncoded = 12;
/** What is longer is no token, and would be kept three times more. */
const longestEncoded = 256;

/**
 * What of a secret's base64 does not depend on its neighbours, at each of the three places where it can begin in a
 * group of bytes.
 */
function* base64Of(bytes: string): Generator<string> {
  for (const [before, skipped] of [
    ["", 0],
    ["0", 2],
    ["00", 3],
  ] as const) {
    const bits = (before.length + bytes.length) * 8;
    const form = btoa(before + bytes).slice(skipped, Math.floor(bits / 6));
    yield form;
    if (/[+/]/.test(form)) yield form.replaceAll("+", "-").replaceAll("/", "_");
  }
}

/** UTF-8 bytes, one character each. */
export function bytesAsText(text: string): string {
  let bytes = "";
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
}

/** The text whose UTF-8 bytes stand here one character each, as in a binary frame; null where that is not so. */
function textOfBytes(bytes: string): string | null {
  if (!/^[\0-\xff]*[\x80-\xff][\0-\xff]*$/.test(bytes)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(bytes, (char) => char.charCodeAt(0)),
    );
  } catch {
    return null;
  }
}
