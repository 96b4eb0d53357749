import { message } from "../text/message.ts";
import { checkFieldValue, comparisonOf, isComparedKey, isFieldKey, keyList } from "./filter-fields.ts";
import type { ComparedKey, FilterQuery, Match, QueryError, Term } from "./filter-query.ts";

const units: Readonly<Record<ComparedKey, ReadonlyMap<string, number>>> = {
  latency: new Map(Object.entries({ "": 1, ms: 1, s: 1000, m: 60_000, min: 60_000 })),
  size: new Map(Object.entries({ "": 1, b: 1, kb: 1000, mb: 1_000_000 })),
};

/** Parses a query. Never throws: what is wrong with it is in `errors`, each with its place; expressions that are too slow, too. */
export function parseFilter(query: string, tooSlow: readonly string[] = []): FilterQuery {
  const terms: Term[] = [];
  const errors: QueryError[] = [];
  let at = 0;
  while (at < query.length) {
    if (/\s/.test(query.charAt(at))) {
      at++;
      continue;
    }
    const from = at;
    const negated = query[at] === "-" && at + 1 < query.length && !/\s/.test(query.charAt(at + 1));
    if (negated) at++;
    const body = at;
    const read = query[at] === "/" ? readRegex(query, at, tooSlow) : readTerm(query, at);
    at = Math.max(read.to, body + 1);
    if ("message" in read) errors.push({ from: read.from, to: at, message: read.message });
    else if (read.match !== null) terms.push({ negated, match: read.match, from, to: at });
  }
  return { terms, errors };
}

type Read =
  | { readonly to: number; readonly match: Match | null }
  | { readonly from: number; readonly to: number; readonly message: string };

function readRegex(query: string, from: number, tooSlow: readonly string[]): Read {
  let at = from + 1;
  let inClass = false;
  while (at < query.length) {
    const character = query[at];
    if (character === "\\") at++;
    else if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
    else if (character === "/" && !inClass) break;
    at++;
  }
  // An unclosed slash is a path that is being typed or looked for, such as /data-token/request-data: take it as a word.
  if (at >= query.length || at === from + 1) return readTerm(query, from);
  const source = query.slice(from + 1, at);
  const flagsFrom = at + 1;
  let to = flagsFrom;
  while (to < query.length && !/\s/.test(query.charAt(to))) to++;
  const flags = query.slice(flagsFrom, to);
  if (!/^[imsuv]*$/.test(flags)) {
    // `/data-token/request-data` closes a "regex" in its middle; what follows is no flag, so it is a path.
    if (/^[\w/.-]+$/.test(flags)) return readTerm(query, from);
    return {
      from: flagsFrom,
      to,
      message: message("filter_flags", flags),
    };
  }
  if (tooSlow.includes(source)) return { from, to, message: message("filter_slow") };
  try {
    new RegExp(source, flags);
  } catch (error) {
    const reason =
      error instanceof Error ? error.message.replace(/^Invalid regular expression: /, "") : String(error);
    return { from, to, message: message("filter_expression", reason) };
  }
  return { to, match: { type: "regex", source, flags } };
}

function readTerm(query: string, from: number): Read {
  const keyed = /^([A-Za-z]+)(:|>=|<=|>|<|=)/.exec(query.slice(from, from + 24));
  const name = keyed?.[1]?.toLowerCase();
  const operator = keyed?.[2];
  if (keyed !== null && name !== undefined && operator !== undefined) {
    const valueFrom = from + keyed[0].length;
    if (isComparedKey(name)) return readComparison(query, from, valueFrom, name, operator);
    if (operator === ":" && isFieldKey(name)) return readField(query, valueFrom, name);
    // `status` may be compared without its colon; of `status=400` the value may as well be a part of a URL.
    if (name === "status" && operator !== "=") return readField(query, from + name.length, name);
    // `wss://host` is a word; `chanel:019` is a mistake worth saying.
    if (operator === ":" && !query.startsWith("//", valueFrom)) {
      const { to } = readValue(query, valueFrom);
      return {
        from,
        to,
        message: message("filter_noKey", name, keyList()),
      };
    }
  }
  const value = readValue(query, from);
  if (value.unclosed) return { from, to: value.to, message: message("filter_openQuote") };
  return { to: value.to, match: value.text === "" ? null : { type: "word", text: value.text } };
}

function readField(query: string, valueFrom: number, key: Parameters<typeof checkFieldValue>[0]): Read {
  const values: string[] = [];
  let at = valueFrom;
  for (;;) {
    const value = readValue(query, at, ",");
    if (value.unclosed) return { from: at, to: value.to, message: message("filter_openQuote") };
    if (value.text === "") {
      // A key whose value is still being typed is not an error yet: it matches everything.
      if (value.to >= query.length && values.length === 0) return { to: value.to, match: null };
      if (values.length === 0)
        return { from: valueFrom, to: value.to, message: message("filter_noValue", key) };
    } else {
      const complaint = checkFieldValue(key, value.text);
      // The last word is still being typed: `is:pend` is on its way to `is:pending`.
      const typing = value.to >= query.length && complaint?.prefixOfKnown === true;
      if (complaint !== null && !typing) return { from: at, to: value.to, message: complaint.message };
      if (!typing) values.push(value.text);
    }
    at = value.to;
    if (query[at] !== ",") break;
    at++;
  }
  return { to: at, match: values.length === 0 ? null : { type: "field", key, values } };
}

function readComparison(
  query: string,
  from: number,
  valueFrom: number,
  key: ComparedKey,
  operator: string,
): Read {
  const value = readValue(query, valueFrom);
  let text = value.text;
  let comparison = comparisonOf[operator];
  if (operator === ":") {
    const inner = /^(>=|<=|>|<|=)/.exec(text)?.[1];
    comparison = comparisonOf[inner ?? "="];
    text = inner === undefined ? text : text.slice(inner.length);
  }
  if (text === "" && value.to >= query.length) return { to: value.to, match: null };
  const number = /^(\d+(?:\.\d+)?|\.\d+)([a-z]*)$/i.exec(text);
  const unit = number?.[2]?.toLowerCase() ?? "";
  const factor = units[key].get(unit);
  if (number === null || comparison === undefined || factor === undefined) {
    const example = key === "latency" ? message("filter_latencyExample") : message("filter_sizeExample");
    return { from, to: value.to, message: message("filter_number", key, example) };
  }
  return { to: value.to, match: { type: "compare", key, comparison, value: Number(number[1]) * factor } };
}

/** A value up to white space or `stop`; in quotes it may hold both, and `\"` and `\\`. */
function readValue(query: string, from: number, stop = ""): { text: string; to: number; unclosed: boolean } {
  if (query[from] !== '"') {
    let to = from;
    while (to < query.length && !/\s/.test(query.charAt(to)) && query[to] !== stop) to++;
    return { text: query.slice(from, to), to, unclosed: false };
  }
  let text = "";
  let at = from + 1;
  while (at < query.length && query[at] !== '"') {
    if (query[at] === "\\" && at + 1 < query.length) at++;
    text += query.charAt(at);
    at++;
  }
  return { text, to: Math.min(at + 1, query.length), unclosed: at >= query.length };
}
