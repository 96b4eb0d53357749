import type { SecretMask } from "./secret-mask.ts";

/** Keys of payload members, headers and query parameters whose value is a secret (protocol.md, section 4). */
const secretKey =
  /^(?:(?:x-dpt-)?authorization(?:[-_]?token)?|proxy-authorization|(?:set-)?cookie|(?:api|auth|access|refresh|id|session|bearer|csrf|x-auth|resume|push|device)[-_]?(?:token|key|secret)|api[-_]?key|session[-_]?key|auth|token|pass(?:word|wd|phrase)?|secret|client[-_]?secret|pin)$/i;

const jsonMember = /"((?:[^"\\]|\\.){1,64})"(\s*:\s*)"((?:[^"\\]|\\.)*)"/g;
const urlParameter =
  /([?&;](?:[\w.-]*(?:token|auth|key|secret|password|signature|sig)[\w.-]*)=)([^&#\s"\\<>]+)/gi;
const userInfo = /(\b[a-z][a-z0-9+.-]*:\/\/)([^/\s:@"]+:[^/\s@"]+)@/gi;
const bearer = /\b((?:Bearer|Basic)\s+)([\w~+/.=-]{6,})/g;
const bareToken = /\b(?:T-[A-Z0-9]{6,}|eyJ[\w-]{8,}\.[\w-]+\.[\w-]*)/g;

/** Hides what looks like a secret by its name or its shape. */
export function createPatternMask(): SecretMask {
  const text = (payload: string): string =>
    payload
      .replace(jsonMember, (whole, key: string, colon: string, value: string) =>
        secretKey.test(key) ? `"${key}"${colon}"${mark(value)}"` : whole,
      )
      .replace(urlParameter, (_whole, before: string, value: string) => before + mark(value))
      .replace(userInfo, (_whole, scheme: string, user: string) => `${scheme}${mark(user)}@`)
      .replace(bearer, (_whole, scheme: string, value: string) => scheme + mark(value))
      .replace(bareToken, mark);
  return {
    text,
    url: text,
    header: (name, value) =>
      secretKey.test(name) || /token|key|secret|auth|cookie/i.test(name) ? mark(value) : text(value),
    member: (key, value) => {
      if (typeof value !== "string") return null;
      if (secretKey.test(key) && value !== "") return mark(value);
      const masked = value.length < 10_000 ? text(value) : value;
      return masked === value ? null : masked;
    },
  };
}

/** A short mark that is the same for the same secret (FNV-1a), and tells nothing else of it. */
function mark(secret: string): string {
  if (secret.startsWith("•")) return secret;
  let hash = 0x811c9dc5;
  for (let index = 0; index < secret.length; index++)
    hash = Math.imul(hash ^ secret.charCodeAt(index), 0x01000193);
  return `••••${(hash >>> 16).toString(16).padStart(4, "0")}`;
}
