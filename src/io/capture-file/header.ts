import * as z from "zod/mini";
import { shownValue } from "../shown-value.ts";
import { firstIssue } from "./schema-issue.ts";

/** The version of the capture format that this code writes, and the newest that it reads. */
export const captureFormatVersion = 1;

const headerSchema = z.looseObject({
  format: z.literal("privicore-capture"),
  version: z.literal(captureFormatVersion),
  /** ISO 8601. */
  createdAt: z.optional(z.string()),
  /** Whether secrets were replaced by marks. */
  redacted: z.optional(z.boolean()),
});

/** The first line of a capture file; unknown fields are kept. */
export type CaptureHeader = Readonly<z.infer<typeof headerSchema>>;

/** What a capture file must begin with, for messages. */
export const expectedHeader = `a header like {"format":"privicore-capture","version":${captureFormatVersion}}`;

/** Reads the first line's value: the header, or in words what is wrong with it. */
export function readHeader(value: unknown): CaptureHeader | string {
  const result = headerSchema.safeParse(withoutNulls(value));
  if (result.success) return result.data;
  if (typeof value !== "object" || value === null || !("format" in value))
    return `expected ${expectedHeader}, got ${named(value)}`;
  if (value.format !== "privicore-capture")
    return `expected format "privicore-capture", got ${shownValue(value.format)}`;
  const version = "version" in value ? value.version : undefined;
  const wrong = `expected capture format version ${captureFormatVersion}, got ${typeof version === "number" ? version : shownValue(version)}`;
  if (typeof version === "number" && version > captureFormatVersion)
    return `${wrong}: written by a newer version of Privicore Inspector`;
  if (version !== captureFormatVersion) return wrong;
  return `expected ${expectedHeader}: ${firstIssue(result.error, value)}`;
}

/** As in events, an optional field that is null is absent. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).filter(
      ([name, field]) => field !== null || (name !== "createdAt" && name !== "redacted"),
    ),
  );
}

function named(value: unknown): string {
  const type = typeof value === "object" && value !== null && "type" in value ? value.type : null;
  return typeof type === "string" ? `an event of type ${shownValue(type)}` : "a line without a format";
}
