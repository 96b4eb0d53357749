/**
 * Replaces secrets in a text by the names that they stand under and by their own form, wherever they are: URLs, forms,
 * JSON, JSON in strings of JSON, cut JSON, other text. What holds no secret stays as it was, to the byte.
 */
import type { SecretMarks } from "./secret-marks.ts";
import { isPasswordName, isSecretName, isSuspicious } from "./secret-names.ts";

/** Strings in strings in strings: deeper, only plain rules apply. */
const maxNesting = 8;

/**
 * The text without its secrets. They are learnt on the way: `marks` knows them afterwards.
 *
 * @param secretKeys JSON keys whose values are secret here besides those that always are
 */
export function redactText(
  text: string,
  marks: SecretMarks,
  nesting = 0,
  secretKeys: ReadonlySet<string> = noKeys,
): string {
  if (!isSuspicious(text) && secretKeys.size === 0) return text;
  if (text.includes("form-data"))
    return redactPieces(redactParts(text, marks, nesting), marks, nesting, secretKeys);
  return redactPieces(text, marks, nesting, secretKeys);
}

/** A field of a multipart form: its head, its name, and its value up to the next boundary. */
const formPart =
  /(\bname="?([^"\r\n;]{1,80})"?[^\r\n]{0,200}(?:\r?\n[^\r\n]{1,200}){0,4}\r?\n\r?\n)([\s\S]*?)(?=\r?\n--|$)/g;

/** Replaces the fields of a multipart form that stand under a secret name. */
function redactParts(text: string, marks: SecretMarks, nesting: number): string {
  return text.replace(formPart, (all, head: string, name: string, value: string) =>
    isSecretName(name) ? head + secretValue(value, marks, nesting) : all,
  );
}

