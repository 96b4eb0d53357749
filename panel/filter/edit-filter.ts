import { parseFilter } from "./parse-filter.ts";

/** Writes a value so that the language reads it as one: in quotes where it holds what would end or change it. */
export function quoteValue(value: string): string {
  return /[\s",]/.test(value) || value === "" ? `"${value.replace(/[\\"]/g, "\\$&")}"` : value;
}

/** A term for `key:value`, or a plain word where `key` is null. */
export function writeTerm(key: string | null, value: string, negated: boolean): string {
  const sign = negated ? "-" : "";
  if (key !== null) return `${sign}${key}:${quoteValue(value)}`;
  const plain = quoteValue(value);
  const reads = parseFilter(plain).terms[0]?.match;
  // A word that looks like something else (`/x/`, `is:ok`, `-a`) is only itself in quotes.
  const quoted =
    reads?.type === "word" && !value.startsWith("-") ? plain : `"${value.replace(/[\\"]/g, "\\$&")}"`;
  return sign + quoted;
}

/** Adds a term to the query; its opposite is taken out, and a term that is there already stays alone. */
export function addTerm(query: string, term: string): string {
  const opposite = term.startsWith("-") ? term.slice(1) : `-${term}`;
  const kept = splitTerms(query).filter((part) => part !== opposite && part !== term);
  return [...kept, term].join(" ");
}

/** The query's parts as written, terms and mistakes alike, in their order. A mistake may lie within a term: they stay together. */
export function splitTerms(query: string): string[] {
  const { terms, errors } = parseFilter(query);
  const places = [...terms, ...errors].sort((a, b) => a.from - b.from);
  const parts: string[] = [];
  let at = 0;
  let apart = true;
  const add = (text: string) => {
    const part = text.trim();
    if (part !== "") parts.push((apart || /^\s/.test(text) ? "" : (parts.pop() ?? "")) + part);
    if (text !== "") apart = /\s$/.test(text);
  };
  for (const { from, to } of places) {
    add(query.slice(at, from));
    add(query.slice(Math.max(at, from), to));
    at = Math.max(at, to);
  }
  add(query.slice(at));
  return parts;
}
