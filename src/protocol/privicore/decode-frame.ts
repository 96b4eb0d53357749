import type { Direction } from "../../contract/capture-event.ts";
import type {
  ActionMeaning,
  AnswerMeaning,
  CommandStatusMeaning,
  DataDownloadMeaning,
  FrameMeaning,
  JsonObject,
  SchemaProblem,
  StreamReadyMeaning,
} from "../meaning.ts";
import {
  actionSchema,
  answerSchema,
  commandStatusSchema,
  dataDownloadSchema,
  problemsIn,
  streamReadySchema,
} from "./frame-schemas.ts";

const joinAction = "joinChannel";
const leaveAction = "leaveChannel";
const commandStatusType = "X-DPT-CAB-ID";
const dataDownloadType = "X-DPT-CAB-REQUEST-ID";
const streamReadyType = "STREAM-READY";

const none: readonly SchemaProblem[] = [];
const commandStatuses = [null, "pending", "success", "failed"] as const;

/** Whether the message proves that its connection is Privicore's. */
export function recognisesPrivicore(message: JsonObject): boolean {
  const action = message["action"];
  if (action === joinAction || action === leaveAction) return true;
  const type = channelType(message);
  return type !== null && (type.startsWith("X-DPT-") || type === streamReadyType);
}

const proof = /"type"\s*:\s*"(?:X-DPT-|STREAM-READY")|"action"\s*:\s*"(?:joinChannel|leaveChannel)"/;
/** What is cut before it can hold a proof, and a message whose body comes before its type. */
const undecided = /^\s*(?:\{\s*(?:"(?:d(?:a(?:t(?:a(?:"\s*(?::.*)?)?)?)?)?)?)?)?$/s;
const anotherType = /"type"\s*:\s*"/;

/** Whether the beginning of a cut message proves its connection to be Privicore's; null where the rest may have. */
export function recognisesPrivicoreBeginning(text: string): boolean | null {
  if (proof.test(text)) return true;
  return undecided.test(text) && !anotherType.test(text) ? null : false;
}

/** Reads a message on a connection that is known to be Privicore's. Never throws; what is wrong stands in `problems`. */
export function decodePrivicoreFrame(message: JsonObject, direction: Direction): FrameMeaning {
  if (direction === "sent") {
    if ("action" in message) return decodeAction(message);
    return { kind: "unknown-message", type: channelType(message), problems: none };
  }
  const type = channelType(message);
  switch (type) {
    case commandStatusType:
      return decodeCommandStatus(message);
    case dataDownloadType:
      return decodeDataDownload(message);
    case streamReadyType:
      return decodeStreamReady(message);
  }
  const echo = "action" in message && !("status" in message);
  if (("status" in message || "correlationId" in message) && !echo && !isPush(message))
    return decodeAnswer(message);
  return { kind: "unknown-message", type: type ?? stringOrNull(message["action"]), problems: none };
}

/** Whether a message with an answer's fields is pushed nevertheless: what is pushed has a type and no correlation ID. */
function isPush(message: JsonObject): boolean {
  if (idOrNull(message["correlationId"]) !== null) return false;
  if (channelType(message) === null && typeof message["type"] !== "string") return false;
  const answersChannelAct =
    statusCode(message["status"]) !== null && objectOrNull(message["data"])?.["channelId"] !== undefined;
  return !answersChannelAct;
}

function decodeAction(message: JsonObject): ActionMeaning {
  const name = stringOrNull(message["action"]);
  const nested = objectOrNull(message["data"]);
  // Beside `action` or inside `data`; an empty one gives way to the other.
  const field = (key: string): unknown => (message[key] || nested?.[key]) ?? message[key] ?? null;
  const known = name === joinAction || name === leaveAction;
  const wellTyped =
    isText(field("correlationId")) &&
    isText(field("authorizationToken")) &&
    isText(field("channelId")) &&
    (nested !== null || message["data"] === undefined || message["data"] === null);
  return {
    kind: "action",
    act: name === joinAction ? "join" : name === leaveAction ? "leave" : "other",
    name: name ?? "",
    correlationId: idOrNull(field("correlationId")),
    token: presentToken(field("authorizationToken")),
    channelId: idOrNull(field("channelId")),
    known,
    // An unknown action's parameters are in no document; only its name can be wrong.
    problems: name !== null && (!known || wellTyped) ? none : problemsIn(actionSchema, message),
  };
}

