/**
 * Replaces secrets in a text by the names that they stand under and by their own form, wherever they are: URLs, forms,
 * JSON, JSON in strings of JSON, cut JSON, other text. What holds no secret stays as it was, to the byte.
 */
import { goesOnAfterMark, type SecretMarks } from "./secret-marks.ts";
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

/**
 * A field of a multipart form: its head, its name, and its value up to the next boundary. There is one place only where a name can end, or
 * a line of nothing but names would be tried in every way to divide it.
 */
const formPart =
  /(\bname=(?:"([^"\r\n]{1,80})"|([^"\r\n;]{1,80})(?=[\r\n;]))[^\r\n]{0,200}(?:\r?\n[^\r\n]{1,200}){0,4}\r?\n\r?\n)([\s\S]*?)(?=\r?\n--|$)/g;

/** Replaces the fields of a multipart form that stand under a secret name. */
function redactParts(text: string, marks: SecretMarks, nesting: number): string {
  return text.replace(
    formPart,
    (all, head: string, quoted: string | undefined, bare: string, value: string) =>
      isSecretName(quoted ?? bare) ? head + secretValue(value, marks, nesting) : all,
  );
}

function redactPieces(
  text: string,
  marks: SecretMarks,
  nesting: number,
  secretKeys: ReadonlySet<string>,
): string {
  if (nesting >= maxNesting) return redactPlain(text, marks, nesting);
  let begin = text.search(jsonBracket);
  let pieces = text;
  if (begin !== -1 && !beginsAsJson(text, begin)) {
    // Here a bracket or quote may be a part of a name or value: `?token[]=…`, `password=a{b`.
    pieces = redactProse(redactElements(text, marks, nesting), marks, nesting);
    begin = pieces.search(jsonBracket);
  }
  if (begin === -1) return redactPlain(pieces, marks, nesting);
  // Socket.IO and SockJS put a few characters before their JSON.
  const before = pieces.slice(0, begin);
  return (
    (begin === 0 ? "" : redactPlain(before, marks, nesting)) +
    redactJson(pieces.slice(begin), marks, nesting, secretKeys, endsWithSecretName(before))
  );
}

/** Whether a text is a URL that a browser can fetch or open a socket with. */
export const isWebAddress = (text: string): boolean => /^(?:https?|wss?):\/\//i.test(text);

const jsonBracket = /["[{]/;
const jsonBeginning =
  /"|\{\s*(?:["'}]|[\w-]{1,80}\s*:)|\[\s*(?:["'{[]|(?:true|false|null|-?\d[\d.eE+-]*)\s*(?:,|\](?!=))|\](?!=))/y;

/** Whether a text is JSON, but for a few characters before it. */
function beginsAsJson(text: string, begin: number): boolean {
  if (text[begin] === '"' && /\S/.test(text.slice(0, begin))) return false;
  if (text.lastIndexOf("=", begin) !== -1) return false;
  jsonBeginning.lastIndex = begin;
  return jsonBeginning.test(text);
}

/** A name without quotes before a value: GraphQL's arguments, attributes of XML, `password = "…"`. */
const nameAtEnd = /([\w-]{1,64})\s{0,20}[:=]\s{0,20}$/;

function endsWithSecretName(piece: string): boolean {
  const name = nameAtEnd.exec(piece.slice(-longestNameAtEnd))?.[1];
  return name !== undefined && isSecretName(name);
}

/** So that a long piece is not looked through from each of its places. */
const longestNameAtEnd = 110;

const noKeys: ReadonlySet<string> = new Set();

/** The next string's beginning, a bracket or comma, or a run of anything else. */
const jsonPiece = /"|[{}[\],]|[^"{}[\],]+/g;

