/**
 * The parts of a HAR 1.2 that are read, leniently: every writer leaves something out. The format:
 * http://www.softwareishard.com/blog/har-12-spec/; `_webSocketMessages` is Chrome's, and Playwright writes it too.
 */
import * as z from "zod/mini";
import { recordOf } from "../../contract/record-of.ts";

/** Anything that is not as expected counts as absent: one odd field must not lose an entry. */
const lenient = <Output>(schema: z.ZodMiniType<Output>) =>
  z.optional(
    z.transform((value): Output | undefined => (value == null ? undefined : schema.safeParse(value).data)),
  );
/** Headers, query and form parameters: an odd one must not lose the others. Some writers give numbers as numbers. */
const nameValues = z.optional(
  z.transform((value): HarHeaders | undefined =>
    Array.isArray(value) ? value.flatMap(nameValue) : undefined,
  ),
);

export const harPageSchema = z.looseObject({
  id: z.string(),
  startedDateTime: lenient(z.string()),
  title: lenient(z.string()),
  _privicore: lenient(z.looseObject({ time: lenient(z.number()), url: lenient(z.string()) })),
});

export const harEntrySchema = z.looseObject({
  startedDateTime: z.string(),
  time: lenient(z.number()),
  pageref: lenient(z.string()),
  _resourceType: lenient(z.string()),
  _webSocketMessages: lenient(z.array(z.unknown())),
  _privicore: lenient(z.looseObject({})),
  _privicoreRank: lenient(z.number()),
  timings: lenient(recordOf(z.unknown())),
  request: z.looseObject({
    method: z.string(),
    url: z.string(),
    headers: nameValues,
    queryString: nameValues,
    postData: lenient(
      z.looseObject({
        mimeType: lenient(z.string()),
        text: lenient(z.string()),
        params: nameValues,
      }),
    ),
  }),
  response: lenient(
    z.looseObject({
      status: z.optional(z.unknown()),
      headers: nameValues,
      content: lenient(
        z.looseObject({
          size: lenient(z.number()),
          mimeType: lenient(z.string()),
          text: lenient(z.string()),
          encoding: lenient(z.string()),
          _file: lenient(z.string()),
        }),
      ),
    }),
  ),
});

export const harMessageSchema = z.looseObject({
  type: z.string(),
  time: z.number(),
  opcode: z.number(),
  data: z.string(),
  _privicore: lenient(z.looseObject({})),
  _privicoreRank: lenient(z.number()),
});

export type HarPage = z.infer<typeof harPageSchema>;
export type HarEntry = z.infer<typeof harEntrySchema>;
export type HarMessage = z.infer<typeof harMessageSchema>;
export type HarHeaders = readonly { readonly name: string; readonly value: string }[];

function nameValue(item: unknown): HarHeaders {
  if (typeof item !== "object" || item === null || !("name" in item) || typeof item.name !== "string")
    return [];
  const value = "value" in item ? (item.value ?? "") : "";
  return typeof value === "object" ? [] : [{ name: item.name, value: String(value) }];
}

/** Reads a message: the schema's answer, which is known at once for one as every writer makes it. There may be a million. */
export function readHarMessage(value: unknown): ReturnType<typeof harMessageSchema.safeParse> {
  return isPlainMessage(value) ? { success: true, data: value } : harMessageSchema.safeParse(value);
}

function isPlainMessage(value: unknown): value is HarMessage {
  if (typeof value !== "object" || value === null) return false;
  const message = value as Readonly<Record<string, unknown>>;
  const own = message["_privicore"];
  return (
    typeof message["type"] === "string" &&
    typeof message["time"] === "number" &&
    Number.isFinite(message["time"]) &&
    typeof message["opcode"] === "number" &&
    Number.isFinite(message["opcode"]) &&
    typeof message["data"] === "string" &&
    (own === undefined || (typeof own === "object" && own !== null && !Array.isArray(own)))
  );
}
