/** What stood where something else was expected, and where, for a complaint. It is printed as it is, so that no secret may be in it. */
import { redactProse } from "./redaction/redact-text.ts";
import { SecretMarks } from "./redaction/secret-marks.ts";
import { isSecretName } from "./redaction/secret-names.ts";

/** A word or a few, a short code, or a date: no token has such a form. */
const harmless =
  /^(?:[a-z]+(?:[ _-][a-z]+){0,4}|[\w.:-]{0,8}|\d{9,13}|\d{4}-\d\d?-\d\d?(?:[ T][\d:.,]*(?: ?[A-Z+-][\d:]*)?)?)$/i;
const longestQuoted = 32;

/** Short, and without the contents of numbers and of strings that may be a secret. */
export function shownValue(value: unknown): string {
  switch (typeof value) {
    case "undefined":
      return "none";
    case "string":
      return value.length <= longestQuoted && harmless.test(value)
        ? JSON.stringify(value)
        : `${value.length.toLocaleString("en")} characters`;
    case "number":
    case "bigint":
      return "a number";
    case "object":
      return value === null ? "null" : Array.isArray(value) ? "an array" : "an object";
    default:
      return String(value);
  }
}

/** The same of a value whose place is known: what stands under a secret name is not told at all. */
export function shownValueAt(value: unknown, path: readonly PropertyKey[]): string {
  const isSecret = path.some((name) => isSecretName(String(name)));
  return isSecret && typeof value === "string" && value !== ""
    ? `${value.length.toLocaleString("en")} characters`
    : shownValue(value);
}

/** A place's name for a person, unless it is long or looks like a secret: a page may use its tokens as keys. */
export function shownPath(path: readonly PropertyKey[]): string {
  return path.map((name) => (typeof name === "number" ? name : shownName(String(name)))).join(".");
}

function shownName(name: string): string {
  if (name.length > longestName || !plainName.test(name)) return "…";
  const marks = new SecretMarks();
  redactProse(name, marks);
  return marks.size === 0 ? name : "…";
}

const longestName = 40;
/** Words, which may have a number at their end: `X-DPT-CAB-ID`, `_webSocketMessages`. */
const plainName = /^[$_]?[a-z]*(?:[-_ .][a-z]+)*\d{0,2}$/i;
