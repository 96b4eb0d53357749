/** Which names – JSON keys, headers, parameters, form fields – stand for a secret (PROTOCOL.md 4). */

/** Whole names, in lower case without punctuation. */
const wholeNames = new Set([
  "auth",
  "jwt",
  "otp",
  "sig",
  "pwd",
  "pass",
  "sid",
  "bearer",
  "csrf",
  "xsrf",
  "codeverifier",
]);
/** Ends of names: `authorizationToken`, `X-DPT-AUTHORIZATION`, `new_password`, `Session-Key`, `Set-Cookie`. */
const endings = new RegExp(
  `(?:${[
    "token(?:\\d|value|string|hint)?",
    "(?:password|passwd|pwd|(?:current|old|new|user|login|admin|mail|ftp|db|root|account|client)pass)(?:\\d|confirm(?:ation|ed)?|repeat(?:ed)?|retyped?|again|verif(?:y|ication)|old|new|current|value|string|plain|hash)?",
    "passphrase|passcode|accesscode|joincode|auth(?:orization)?code|secret(?:value)?|credential|authorization|cookie|signature|sessionid",
    "(?:api|session|access|auth|private|secret|signing|encryption|decryption)key",
  ].join("|")})s?$`,
);

const seen = new Map<string, boolean>();

/** Whether a value under this name is a secret. Names compare without case and punctuation. */
export function isSecretName(name: string): boolean {
  if (name.length > 64) return false;
  let secret = seen.get(name);
  if (secret === undefined) {
    const plain = name.toLowerCase().replace(/[^a-z0-9]/g, "");
    secret = wholeNames.has(plain) || endings.test(plain);
    // Names are few in practice; a payload of nothing but new names must not fill the memory.
    if (seen.size > 5_000) seen.clear();
    seen.set(name, secret);
  }
  return secret;
}

/** Whether a name holds a password, which may be any word. */
export function isPasswordName(name: string): boolean {
  return /pass|pwd|secret|otp|access.?code|join.?code/i.test(name);
}

/** Parts of names and words that a secret stands under, long enough to be rare. */
const tellingWords = [
  ...["token", "auth", "pass", "pwd", "secret", "key", "cookie", "credential", "signature", "session"],
  ...["bearer", "basic", "jwt", "otp", "sig", "sid", "csrf", "xsrf", "code"],
];

/**
 * What must occur in a text that holds a secret by name or form, so that the rest is let through at once. An escape may
 * hide any of it.
 */
export const suspiciousPart = new RegExp(
  [
    ...tellingWords.map((word) => word.replace(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`)),
    "T-(?:[0-9A-Za-z]{12}|(?=[\\w-]{0,11}[\\d_])[\\w-]{12})",
    "eyJ",
    ":\\/\\/[^\\s/]*@",
    "\\\\u",
    "%",
  ].join("|"),
);

/**
 * Whether {@link suspiciousPart} occurs in a text. Every frame passes here, and the expression tries its twenty words at each
 * character: only where three characters in a row are the beginning of one is it asked at all.
 */
export function isSuspicious(text: string): boolean {
  let latest = 0;
  for (let index = 0; index < text.length; index++) {
    // What is not ASCII may be taken for something that is: then the expression says that it is not.
    const sign = signs[text.charCodeAt(index) & 0x7f] ?? 0;
    latest = ((latest << signBits) | sign) & threeSigns;
    const begins = beginnings[latest];
    if (begins === telling || (begins === tokenPrefix && isTokenAt(text, index + 1)))
      return suspiciousPart.test(text);
  }
  return false;
}

/**
 * Whether a token of Privicore can begin with what was before `begin`: Privicore's own headers and types do so too,
 * `X-DPT-CAB-REQUEST-ID`, but have no digit where they have dashes.
 */
function isTokenAt(text: string, begin: number): boolean {
  let dashes = false;
  let digits = false;
  for (let index = begin; index < begin + 12; index++) {
    if (index >= text.length) return false;
    const code = text.charCodeAt(index) & 0x7f;
    dashes ||= signs[code] === dash;
    digits ||= (code >= 0x30 && code <= 0x39) || code === underscore;
  }
  return digits || !dashes;
}

const underscore = 0x5f;

/** Characters as they are compared: letters by their place in the alphabet, in either case. */
const signBits = 5;
const threeSigns = (1 << (3 * signBits)) - 1;
const signs = new Uint8Array(128);
for (let letter = 1; letter <= 26; letter++) {
  signs[0x40 + letter] = letter;
  signs[0x60 + letter] = letter;
}
const otherSigns = "-:/\\%";
for (const [place, char] of [...otherSigns].entries()) signs[char.charCodeAt(0)] = 27 + place;
const dash = 27;

const telling = 1;
const tokenPrefix = 2;
/** By three signs: whether something that is suspicious begins with them, or ends with them if it is shorter. */
const beginnings = new Uint8Array(1 << (3 * signBits));
for (const word of [...tellingWords, "T-", "eyJ", "://", "\\u", "%"]) {
  const [one = 0, two = 0, three = 0] = [...word].map((char) => signs[char.charCodeAt(0)] ?? 0);
  if (word.length >= 3) beginnings[(one << 10) | (two << 5) | three] = telling;
  for (let any = 0; any < 1 << signBits; any++) {
    if (word.length === 2) beginnings[(any << 10) | (one << 5) | two] = word === "T-" ? tokenPrefix : telling;
    if (word.length > 1) continue;
    for (let other = 0; other < 1 << signBits; other++)
      beginnings[(any << 10) | (other << 5) | one] = telling;
  }
}
