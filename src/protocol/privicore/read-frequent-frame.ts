import type { Direction } from "../../contract/capture-event.ts";
import type {
  ActionMeaning,
  AnswerMeaning,
  CommandStatusMeaning,
  DataDownloadMeaning,
  SchemaProblem,
} from "../meaning.ts";
import { deliveryOf } from "./decode-frame.ts";

/** A string's content without escapes. JSON forbids raw control characters in strings, and so does this. */
const plain = String.raw`[^"\\\u0000-\u001f]`;
const textOrNull = `(?:null|"${plain}*")`;
const whole = (form: string): RegExp => new RegExp(`^${form.replaceAll(/[{}]/g, "\\$&")}$`);

const statusHead = '{"data":{"type":"X-DPT-CAB-ID","id":"';
const statusMiddle = '","command_status":';
const body = ',"body":';
const messageTail = "}}";
const commandStatus = whole(`${statusHead}${plain}+${statusMiddle}[123]${body}${textOrNull}${messageTail}`);

const downloadHead = '{"data":{"type":"X-DPT-CAB-REQUEST-ID","id":"';
const contextHead = '","data_context":';
const outputType = ',"output_type":';
const dataDownload = whole(
  `${downloadHead}${plain}+${contextHead}${textOrNull}${outputType}[01]${body}${textOrNull}${messageTail}`,
);
/** Where the two messages differ first: `X-DPT-CAB-ID`, `X-DPT-CAB-REQUEST-ID`. */
const messageLetter = statusHead.indexOf('ID"');

const answerHead = '{"correlationId":"';
const statusAfterId = '","status":';
const channelHead = ',"data":{"channelId":"';
const messageHead = '","message":"';
const answerTail = '"}}';
const answer = whole(
  `${answerHead}${plain}+${statusAfterId}[1-9][0-9][0-9]${channelHead}${plain}+${messageHead}${plain}*${answerTail}`,
);

const join = '{"action":"joinChannel","authorizationToken":"';
const leave = '{"action":"leaveChannel","authorizationToken":"';
const idHead = '","correlationId":"';
const actionTail = '"}';
const action = whole(
  `{"action":"(?:join|leave)Channel","authorizationToken":"${plain}+${idHead}${plain}+${actionTail}`,
);

const commandStatuses = { 1: "pending", 2: "success", 3: "failed" } as const;
const isStatusCode = (code: number): code is 1 | 2 | 3 => code === 1 || code === 2 || code === 3;
const noProblems: readonly SchemaProblem[] = [];

/**
 * Reads the frames that a connection carries most – command statuses, data downloads, joins, leaves and their answers –
 * without parsing JSON, which takes several times as long. Only the exact form that JSON.stringify gives to the documented
 * fields is taken, so what it says is what {@link decodePrivicoreFrame} would say (a property test holds the two together);
 * null for everything else. A form is tested as a whole and then cut by places: a match's list of groups would be the
 * largest thing made for a frame.
 *
 * The strings in the result may share memory with `text`.
 */
export function readFrequentFrame(
  text: string,
  direction: Direction,
): ActionMeaning | AnswerMeaning | CommandStatusMeaning | DataDownloadMeaning | null {
  if (direction === "sent") return readAction(text);
  const letter = text.charCodeAt(messageLetter);
  if (letter === statusHead.charCodeAt(messageLetter)) {
    if (commandStatus.test(text)) return readCommandStatus(text);
  } else if (letter === downloadHead.charCodeAt(messageLetter) && dataDownload.test(text))
    return readDataDownload(text);
  return answer.test(text) ? readAnswer(text) : null;
}

function readCommandStatus(text: string): CommandStatusMeaning | null {
  const idEnd = text.indexOf('"', statusHead.length);
  const digitAt = idEnd + statusMiddle.length;
  const statusCode = digitIn(text, digitAt);
  if (!isStatusCode(statusCode)) return null;
  return {
    kind: "command-status",
    type: "X-DPT-CAB-ID",
    id: text.slice(statusHead.length, idEnd),
    status: commandStatuses[statusCode],
    statusCode,
    body: bodyFrom(text, digitAt + 1 + body.length),
    problems: noProblems,
  };
}

function readDataDownload(text: string): DataDownloadMeaning {
  const idEnd = text.indexOf('"', downloadHead.length);
  const contextAt = idEnd + contextHead.length;
  const hasContext = text.charAt(contextAt) === '"';
  const contextEnd = hasContext ? text.indexOf('"', contextAt + 1) + 1 : contextAt + "null".length;
  const digitAt = contextEnd + outputType.length;
  const type = digitIn(text, digitAt);
  const content = bodyFrom(text, digitAt + 1 + body.length);
  return {
    kind: "data-download",
    type: "X-DPT-CAB-REQUEST-ID",
    id: text.slice(downloadHead.length, idEnd),
    context: hasContext ? text.slice(contextAt + 1, contextEnd - 1) : null,
    outputType: type,
    delivery: deliveryOf(type, content),
    body: content,
    problems: noProblems,
  };
}

function readAnswer(text: string): AnswerMeaning {
  const idEnd = text.indexOf('"', answerHead.length);
  const statusAt = idEnd + statusAfterId.length;
  const status =
    100 * digitIn(text, statusAt) + 10 * digitIn(text, statusAt + 1) + digitIn(text, statusAt + 2);
  const channelAt = statusAt + 3 + channelHead.length;
  const channelEnd = text.indexOf('"', channelAt);
  return {
    kind: "answer",
    correlationId: text.slice(answerHead.length, idEnd),
    status,
    ok: status >= 200 && status < 300,
    channelId: text.slice(channelAt, channelEnd),
    message: text.slice(channelEnd + messageHead.length, -answerTail.length),
    problems: noProblems,
  };
}

function readAction(text: string): ActionMeaning | null {
  if (!action.test(text)) return null;
  const joins = text.charAt(join.indexOf("joinChannel")) === "j";
  const tokenAt = (joins ? join : leave).length;
  const tokenEnd = text.indexOf('"', tokenAt);
  return {
    kind: "action",
    act: joins ? "join" : "leave",
    name: joins ? "joinChannel" : "leaveChannel",
    correlationId: text.slice(tokenEnd + idHead.length, -actionTail.length),
    token: text.slice(tokenAt, tokenEnd),
    channelId: null,
    known: true,
    problems: noProblems,
  };
}

const digitIn = (text: string, at: number): number => text.charCodeAt(at) - 48;

/** The body that begins at a place and ends with the message; null where `null` stands there. */
const bodyFrom = (text: string, at: number): string | null =>
  text.charAt(at) === '"' ? text.slice(at + 1, -messageTail.length - 1) : null;
