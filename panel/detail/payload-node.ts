/** A parsed payload as a tree that is walked only as far as it is opened. */

/** A whole number that a double would round is a bigint: IDs are often that long. */
export type JsonValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Why a payload is shown as text. */
export type NoTree = "not-json" | "too-deep";

export type Parsed =
  | { readonly type: "json"; readonly value: JsonValue }
  | { readonly type: "text"; readonly why: NoTree };

/** How many levels a tree may have: drawing, searching and writing it take a piece of the stack for each. */
export const mostLevels = 200;

/** Parses a payload; what is not JSON, or nested deeper than {@link mostLevels}, is text. */
export function parsePayload(payload: string): Parsed {
  try {
    const value: JsonValue = JSON.parse(payload);
    if (levelsOf(payload) > mostLevels) return { type: "text", why: "too-deep" };
    return { type: "json", value: /\d{16}/.test(payload) ? parseWhole(payload) : value };
  } catch {
    return { type: "text", why: "not-json" };
  }
}

/** How deep JSON is nested: 0 for a plain value. By its letters, since no value is too deep for a loop over them. */
function levelsOf(json: string): number {
  let levels = 0;
  let deepest = 0;
  let inText = false;
  for (let at = 0; at < json.length; at++) {
    const letter = json[at];
    if (inText) {
      if (letter === "\\") at++;
      else if (letter === '"') inText = false;
    } else if (letter === '"') inText = true;
    else if (letter === "[" || letter === "{") deepest = Math.max(deepest, ++levels);
    else if (letter === "]" || letter === "}") levels--;
  }
  return deepest;
}

/** Where a node stands: keys and indices from the root. */
export type Path = readonly (string | number)[];

export const pathKey = (path: Path): string => JSON.stringify(path);

/** The path as code reads it: `data.members[2]["odd key"]`. */
export function writePath(path: Path): string {
  let written = "";
  for (const step of path) {
    if (typeof step === "number") written += `[${step}]`;
    else if (/^[A-Za-z_$][\w$]*$/.test(step)) written += written === "" ? step : `.${step}`;
    else written += `[${JSON.stringify(step)}]`;
  }
  return written;
}

/** A value as it is copied: a text as it is, everything else as JSON laid out in lines. */
export const writeValue = (value: JsonValue): string => {
  if (typeof value === "string") return value;
  const guard = crypto.randomUUID();
  const written = JSON.stringify(value, (_, each) => (typeof each === "bigint" ? guard + each : each), 2);
  return unguard(written, guard);
};

/** JSON laid out in lines, its numbers as they are written: a parser would round long ones. Other text stays as it is. */
export function layOut(payload: string): string {
  if (parsePayload(payload).type === "text") return payload;
  const guard = crypto.randomUUID();
  const guarded = guardNumbers(payload, guard, (written) => String(Number(written)) !== written);
  return unguard(JSON.stringify(JSON.parse(guarded), null, 2), guard);
}

/** JSON as a value, its long whole numbers too. Takes a piece of the stack for each level. */
function parseWhole(json: string): JsonValue {
  const guard = crypto.randomUUID();
  const guarded = guardNumbers(
    json,
    guard,
    (written) => /^-?\d+$/.test(written) && !Number.isSafeInteger(Number(written)),
  );
  return JSON.parse(guarded, (_, each) =>
    typeof each === "string" && each.startsWith(guard) ? BigInt(each.slice(guard.length)) : each,
  );
}

/** JSON with some of its numbers as texts that begin with the guard, so that a parser leaves them alone. */
const guardNumbers = (json: string, guard: string, guarded: (written: string) => boolean): string =>
  json.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (part) =>
    part.startsWith('"') || !guarded(part) ? part : `"${guard}${part}"`,
  );

const unguard = (json: string, guard: string): string =>
  json.replace(new RegExp(`"${guard}([^"]*)"`, "g"), "$1");

export type Container = readonly JsonValue[] | { readonly [key: string]: JsonValue };

export const isContainer = (value: JsonValue): value is Container =>
  typeof value === "object" && value !== null;

export const sizeOf = (value: Container): number =>
  isList(value) ? value.length : Object.keys(value).length;

/** A container's members from `from` (inclusive) to `to` (exclusive). */
export function membersOf(
  value: Container,
  from: number,
  to: number,
): readonly (readonly [string | number, JsonValue])[] {
  if (isList(value)) return value.slice(from, to).map((member, index) => [from + index, member]);
  return Object.entries(value).slice(from, to);
}

const isList = (value: Container): value is readonly JsonValue[] => Array.isArray(value);

/** How many members a container shows at once; more are grouped into ranges. */
export const membersAtOnce = 100;

/** The ranges that a large container is shown in: `[0 … 99]`, `[100 … 199]`, and ranges of ranges above. */
export function rangesOf(
  from: number,
  to: number,
): readonly { readonly from: number; readonly to: number }[] {
  let step = membersAtOnce;
  while ((to - from) / step > membersAtOnce) step *= membersAtOnce;
  const ranges = [];
  for (let at = from; at < to; at += step) ranges.push({ from: at, to: Math.min(to, at + step) });
  return ranges;
}

/** A container in a few words: `{type, id, …}`, `Array(12)`. */
export function previewOf(value: Container): string {
  if (isList(value)) return value.length === 0 ? "[]" : `Array(${value.length})`;
  const keys = Object.entries(value).map(([key]) => key);
  if (keys.length === 0) return "{}";
  const shown = keys.slice(0, 4).map((key) => (key.length > 20 ? `${key.slice(0, 18)}…` : key));
  return `{${shown.join(", ")}${keys.length > 4 ? ", …" : ""}}`;
}

/** How many places a search visits at most before it gives up, so that a huge payload stays quick. */
const visitedLimit = 2_000_000;

/** The paths whose key or plain value holds the text, letter case aside; at most `limit`. */
export function searchPayload(root: JsonValue, searched: string, limit: number): readonly Path[] {
  const needle = searched.toLowerCase();
  const found: Path[] = [];
  if (needle === "") return found;
  let visited = 0;
  const visit = (value: JsonValue, path: Path): void => {
    if (found.length >= limit || ++visited > visitedLimit) return;
    if (!isContainer(value)) {
      const key = path.at(-1);
      if (
        String(value).toLowerCase().includes(needle) ||
        (typeof key === "string" && key.toLowerCase().includes(needle))
      )
        found.push(path);
      return;
    }
    const key = path.at(-1);
    if (typeof key === "string" && key.toLowerCase().includes(needle)) found.push(path);
    for (const [step, member] of membersOf(value, 0, Number.POSITIVE_INFINITY))
      visit(member, [...path, step]);
  };
  visit(root, []);
  return found;
}