function decodeAnswer(message: JsonObject): AnswerMeaning {
  const status = message["status"];
  const correlationId = message["correlationId"] ?? null;
  const data = objectOrNull(message["data"]);
  const channelId = data?.["channelId"] ?? null;
  const text = data?.["message"] ?? null;
  const wellTyped =
    typeof status === "number" &&
    isText(correlationId) &&
    isText(channelId) &&
    isText(text) &&
    (data !== null || message["data"] === undefined || message["data"] === null);
  const code = statusCode(status);
  return {
    kind: "answer",
    correlationId: idOrNull(correlationId),
    status: code,
    ok: code !== null && code >= 200 && code < 300,
    channelId: idOrNull(channelId),
    message: stringOrNull(text) ?? reasonIn(message),
    problems: wellTyped ? none : problemsIn(answerSchema, message),
  };
}

function decodeCommandStatus(message: JsonObject): CommandStatusMeaning {
  const data = objectOrNull(message["data"]) ?? {};
  const id = data["id"];
  const code = data["command_status"];
  const body = data["body"] ?? null;
  const status = typeof code === "number" ? (commandStatuses[code] ?? null) : null;
  return {
    kind: "command-status",
    type: commandStatusType,
    id: idOrNull(id),
    status,
    statusCode: typeof code === "number" ? code : null,
    body: stringOrNull(body),
    problems: isId(id) && status !== null && isText(body) ? none : problemsIn(commandStatusSchema, message),
  };
}

function decodeDataDownload(message: JsonObject): DataDownloadMeaning {
  const data = objectOrNull(message["data"]) ?? {};
  const id = data["id"];
  const outputType = data["output_type"];
  const context = data["data_context"] ?? null;
  const body = data["body"] ?? null;
  const documented = outputType === 0 || outputType === 1;
  return {
    kind: "data-download",
    type: dataDownloadType,
    id: idOrNull(id),
    context: stringOrNull(context),
    outputType: typeof outputType === "number" ? outputType : null,
    delivery: documented ? deliveryOf(outputType, body) : null,
    body: stringOrNull(body),
    problems:
      isId(id) && documented && isText(context) && isText(body)
        ? none
        : problemsIn(dataDownloadSchema, message),
  };
}

/** How a data download delivers (PROTOCOL.md 1.3): of type 1 the body tells, since the two dialects differ. */
export function deliveryOf(outputType: number, body: unknown): DataDownloadMeaning["delivery"] {
  if (outputType === 0) return "message";
  return isUrl(body) ? "link" : "stream";
}

function decodeStreamReady(message: JsonObject): StreamReadyMeaning {
  const data = objectOrNull(message["data"]) ?? {};
  const id = idOrNull(data["id"]) ?? idOrNull(data["requestId"]);
  const wellTyped =
    id !== null &&
    isText(data["id"] ?? null) &&
    isText(data["requestId"] ?? null) &&
    isText(data["streamUrl"] ?? null);
  return {
    kind: "stream-ready",
    type: streamReadyType,
    id,
    streamUrl: stringOrNull(data["streamUrl"]),
    problems: wellTyped ? none : problemsIn(streamReadySchema, message),
  };
}

function channelType(message: JsonObject): string | null {
  const data = message["data"];
  if (typeof data !== "object" || data === null) return null;
  const type: unknown = Reflect.get(data, "type");
  return typeof type === "string" ? type : null;
}

const stringOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);
const isId = (value: unknown): boolean => typeof value === "string" && value !== "";
const isText = (value: unknown): boolean => value === null || typeof value === "string";
const objectOrNull = (value: unknown): JsonObject | null => (isObject(value) ? value : null);
const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isUrl = (value: unknown): boolean =>
  typeof value === "string" && /^[a-z][a-z0-9+.-]*:\/\//i.test(value);

/** An ID as a string; a number is wrong by the documents but still pairs. Empty is none. */
function idOrNull(value: unknown): string | null {
  if (typeof value === "string") return value === "" ? null : value;
  return typeof value === "number" ? String(value) : null;
}

/** A token of the wrong type is there, if useless: only an absent or empty one is missing. */
function presentToken(value: unknown): string | null {
  if (value === null || value === "") return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A status as a number; `"200"` is wrong by the documents but plain in meaning. */
function statusCode(value: unknown): number | null {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\d{3}$/.test(value) ? Number(value) : null;
}

/** Why it was refused: `data.message`, `message`, `error`, or a `message` in the latter (undocumented, PROTOCOL.md 1.2). */
function reasonIn(message: JsonObject): string | null {
  for (const place of [message["message"], message["error"], objectOrNull(message["data"])?.["error"]]) {
    if (typeof place === "string") return place;
    const inner = objectOrNull(place)?.["message"];
    if (typeof inner === "string") return inner;
  }
  return null;
}
