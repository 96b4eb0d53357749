/** What stood where something else was expected, for a complaint. It is printed as it is, so that no secret may be in it. */

/** A word or a few, a short code or number, or a date: no token has such a form. */
const harmless =
  /^(?:[a-z]+(?:[ _-][a-z]+){0,4}|[\w.:-]{0,8}|\d{9,13}|\d{4}-\d\d?-\d\d?(?:[ T][\d:.,]*(?: ?[A-Z+-][\d:]*)?)?)$/i;
const longestQuoted = 32;

/** Short, and without the contents of strings that may be a secret. */
export function shownValue(value: unknown): string {
  switch (typeof value) {
    case "undefined":
      return "none";
    case "string":
      return value.length <= longestQuoted && harmless.test(value)
        ? JSON.stringify(value)
        : `${value.length.toLocaleString("en")} characters`;
    case "object":
      return value === null ? "null" : Array.isArray(value) ? "an array" : "an object";
    default:
      return String(value);
  }
}