function redactPieces(
  text: string,
  marks: SecretMarks,
  nesting: number,
  secretKeys: ReadonlySet<string>,
): string {
  if (nesting >= maxNesting) return redactPlain(text, marks, nesting);
  const begin = text.search(/["[{]/);
  if (begin === -1) return redactPlain(text, marks, nesting);
  // Socket.IO and SockJS put a few characters before their JSON.
  const before = begin === 0 ? "" : redactPlain(text.slice(0, begin), marks, nesting);
  return before + redactJson(text.slice(begin), marks, nesting, secretKeys);
}

const noKeys: ReadonlySet<string> = new Set();

/** The next string's beginning, a bracket or comma, or a run of anything else. */
const jsonPiece = /"|[{}[\],]|[^"{}[\],]+/g;

/** Walks over JSON, or what is left of it, piece by piece: it need not be whole, and keeps its spaces and numbers. */
function redactJson(
  text: string,
  marks: SecretMarks,
  nesting: number,
  secretKeys: ReadonlySet<string>,
): string {
  let result = "";
  let kept = 0;
  let depth = 0;
  /** The depth from which on everything is secret, as it stands under a secret name; 0 where nothing is. */
  let secretFrom = 0;
  let secretNext = false;
  const pairs = new NamedPairs();
  const put = (begin: number, end: number, replacement: string) => {
    result += text.slice(kept, begin) + replacement;
    kept = end;
  };
  jsonPiece.lastIndex = 0;
  const pieces = new RegExp(jsonPiece);
  for (let match = pieces.exec(text); match !== null; match = pieces.exec(text)) {
    const [piece] = match;
    const begin = match.index;
    switch (piece) {
      case '"': {
        const end = stringEnd(text, begin + 1);
        const raw = text.slice(begin + 1, end);
        const value = unescaped(raw);
        pieces.lastIndex = Math.min(end + 1, text.length);
        if (isKeyAt(text, end + 1)) {
          secretNext = isSecretName(value) || secretKeys.has(value);
          pairs.key(value);
          if (value.length >= shortestToken && (value.includes("T-") || value.includes("eyJ"))) {
            const key = value.replace(tokenForms, (token) => marks.of(token));
            if (key !== value) put(begin + 1, end, escaped(key));
          }
          break;
        }
        const redacted =
          pairs.value(value, depth) || secretNext || secretFrom > 0
            ? secretValue(value, marks, nesting)
            : redactText(value, marks, nesting + 1, secretKeys);
        secretNext = false;
        if (redacted !== value) put(begin + 1, end, escaped(redacted));
        break;
      }
      case "{":
      case "[":
        depth++;
        if (secretNext && secretFrom === 0) secretFrom = depth;
        secretNext = false;
        pairs.opened();
        break;
      case "}":
      case "]":
        if (depth === secretFrom) secretFrom = 0;
        pairs.closed(depth);
        depth = Math.max(0, depth - 1);
        secretNext = false;
        break;
      case ",":
        secretNext = false;
        break;
      default: {
        if (secretNext || secretFrom > 0) {
          const bare = piece.replace(/^[\s:=]+/, "").trimEnd();
          if (bare === "" || /^(?:true|false|null)$/.test(bare)) break;
          put(
            begin,
            begin + piece.length,
            piece.replace(bare, () => `"${marks.of(bare)}"`),
          );
          secretNext = false;
        } else if (piece.length > shortestPlain) {
          const redacted = redactPlain(piece, marks, nesting);
          if (redacted !== piece) put(begin, begin + piece.length, redacted);
        }
      }
    }
  }
  return kept === 0 ? text : result + text.slice(kept);
}

/**
 * Secrets whose name is not their key: `{"name":"Authorization","value":"…"}`, `["X-Auth-Token","…"]`. A value beside a name
 * may be as plain as `required`, so it has to look like a secret, unless a password was asked for.
 */
class NamedPairs {
  private lastKey: string | null = null;
  private name: string | null = null;
  private nameDepth = 0;
  private nameInList = false;

  key(key: string): void {
    this.lastKey = key;
  }

  /** Whether a string is the value of such a pair; it may be the name of one itself. */
  value(value: string, depth: number): boolean {
    const key = this.lastKey;
    this.lastKey = null;
    const name = this.nameDepth === depth && this.nameInList === (key === null) ? this.name : null;
    const secret =
      name !== null &&
      (key === null
        ? isSecretAfter(name, value)
        : valueKeys.test(key) && (isPasswordName(name) || looksRandom(value)));
    if (key === null || (key.length <= longestNameKey && nameKeys.test(key))) {
      this.name = isSecretName(value) ? value : null;
      this.nameDepth = depth;
      this.nameInList = key === null;
    }
    return secret;
  }

  opened(): void {
    this.lastKey = null;
  }

  closed(depth: number): void {
    if (this.nameDepth >= depth) this.name = null;
  }
}

const nameKeys = /^(?:name|key|header|field)$/i;
const longestNameKey = "header".length;
const valueKeys = /^val(?:ue)?$/i;

/** Whether an item of a list is a secret because the one before it names one, as in `new WebSocket(url, ["bearer", token])`. */
export function isSecretAfter(name: string, value: string): boolean {
  return isSecretName(name) && looksRandom(value) && !/\s/.test(value);
}

/** `T-` and what follows at least. */
const shortestToken = 14;

/** What stands between JSON's strings is shorter than this where it is JSON at all, but for numbers. */
const shortestPlain = 8;

/** The closing quote's place, or the text's end where there is none. */
function stringEnd(text: string, begin: number): number {
  for (let at = text.indexOf('"', begin); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = at;
    while (slashes > begin && text.charCodeAt(slashes - 1) === 0x5c) slashes--;
    if ((at - slashes) % 2 === 0) return at;
  }
  return text.length;
}

function isKeyAt(text: string, begin: number): boolean {
  let at = begin;
  while (/\s/.test(text[at] ?? "")) at++;
  return text[at] === ":";
}

/** What a JSON string says; where it is cut or none, what can be made of it. */
function unescaped(raw: string): string {
  if (!raw.includes("\\")) return raw;
  try {
    const value: unknown = JSON.parse(`"${raw}"`);
    if (typeof value === "string") return value;
  } catch {
    // Cut in an escape, or control characters inside: below.
  }
  return raw.replace(
    /\\(?:u([0-9a-fA-F]{4})|(.)|$)/gs,
    (_all, code: string | undefined, char: string | undefined) =>
      code === undefined
        ? (escapes[char ?? ""] ?? char ?? "")
        : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };

const escaped = (text: string) => JSON.stringify(text).slice(1, -1);

/** A secret's mark; a scheme before it stays, so that the bare token has the same mark. */
export function secretValue(value: string, marks: SecretMarks, nesting = 0): string {
  const before = /^(Bearer|Basic|Token)\s+(?=\S)/i.exec(value)?.[0] ?? "";
  const secret = value.slice(before.length);
  // Cookies, or a value of several parts: each part may occur alone elsewhere.
  for (const [, name = "", part = ""] of secret.matchAll(/([\w-]{0,64})=\s*([^;,\s]{8,})/g))
    if (isSecretName(name) || (!cookieAttributes.test(name) && looksRandom(part))) marks.of(part);
  if (nesting < maxNesting && /[[{%=]/.test(secret)) redactText(secret, marks, nesting + 1);
  return before + marks.of(secret);
}

/** What a cookie says of itself. Its domain and its age are no secrets, and occur elsewhere. */
const cookieAttributes = /^(?:domain|path|expires|max-age|samesite|priority|version|comment)$/i;

const userInfo = /([a-z][a-z0-9+.-]{0,30}:\/\/)([^\s/?#@"<>]+)@/gi;
const parameter = /(^|[?&;#\s,(])([\w.~%[\]-]{1,80})=([^&\s#;"<>]+)/g;
/** A parameter of a URL that is encoded itself. */
const encodedParameter = /(%3F|%26|%23)([\w.~-]{1,80})(%3D)([\w.~-]+)/gi;
/** An object or array outside a parameter: Sendbird's client opens its socket with one as the subprotocol. */
const encodedJson = /(?:%7B|%5B%7B)[\w.~%!'()*-]+/gi;
const field =
  /(["']?)([\w-]{1,64})\1(\s*:\s*)(?:'([^']{1,4096})'|"([^"]{1,4096})"|((?:Bearer\s+|Basic\s+)?[^\s,;&"'<>{}()[\]]+))/gi;
const scheme = /\b(Bearer|Basic)(\s+|%20|\+)([\w.~+/=-]{6,})/gi;
/** Privicore's tokens, and JSON Web Tokens. */
const tokenForms = /\bT-[0-9A-Za-z]{12,}\b|\beyJ[\w-]{6,2048}\.[\w-]{6,8192}(?:\.[\w-]{1,2048})?/g;

const element = /<([\w:.-]{1,80})>([^<>]{1,4096})<\/\1>/g;

/** Replaces secrets in a text that is no JSON. */
function redactPlain(text: string, marks: SecretMarks, nesting: number): string {
  const withoutElements = text.includes("</")
    ? text.replace(element, (all, name: string, value: string) =>
        isSecretName(name) ? `<${name}>${secretValue(value, marks, nesting)}</${name}>` : all,
      )
    : text;
  return redactProse(withoutElements, marks, nesting).replace(
    field,
    (all, quote: string, name: string, colon: string, single?: string, double?: string, bare?: string) => {
      const value = single ?? double ?? bare ?? "";
      if (!isSecretName(name) || value.startsWith("//")) return all;
      if (bare !== undefined && !isPasswordName(name) && !looksRandom(value)) return all;
      const valueQuote = single === undefined ? (double === undefined ? "" : '"') : "'";
      return `${quote}${name}${quote}${colon}${valueQuote}${secretValue(value, marks, nesting)}${valueQuote}`;
    },
  );
}

/**
 * Replaces secrets in sentences: in URLs, as parameters, after a scheme, by their form. A name with a colon says nothing
 * there: `token: expected a string`.
 */
export function redactProse(text: string, marks: SecretMarks, nesting = 0): string {
  return text
    .replace(userInfo, (all, protocol: string, info: string) => {
      const password = info.slice(info.indexOf(":") + 1);
      if (password === "") return all;
      marks.of(decodedPart(password));
      return `${protocol}${marks.of(decodedPart(info))}@`;
    })
    .replace(parameter, (all, before: string, name: string, value: string) => {
      if (isSecretName(decodedPart(name)) || isAuthorizationCode(name, value))
        return `${before}${name}=${secretValue(decodedPart(value), marks, nesting)}`;
      if (!value.includes("%") || nesting >= maxNesting) return all;
      const decoded = decodedPart(value);
      const redacted = redactText(decoded, marks, nesting + 1);
      return redacted === decoded ? all : `${before}${name}=${encodeURIComponent(redacted)}`;
    })
    .replace(encodedParameter, (all, before: string, name: string, equals: string, value: string) =>
      isSecretName(name) ? `${before}${name}${equals}${secretValue(value, marks, nesting)}` : all,
    )
    .replace(encodedJson, (all) => {
      if (nesting >= maxNesting) return all;
      const decoded = decodedPart(all);
      const redacted = redactText(decoded, marks, nesting + 1);
      return redacted === decoded ? all : encodeURIComponent(redacted);
    })
    .replace(scheme, (all, word: string, space: string, value: string) =>
      looksRandom(value) ? `${word}${space}${marks.of(value)}` : all,
    )
    .replace(tokenForms, (token) => marks.of(token));
}

/** Whether a parameter is what OAuth gives a page to change for a token. An error's code is shorter. */
function isAuthorizationCode(name: string, value: string): boolean {
  return name === "code" && value.length >= 16 && looksRandom(value);
}

/** Whether a text is more than a word: prose says `Basic authentication` and `token: expired`. */
function looksRandom(value: string): boolean {
  return (
    value.length >= 6 && (/\d/.test(value) || value.length >= 20 || /[a-z][A-Z].*[a-z][A-Z]/.test(value))
  );
}

/** A part of a URL or form as it was meant; as it is where it is not encoded right. */
function decodedPart(part: string): string {
  const spaced = part.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return part;
  }
}
