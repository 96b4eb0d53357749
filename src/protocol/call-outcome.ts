import { asObject, asText, parseObject } from "./call-body.ts";
import { takeUrlApart } from "./call-url.ts";
import type { ChannelOperationMeaning, HttpCall } from "./meaning.ts";

/** How a call ended, by its status and by what its answer says of itself. */
export interface CallOutcome {
  readonly outcome: ChannelOperationMeaning["outcome"];
  /** Why it was refused or failed, in the answer's own words where it has some; null where it succeeded or says nothing. */
  readonly reason: string | null;
}

/** A reason is quoted in a sentence: longer ones are cut, in characters. */
const longestReason = 300;

/**
 * Judges the answer of a call whose success is 2xx. Some systems answer 200 and say `success: false` or `error: true`
 * inside; a page of HTML in place of an answer comes from something in between (a proxy, a login page, a wrong address).
 */
export function readOutcome(call: HttpCall): CallOutcome {
  const { status } = call;
  if (status === 0) return { outcome: "failed", reason: null };
  if (status >= 300 && status < 400) return { outcome: "failed", reason: redirectReason(call) };
  if (status >= 500 || status < 200) return { outcome: "failed", reason: saidReason(call) };
  if (status >= 400) return { outcome: "rejected", reason: saidReason(call) };
  if (saysRefused(call)) return { outcome: "rejected", reason: saidReason(call) };
  if (isHtml(call)) return { outcome: "failed", reason: `not the API's answer: ${htmlReason(call)}` };
  return { outcome: "ok", reason: null };
}

function saysRefused(call: HttpCall): boolean {
  const answer = parseObject(call.responseBody);
  if (answer === null) return false;
  return answer["success"] === false || answer["error"] === true || answer["status"] === "error";
}

/** The reason that the answer gives: its message and its code, whatever it calls them. */
function saidReason(call: HttpCall): string | null {
  const answer = parseObject(call.responseBody);
  if (answer === null) return isHtml(call) ? htmlReason(call) : plainReason(call.responseBody);
  const nested = asObject(answer["error"]);
  const message =
    asText(answer["message"]) ??
    asText(answer["error"]) ??
    asText(answer["reason"]) ??
    asText(nested?.["message"]) ??
    asText(nested?.["reason"]);
  const code = asText(answer["code"]) ?? asText(answer["errorType"]) ?? asText(nested?.["code"]);
  if (message === null) return code;
  return cut(code === null || message.includes(code) ? message : `${message} (${code})`);
}

function isHtml({ responseHeaders, responseBody }: HttpCall): boolean {
  if (responseBody === null || responseBody.trim() === "") return false;
  return (
    /^\s*<(?:!doctype html|html|head|body)\b/i.test(responseBody) ||
    /^text\/html\b/i.test(responseHeaders["content-type"] ?? "")
  );
}

function htmlReason({ responseBody }: HttpCall): string {
  const title =
    /<title[^>]*>([^<]*)/i
      .exec(responseBody ?? "")?.[1]
      ?.replace(/\s+/g, " ")
      .trim() ?? "";
  return title === "" ? "an HTML page" : cut(`an HTML page, “${title}”`);
}

function plainReason(body: string | null): string | null {
  const line = body?.trim().split("\n", 1)[0]?.trim() ?? "";
  // The start of JSON that does not parse, such as a cut body, explains nothing.
  return line === "" || /^[[{]/.test(line) ? null : cut(line);
}

/** Without the query: a redirect to a login page carries tokens there. */
function redirectReason({ status, responseHeaders }: HttpCall): string {
  const location = responseHeaders["location"] ?? "";
  if (location === "") return `redirected (${status})`;
  const { host, path } = takeUrlApart(location);
  return cut(
    `redirected (${status}) to ${host === "" ? location.replace(/[?#].*$/s, "") : `${host}${path}`}`,
  );
}

function cut(text: string): string {
  return text.length <= longestReason ? text : `${text.slice(0, longestReason)}…`;
}