/** Walks over JSON, or what is left of it, piece by piece: it need not be whole, and keeps its spaces and numbers. */
function redactJson(
  text: string,
  marks: SecretMarks,
  nesting: number,
  secretKeys: ReadonlySet<string>,
  secretFirst: boolean,
): string {
  const edits: Edits = new Map();
  let depth = 0;
  /** The depth from which on everything is secret, as it stands under a secret name; 0 where nothing is. */
  let secretFrom = 0;
  let secretNext = secretFirst;
  /** A system may say by a URL what else would be a token. */
  let secretUnlessUrl = false;
  const pairs = new NamedPairs();
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
          secretNext = isSecretName(value);
          secretUnlessUrl = secretKeys.has(value);
          pairs.key(value);
          const key = redactEscaped(raw, redactTokens(value, marks), marks);
          if (key !== value) edits.set(begin + 1, [end, escaped(key, raw)]);
          break;
        }
        const secret =
          pairs.value(value, depth, begin + 1) ||
          secretNext ||
          secretFrom > 0 ||
          (secretUnlessUrl && !isWebAddress(value));
        const redacted = secret
          ? secretValue(value, marks, nesting)
          : redactEscaped(raw, redactText(value, marks, nesting + 1, secretKeys), marks);
        secretNext = secretUnlessUrl = false;
        if (redacted !== value) edits.set(begin + 1, [end, escaped(redacted, raw)]);
        const { earlier } = pairs;
        if (earlier !== null) {
          const earlierEnd = stringEnd(text, earlier.begin);
          edits.set(earlier.begin, [
            earlierEnd,
            escaped(secretValue(earlier.value, marks, nesting), earlier.value),
          ]);
        }
        break;
      }
      case "{":
      case "[":
        depth++;
        if ((secretNext || secretUnlessUrl) && secretFrom === 0) secretFrom = depth;
        secretNext = secretUnlessUrl = false;
        pairs.opened();
        break;
      case "}":
      case "]":
        if (depth === secretFrom) secretFrom = 0;
        pairs.closed(depth);
        depth = Math.max(0, depth - 1);
        secretNext = secretUnlessUrl = false;
        break;
      case ",":
        secretNext = secretUnlessUrl = false;
        break;
      default: {
        if (secretNext || secretUnlessUrl || secretFrom > 0) {
          const bare = piece.replace(/^[\s:=]+/, "").trimEnd();
          if (bare === "" || /^(?:true|false|null|.*[:=])$/s.test(bare)) break;
          edits.set(begin, [begin + piece.length, piece.replace(bare, () => `"${marks.of(bare)}"`)]);
          secretNext = secretUnlessUrl = false;
        } else {
          secretNext = endsWithSecretName(piece);
          if (piece.length <= shortestPlain) break;
          const redacted = redactPlain(piece, marks, nesting);
          if (redacted !== piece) edits.set(begin, [begin + piece.length, redacted]);
        }
      }
    }
  }
  return edited(text, edits);
}

/** What is to be replaced in a text: by its beginning, its end and what stands there then. */
type Edits = Map<number, readonly [end: number, replacement: string]>;

function edited(text: string, edits: Edits): string {
  let result = "";
  let kept = 0;
  for (const [begin, [end, replacement]] of [...edits].sort(([one], [other]) => one - other)) {
    result += text.slice(kept, begin) + replacement;
    kept = end;
  }
  return kept === 0 ? text : result + text.slice(kept);
}

/** Known secrets in a string whose escapes hide them from a search in the text as it stands: `\u002B`, PHP's `\/`. */
function redactEscaped(raw: string, value: string, marks: SecretMarks): string {
  return hidingEscape.test(raw) ? marks.replaceIn(value) : value;
}

const hidingEscape = /\\[u/]/;

/**
 * Secrets whose name is not their key: `{"name":"Authorization","value":"…"}`, `["X-Auth-Token","…"]`. A value beside a name
 * may be as plain as `required`, so it has to look like a secret, unless a password was asked for.
 */
class NamedPairs {
  /** The value, met before, that the latest string has turned out to name: `{"value":"…","name":"password"}`. */
  earlier: { readonly value: string; readonly begin: number; readonly depth: number } | null = null;
  private unnamed: NamedPairs["earlier"] = null;
  private lastKey: string | null = null;
  private name: string | null = null;
  private nameDepth = 0;
  private nameInList = false;

