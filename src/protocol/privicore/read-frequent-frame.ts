import type { Direction } from "../../contract/capture-event.ts";
import type { ActionMeaning, AnswerMeaning, CommandStatusMeaning, SchemaProblem } from "../meaning.ts";

/** A string's content without escapes. JSON forbids raw control characters in strings, and so does this. */
const plain = String.raw`[^"\\\u0000-\u001f]`;
const whole = (form: string): RegExp => new RegExp(`^${form.replaceAll(/[{}]/g, "\\$&")}$`);

const commandStatusType = "X-DPT-CAB-ID";
const statusHead = '{"data":{"type":"X-DPT-CAB-ID","id":"';
const statusMiddle = '","command_status":';
const statusBody = ',"body":';
const statusTail = "}}";
const commandStatus = whole(
  `${statusHead}${plain}+${statusMiddle}[123]${statusBody}(?:null|"${plain}*")${statusTail}`,
);
const answer = whole(
  `{"correlationId":"(${plain}+)","status":([1-9][0-9][0-9]),"data":{"channelId":"(${plain}+)","message":"(${plain}*)"}}`,
);
const action = whole(
  `{"action":"((join|leave)Channel)","authorizationToken":"(${plain}+)","correlationId":"(${plain}+)"}`,
);

const commandStatuses = { 1: "pending", 2: "success", 3: "failed" } as const;
const isStatusCode = (code: number): code is 1 | 2 | 3 => code === 1 || code === 2 || code === 3;
const noProblems: readonly SchemaProblem[] = [];

/**
 * Reads the frames that a connection carries most – command statuses, joins, leaves and their answers – without parsing
 * JSON, which takes several times as long. Only the exact form that JSON.stringify gives to the documented fields is
 * taken, so what it says is what {@link decodePrivicoreFrame} would say (a property test holds the two together); null for
 * everything else.
 *
 * The strings in the result may share memory with `text`.
 */
export function readFrequentFrame(
  text: string,
  direction: Direction,
): ActionMeaning | AnswerMeaning | CommandStatusMeaning | null {
  if (direction === "sent") return readAction(text);
  return readCommandStatus(text) ?? readAnswer(text);
}

/** By places in the text and not by groups of the match, whose list would be the largest thing made for a frame. */
function readCommandStatus(text: string): CommandStatusMeaning | null {
  if (!commandStatus.test(text)) return null;
  const idEnd = text.indexOf('"', statusHead.length);
  const digitAt = idEnd + statusMiddle.length;
  const statusCode = text.charCodeAt(digitAt) - "0".charCodeAt(0);
  if (!isStatusCode(statusCode)) return null;
  const bodyAt = digitAt + 1 + statusBody.length;
  return {
    kind: "command-status",
    type: commandStatusType,
    id: text.slice(statusHead.length, idEnd),
    status: commandStatuses[statusCode],
    statusCode,
    body: text.charAt(bodyAt) === '"' ? text.slice(bodyAt + 1, -statusTail.length - 1) : null,
    problems: noProblems,
  };
}

function readAnswer(text: string): AnswerMeaning | null {
  const match = answer.exec(text);
  if (match === null) return null;
  const [, correlationId = "", digits = "", channelId = "", message = ""] = match;
  const status = Number(digits);
  return {
    kind: "answer",
    correlationId,
    status,
    ok: status >= 200 && status < 300,
    channelId,
    message,
    problems: noProblems,
  };
}

function readAction(text: string): ActionMeaning | null {
  const match = action.exec(text);
  if (match === null) return null;
  const [, name = "", act, token = "", correlationId = ""] = match;
  return {
    kind: "action",
    act: act === "join" ? "join" : "leave",
    name,
    correlationId,
    token,
    channelId: null,
    known: true,
    problems: noProblems,
  };
}
