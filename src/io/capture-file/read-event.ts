/**
 * One line's value to an event. The zod schemas of the contract are the authority; a hand-written check of the same
 * shapes in front of them keeps the common case at a few comparisons, and reuses the parsed object. A property test holds
 * both to the same answers.
 */
import { type EpochMilliseconds, epochMilliseconds } from "../../contract/brands.ts";
import { type CaptureEvent, captureEventSchemas } from "../../contract/capture-event.ts";
import { shownValue } from "../shown-value.ts";
import { firstIssue } from "./schema-issue.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads one event.
 *
 * @param value what JSON.parse made of the line
 * @param previousTime the time of the event before, for one of an unknown type that has none
 * @returns the event – the same object, unknown fields and all –, or in words what was expected and what stood there
 */
export function readEvent(value: unknown, previousTime: EpochMilliseconds | null): CaptureEvent | string {
  if (isKnownEvent(value)) return value;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return `expected a JSON object, got ${shownValue(value)}`;
  const original: JsonObject = { ...value };
  const type = original["type"];
  if (typeof type !== "string") return "expected an event with a type, got none";
  if (!Object.hasOwn(captureEventSchemas, type)) return unrecognised(original, previousTime);
  const schema = captureEventSchemas[type as keyof typeof captureEventSchemas];
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const told = schema.safeParse(asMeant(original));
  return told.success ? told.data : `${type}: ${firstIssue(result.error, value)}`;
}

/** Whether an event is of a type that this version does not know. */
export function isOfUnknownType(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    typeof value.type === "string" &&
    !Object.hasOwn(captureEventSchemas, value.type)
  );
}

/** Some writers say by null that something is absent, and some take a header's digits for a number. */
function asMeant(event: JsonObject): JsonObject {
  const present = Object.entries(event).filter(([, value]) => value !== null);
  return Object.fromEntries(
    present.map(([name, value]) => [name, name.endsWith("Headers") ? withTexts(value) : value]),
  );
}

function withTexts(headers: unknown): unknown {
  if (typeof headers !== "object" || headers === null || Array.isArray(headers)) return headers;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === "number" ? String(value) : value]),
  );
}

/** An event of a type that a newer version may know: kept whole. */
function unrecognised(original: JsonObject, previousTime: EpochMilliseconds | null): CaptureEvent | string {
  const time = original["time"];
  if (typeof time === "number" && Number.isFinite(time))
    return { type: "unrecognised", time: epochMilliseconds(time), original };
  if (previousTime === null) return `${shownValue(original["type"])}: expected a time, got none`;
  return { type: "unrecognised", time: previousTime, original };
}

/** The hand-written twin of {@link captureEventSchemas}: the parse boundary where JSON gets its type. */
export function isKnownEvent(value: unknown): value is CaptureEvent {
  if (typeof value !== "object" || value === null) return false;
  const event = value as JsonObject;
  const time = event["time"];
  if (typeof time !== "number" || !Number.isFinite(time)) return false;
  switch (event["type"]) {
    case "frame":
      return (
        typeof event["connection"] === "string" &&
        (event["direction"] === "sent" || event["direction"] === "received") &&
        (event["opcode"] === "text" || event["opcode"] === "binary") &&
        typeof event["payload"] === "string" &&
        isOptional(event["size"], isCount) &&
        isOptional(event["truncated"], isBoolean) &&
        isOptional(event["injected"], isBoolean)
      );
    case "http":
      return (
        isNullish(event["document"], isString) &&
        isNullish(event["duration"], isCount) &&
        typeof event["method"] === "string" &&
        typeof event["url"] === "string" &&
        isNullish(event["status"], isNumber) &&
        isNullish(event["requestHeaders"], isStringRecord) &&
        isNullish(event["requestBody"], isString) &&
        isNullish(event["responseHeaders"], isStringRecord) &&
        isNullish(event["responseBody"], isString) &&
        isNullish(event["bodyNote"], isString)
      );
    case "connection-created":
      return (
        typeof event["connection"] === "string" &&
        isNullish(event["document"], isString) &&
        typeof event["url"] === "string" &&
        isOptional(event["protocols"], isStringArray) &&
        isOptional(event["worker"], isBoolean)
      );
    case "connection-opened":
      return (
        typeof event["connection"] === "string" &&
        isOptional(event["protocol"], isString) &&
        isOptional(event["extensions"], isString)
      );
    case "connection-closed":
      return (
        typeof event["connection"] === "string" &&
        isNullish(event["code"], isNumber) &&
        isNullish(event["reason"], isString) &&
        isNullish(event["wasClean"], isBoolean)
      );
    case "connection-error":
      return typeof event["connection"] === "string";
    case "document":
      return (
        typeof event["document"] === "string" &&
        typeof event["url"] === "string" &&
        isOptional(event["topFrame"], isBoolean)
      );
    case "document-ended":
      return typeof event["document"] === "string";
    case "gap":
      return (
        typeof event["reason"] === "string" &&
        isOptional(event["frames"], isCount) &&
        isOptional(event["bytes"], isCount) &&
        isNullish(event["connection"], isString) &&
        isNullish(event["document"], isString)
      );
    default:
      return false;
  }
}

const isString = (value: unknown) => typeof value === "string";
const isBoolean = (value: unknown) => typeof value === "boolean";
const isNumber = (value: unknown) => typeof value === "number" && Number.isFinite(value);
const isCount = (value: unknown) => isNumber(value) && Number(value) >= 0;
const isOptional = (value: unknown, is: (value: unknown) => boolean) => value === undefined || is(value);
const isNullish = (value: unknown, is: (value: unknown) => boolean) =>
  value === undefined || value === null || is(value);

function isStringArray(value: unknown): boolean {
  return Array.isArray(value) && value.every(isString);
}

function isStringRecord(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  for (const name in value) if (typeof (value as JsonObject)[name] !== "string") return false;
  return true;
}