  key(key: string): void {
    this.lastKey = key;
  }

  /** Whether a string, which begins there, is the value of such a pair; it may be the name of one itself. */
  value(value: string, depth: number, begin: number): boolean {
    const key = this.lastKey;
    this.lastKey = null;
    this.earlier = null;
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
      const { unnamed } = this;
      if (key !== null && this.name !== null && unnamed?.depth === depth) {
        if (isPasswordName(value) || looksRandom(unnamed.value)) this.earlier = unnamed;
        this.unnamed = null;
      }
    } else if (!secret && valueKeys.test(key)) this.unnamed = { value, begin, depth };
    return secret;
  }

  opened(): void {
    this.lastKey = null;
  }

  closed(depth: number): void {
    if (this.nameDepth >= depth) this.name = null;
    if (this.unnamed !== null && this.unnamed.depth >= depth) this.unnamed = null;
  }
}

const nameKeys = /^(?:name|key|header|field)$/i;
const longestNameKey = "header".length;
const valueKeys = /^val(?:ue)?$/i;

/** Whether an item of a list is a secret because the one before it names one, as in `new WebSocket(url, ["bearer", token])`. */
export function isSecretAfter(name: string, value: string): boolean {
  return isSecretName(name) && looksRandom(value) && !/\s/.test(value);
}

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

