/**
 * The frames of Privicore's WebSocket proxy, in both documented dialects (PROTOCOL.md): the published API pages [P]
 * and the newer integration guide [G]. The schemas say what is wrong with a frame; {@link ./decode-frame} reads what is
 * right. Fields that one dialect omits are optional; a missing token or correlation ID is a rule of its own.
 */
import * as z from "zod/mini";
import type { JsonObject, SchemaProblem } from "../meaning.ts";

const text = z.optional(z.nullable(z.string()));
/** An empty ID says as little as none. */
const id = z.string().check(z.refine((value) => value !== "", "expected string that is not empty"));

/** joinChannel and leaveChannel: parameters beside `action` (flat) or inside `data` (nested). */
export const actionSchema = z.looseObject({
  action: z.string(),
  authorizationToken: text,
  correlationId: text,
  channelId: text,
  data: z.optional(
    z.nullable(z.looseObject({ authorizationToken: text, correlationId: text, channelId: text })),
  ),
});

/** The answer to an action; errors over the socket are undocumented and read leniently. */
export const answerSchema = z.looseObject({
  correlationId: text,
  status: z.number(),
  message: z.optional(z.unknown()),
  data: z.optional(z.nullable(z.looseObject({ channelId: text, message: text }))),
});

/** `command_status`: 1 pending, 2 success, 3 failed. */
export const commandStatusSchema = z.looseObject({
  data: z.looseObject({
    id,
    command_status: z.literal([1, 2, 3]),
    body: text,
  }),
});

/** `output_type`: 0 message or inline ciphertext, 1 link or stream. */
export const dataDownloadSchema = z.looseObject({
  data: z.looseObject({
    id,
    data_context: text,
    output_type: z.literal([0, 1]),
    body: text,
  }),
});

/** The guide names the key `id` in one place and `requestId` in another. */
export const streamReadySchema = z.looseObject({
  data: z.looseObject({ id: text, requestId: text, streamUrl: text }).check(
    z.refine(({ id, requestId }) => (id ?? "") !== "" || (requestId ?? "") !== "", {
      path: ["id"],
      message: "expected string",
    }),
  ),
});

/** What the schema finds wrong with the message, each with its path; empty where nothing is. */
export function problemsIn(schema: z.ZodMiniType, message: JsonObject): readonly SchemaProblem[] {
  const result = schema.safeParse(message);
  if (result.success) return [];
  return result.error.issues.map((issue) => ({
    path: issue.path.map(String).join("."),
    expected: expectedBy(issue),
    got: describe(valueAt(message, issue.path), issue.path.at(-1) === "authorizationToken"),
  }));
}

function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `${/^[aeiou]/.test(issue.expected) ? "an" : "a"} ${issue.expected}`;
    case "invalid_value":
      return `one of ${issue.values.join(", ")}`;
    default:
      return issue.message.replace(/^expected /, "a ");
  }
}

function valueAt(message: unknown, path: readonly PropertyKey[]): unknown {
  let value = message;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** What stands there. A secret is not told: no redactor finds a short number where its name is not beside it. */
function describe(value: unknown, isSecret: boolean): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (!isSecret && (typeof value === "number" || typeof value === "boolean"))
    return `${typeof value} ${value}`;
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  return value === "" ? "an empty string" : `a ${typeof value}`;
}
