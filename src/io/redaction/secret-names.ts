/** Which names – JSON keys, headers, parameters, form fields – stand for a secret (protocol.md section 4). */

/** Whole names, in lower case without punctuation. */
const wholeNames = new Set(["auth", "jwt", "otp", "sig", "pwd", "pass", "sid", "bearer"]);
/** Ends of names: `authorizationToken`, `X-DPT-AUTHORIZATION`, `new_password`, `Session-Key`, `Set-Cookie`. */
const endings =
  /(?:token|(?:password|passwd|pwd)(?:\d|confirm(?:ation|ed)?|repeat(?:ed)?|retyped?|again|verif(?:y|ication))|password|passwd|passphrase|passcode|secret|apikey|sessionkey|accesskey|authkey|privatekey|credential|authorization|cookie|signature|sessionid)s?$/;

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
  return /pass|pwd|secret|otp/i.test(name);
}

/** Parts of names and words that a secret stands under, long enough to be rare. */
const tellingWords = [
  ...["token", "auth", "pass", "pwd", "secret", "key", "cookie", "credential", "signature", "session"],
  ...["bearer", "basic", "jwt", "otp", "sig", "sid"],
];

/**
 * What must occur in a text that holds a secret by name or form, so that the rest is let through at once. An escape may
 * hide any of it. Every frame passes here: a class of both cases is several times faster than the flag `i`.
 */
export const suspicious = new RegExp(
  [
    ...tellingWords.map((word) => word.replace(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`)),
    "T-[0-9A-Za-z]{12}",
    "eyJ",
    ":\\/\\/[^\\s/]*@",
    "\\\\u",
    "%",
  ].join("|"),
);