/** A string's text as JSON writes it. What was an escape and no character stays one: the bytes of a binary frame are characters too. */
function escaped(text: string, raw: string): string {
  const literal = new Set(raw.match(beyondAscii));
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(beyondAscii, (char) =>
      literal.has(char) ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}

const beyondAscii = /[^\0-\x7f]/g;

/** A secret's mark; a scheme before it stays, an authorization's or a URL's, so that the bare token has the same mark. */
export function secretValue(value: string, marks: SecretMarks, nesting = 0): string {
  const before = schemeBefore.exec(value)?.[0] ?? "";
  const secret = value.slice(before.length);
  // Cookies, or a value of several parts: each part may occur alone elsewhere.
  for (const [, name = "", part = ""] of secret.matchAll(/([\w-]{0,64})=\s*([^;,\s]{8,})/g))
    if (isSecretName(name) || (!cookieAttributes.test(name) && looksRandom(part)))
      marks.of(part.replace(schemeBefore, ""));
  if (nesting < maxNesting && /[[{%=]/.test(secret)) redactText(secret, marks, nesting + 1);
  return before + marks.of(secret);
}

const schemeBefore = /^(?:(?:Bearer|Basic|Token)\s+(?=\S)|[a-z][a-z0-9+.-]{0,30}:\/\/(?=\S{6}))/i;

/** What a cookie says of itself. Its domain and its age are no secrets, and occur elsewhere. */
const cookieAttributes = /^(?:domain|path|expires|max-age|samesite|priority|version|comment)$/i;

/** Up to the last `@` of the host's part: a password may hold one. */
const userInfo = /([a-z][a-z0-9+.-]{0,30}:\/\/)([^\s/?#"<>]+)@/gi;
/** A parameter of a URL that is encoded itself. */
const encodedParameter = /(%3F|%26|%23)([\w.~-]{1,80})(%3D)([\w.~-]+)/gi;
/** An object or array outside a parameter: Sendbird's client opens its socket with one as the subprotocol. */
const encodedJson = /(?:%7B|%5B%7B)[\w.~%!'()*-]+/gi;
const field =
  /(["']?)([\w-]{1,64})\1(\s{0,20}[:=]\s{0,20})(?:'([^']{1,4096})'|"([^"]{1,4096})"|((?:(?:Bearer|Basic|Token)\s+)?[^\s,;&"'<>{}()[\]=][^\s,;&"'<>{}()[\]]*))/gi;
const scheme = /\b(Bearer|Basic)(\s+|%20|\+)([\w.~+/=-]{6,})/gi;

const element = /<([\w:.-]{1,80})(\s[^<>]{0,400})?>(<!\[CDATA\[)?([^<>]{1,4096}?)(\]\]>)?<\/\1>/g;

/** Replaces elements of XML that stand under a secret name. */
function redactElements(text: string, marks: SecretMarks, nesting: number): string {
  if (!text.includes("</")) return text;
  return text.replace(
    element,
    (all, name: string, attributes = "", opening = "", value: string, closing = "") =>
      isSecretName(name.slice(name.indexOf(":") + 1))
        ? `<${name}${attributes}>${opening}${secretValue(value, marks, nesting)}${closing}</${name}>`
        : all,
  );
}

/** Replaces secrets in a text that is no JSON. */
function redactPlain(text: string, marks: SecretMarks, nesting: number): string {
  return redactProse(redactElements(text, marks, nesting), marks, nesting).replace(
    field,
    (all, quote: string, name: string, colon: string, single?: string, double?: string, bare?: string) => {
      const value = single ?? double ?? bare ?? "";
      if (!isSecretName(name) || value.startsWith("//")) return all;
      // Found as a parameter, in what may not end where this would.
      if (goesOnAfterMark(value)) return all;
      if (
        bare !== undefined &&
        ((!isPasswordName(name) && !looksRandom(value)) || graphQlPlaceholder.test(value))
      )
        return all;
      const valueQuote = single === undefined ? (double === undefined ? "" : '"') : "'";
      return `${quote}${name}${quote}${colon}${valueQuote}${secretValue(value, marks, nesting)}${valueQuote}`;
    },
  );
}

/** What a GraphQL document says in a secret's place: a variable, or its type. */
const graphQlPlaceholder = /^(?:\$\w+|String!?)$/;

/**
 * Replaces secrets in sentences: in URLs, as parameters, after a scheme, by their form. A name with a colon says nothing
 * there: `token: expected a string`.
 */
export function redactProse(text: string, marks: SecretMarks, nesting = 0): string {
  const withoutUsers = text.replace(userInfo, (all, protocol: string, info: string) => {
    const password = info.slice(info.indexOf(":") + 1);
    if (password === "") return all;
    marks.of(decodedPart(password));
    return `${protocol}${marks.of(decodedPart(info))}@`;
  });
  const withoutSchemes = redactParameters(withoutUsers, marks, nesting)
    .replace(encodedParameter, (all, before: string, name: string, equals: string, value: string) =>
      isSecretName(name) ? `${before}${name}${equals}${secretValue(value, marks, nesting)}` : all,
    )
    .replace(encodedJson, (all) => {
      if (nesting >= maxNesting) return all;
      const decoded = decodedPart(all);
      const redacted = redactText(decoded, marks, nesting + 1);
      return redacted === decoded ? all : encodedPart(redacted);
    })
    .replace(scheme, (all, word: string, space: string, value: string) =>
      looksRandom(value) ? `${word}${space}${marks.of(value)}` : all,
    );
  return redactTokens(withoutSchemes, marks);
}

/** A parameter's name; its value follows. */
const parameterName = /(?:^|[?&;#\s,(|'/:=])([\w.~%[\]-]{1,80})=/g;
/** Where a parameter's value ends: in a form, in a URL, and in a text that may go on with anything, JSON included. */
const formValueEnd = /[&\s]/g;
const urlValueEnd = /[&#]/g;
const valueEnd = /[&\s#;"<>]|\\"|[,[{](?=\[?\{?")/g;
const isForm = /^[\w.~%[\]-]{1,80}=\S*\s*$/;
const isUrl = /^(?:[a-z][a-z0-9+.-]{0,30}:\/)?\/\S*$/i;

/**
 * Replaces the values of parameters with a secret name. A value may hold a URL with parameters of its own, so that the search goes on
 * inside of what is none.
 */
function redactParameters(text: string, marks: SecretMarks, nesting: number): string {
  if (!text.includes("=")) return text;
  const ending = isForm.test(text) ? formValueEnd : isUrl.test(text) ? urlValueEnd : valueEnd;
  let result = "";
  let kept = 0;
  /** Of the value that was looked at last; others may lie in it. */
  let end = 0;
  let percent = -1;
  // So that one is always found: not finding it takes as long each time.
  const withPercent = `${text}%`;
  const names = new RegExp(parameterName);
  for (let match = names.exec(text); match !== null; match = names.exec(text)) {
    const begin = names.lastIndex;
    // What ends this value may begin the next name.
    names.lastIndex = begin - 1;
    if (begin > end) {
      ending.lastIndex = begin;
      end = ending.exec(text)?.index ?? text.length;
    }
    if (percent < begin) percent = withPercent.indexOf("%", begin);
    const value = text.slice(begin, end);
    if (value === "" || value.startsWith('"')) continue;
    const name = decodedPart(match[1] ?? "");
    let redacted: string | null = null;
    if (isSecretParameter(name) || isAuthorizationCode(name, value))
      // What was replaced before, where its end was known better, is not again.
      redacted = goesOnAfterMark(value) ? value : secretValue(decodedPart(value), marks, nesting);
    else if (percent < end && nesting < maxNesting) {
      const decoded = decodedPart(value);
      const inner = redactText(decoded, marks, nesting + 1);
      redacted = inner === decoded ? value : encodedPart(inner);
    }
    if (redacted === null) continue;
    if (redacted !== value) {
      result += text.slice(kept, begin) + redacted;
      kept = end;
    }
    names.lastIndex = end;
  }
  return kept === 0 ? text : result + text.slice(kept);
}

/** Names of forms may have parts: `user[password]`, `token[0]`. */
function isSecretParameter(name: string): boolean {
  if (isSecretName(name)) return true;
  const bracket = name.indexOf("[");
  return bracket > 0 && isSecretName(name.slice(0, bracket));
}

/** Privicore's tokens; one with dashes has digits, as no word has. */
const privicoreToken = /\bT-(?:(?=[A-Za-z-]{0,64}[\d_])[\w-]{12,}|[0-9A-Za-z]{12,}\b)/g;
const webTokenHead = /[\w-]*/y;
/** What follows a web token's head: two parts more if it is signed, four if it is encrypted, the first of which may be empty. */
const webTokenRest = /\.(?:[\w-]{6,}|(?=\.[\w-]{6}))(?:\.[\w-]+){0,3}/y;

/** Replaces what is a token by its form: Privicore's, and JSON Web Tokens. */
function redactTokens(text: string, marks: SecretMarks): string {
  const others = text.includes("T-") ? text.replace(privicoreToken, (token) => marks.of(token)) : text;
  let result = "";
  let kept = 0;
  let headEnd = 0;
  for (let begin = others.indexOf("eyJ"); begin !== -1; begin = others.indexOf("eyJ", begin + 3)) {
    if (/\w/.test(others[begin - 1] ?? "")) continue;
    // Once for all that begin in it: a text may consist of beginnings.
    if (begin >= headEnd) {
      webTokenHead.lastIndex = begin;
      webTokenHead.test(others);
      headEnd = webTokenHead.lastIndex;
    }
    webTokenRest.lastIndex = headEnd;
    if (headEnd - begin < shortestHead || !webTokenRest.test(others)) continue;
    const end = webTokenRest.lastIndex;
    result += others.slice(kept, begin) + marks.of(others.slice(begin, end));
    kept = end;
    begin = end - 3;
  }
  return kept === 0 ? others : result + others.slice(kept);
}

const shortestHead = "eyJ".length + 6;

/** Whether a parameter is what OAuth gives a page to change for a token. An error's code is shorter. */
function isAuthorizationCode(name: string, value: string): boolean {
  return name === "code" && value.length >= 16 && looksRandom(value);
}

/** Whether a text is more than a word: prose says `Basic authentication` and `token: expired`. */
export function looksRandom(value: string): boolean {
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

/** The same for a URL again. Half of a pair of characters, which no URL can say, stays what it is. */
function encodedPart(part: string): string {
  return part.replace(wholeCharacters, encodeURIComponent);
}

const wholeCharacters = /\P{Surrogate}+/gu;
