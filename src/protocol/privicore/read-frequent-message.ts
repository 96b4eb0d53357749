import type { CommandStatusMeaning } from "../meaning.ts";

/** A string's content without escapes. JSON forbids raw control characters in strings, and so does this. */
const plain = String.raw`[^"\\\u0000-\u001f]`;
const commandStatus = new RegExp(
  `^\\{"data":\\{"type":"(X-DPT-CAB-ID)","id":"(${plain}+)","command_status":([123]),"body":(?:null|"(${plain}*)")\\}\\}$`,
);
const commandStatuses = { 1: "pending", 2: "success", 3: "failed" } as const;
const isStatusCode = (code: number): code is 1 | 2 | 3 => code === 1 || code === 2 || code === 3;
const noProblems: CommandStatusMeaning["problems"] = [];

/**
 * Reads a command status, the message that a channel carries most, without parsing JSON, which takes several times as long.
 * Only the exact form that JSON.stringify gives to the documented fields is taken, so what it says is what
 * {@link decodePrivicoreFrame} would say (a property test holds the two together); null for everything else.
 *
 * The strings in the result may share memory with `text`.
 */
export function readFrequentMessage(text: string): CommandStatusMeaning | null {
  const match = commandStatus.exec(text);
  if (match === null) return null;
  const [, type = "", id = "", digit = "", body] = match;
  const statusCode = Number(digit);
  if (!isStatusCode(statusCode)) return null;
  return {
    kind: "command-status",
    type,
    id,
    status: commandStatuses[statusCode],
    statusCode,
    body: body ?? null,
    problems: noProblems,
  };
}
