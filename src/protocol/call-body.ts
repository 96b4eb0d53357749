import type { HttpCall, JsonObject } from "./meaning.ts";

/** What a request says in its body and its query, whichever form it chose. */
export interface CallFields {
  /**
   * `unseen`: the call had a body that the browser did not hand over; nothing may be concluded from what is absent.
   * `unreadable`: neither JSON nor a form.
   */
  readonly form: "json" | "form" | "none" | "unseen" | "unreadable";
  readonly fields: JsonObject;
}

/** The value as a JSON object; null for anything else. */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** The value as a text that says something: numbers as they are written, null for anything else and for the empty text. */
export function asText(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && value !== "" ? value : null;
}

/** Parses a body as a JSON object; null for anything else. Never throws. */
export function parseObject(body: string | null): JsonObject | null {
  if (body === null || !/^\s*\{/.test(body)) return null;
  try {
    return asObject(JSON.parse(body));
  } catch {
    return null;
  }
}

const isForm = (text: string) => /^[^\s{}[\]"<>]+=[^\s{}[\]"<>]*$/.test(text);

/** `a=1&b[]=2&b[]=3` as fields: repeated and `[]` keys become arrays. */
function formFields(text: string): Record<string, unknown> {
  const fields: Record<string, unknown> = Object.create(null);
  for (const [written, value] of new URLSearchParams(text)) {
    const key = written.replace(/\[\d*\]$/, "");
    const before = fields[key];
    if (Array.isArray(before)) before.push(value);
    else if (before !== undefined) fields[key] = [before, value];
    else fields[key] = key === written ? value : [value];
  }
  return fields;
}

/** Firefox hands over neither the body nor the headers of a call that never got through. */
function mayHaveHadBody({ status, requestHeaders }: HttpCall): boolean {
  return status === 0 || Number(requestHeaders["content-length"] ?? 0) > 0;
}

/** Reads a request's fields from its body (JSON or form) and its query; the body wins where both name a field. */
export function readFields(call: HttpCall, query: string): CallFields {
  const inQuery = query === "" ? {} : formFields(query);
  const body = call.requestBody?.trim() ?? "";
  if (body === "") {
    if (call.requestBody === null && mayHaveHadBody(call)) return { form: "unseen", fields: inQuery };
    return query === "" ? { form: "none", fields: {} } : { form: "form", fields: inQuery };
  }
  const json = parseObject(body);
  if (json !== null) return { form: "json", fields: { ...inQuery, ...json } };
  if (isForm(body)) return { form: "form", fields: { ...inQuery, ...formFields(body) } };
  return { form: "unreadable", fields: inQuery };
}
