import * as z from "zod/mini";

/** The answer to an action. */
const answer = z.object({
  correlationId: z.optional(z.string()),
  status: z.number(),
  error: z.optional(z.string()),
  data: z.optional(z.object({ channelId: z.optional(z.string()), message: z.optional(z.string()) })),
});
const commandStatus = z.object({
  data: z.object({
    type: z.literal("X-DPT-CAB-ID"),
    id: z.string(),
    command_status: z.number(),
    body: z.nullable(z.string()),
  }),
});
const dataDownload = z.object({
  data: z.object({
    type: z.literal("X-DPT-CAB-REQUEST-ID"),
    id: z.string(),
    data_context: z.string(),
    output_type: z.number(),
    body: z.string(),
  }),
});
const streamReady = z.object({
  data: z.object({
    type: z.literal("STREAM-READY"),
    id: z.optional(z.string()),
    requestId: z.optional(z.string()),
    streamUrl: z.optional(z.string()),
  }),
});

export type Answer = z.infer<typeof answer>;
export type CommandStatus = z.infer<typeof commandStatus>["data"];
export type DataDownload = z.infer<typeof dataDownload>["data"];
export type StreamReady = z.infer<typeof streamReady>["data"];

export type ServerMessage =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "command-status"; readonly status: CommandStatus }
  | { readonly kind: "data-download"; readonly download: DataDownload }
  | { readonly kind: "stream-ready"; readonly ready: StreamReady }
  | { readonly kind: "unknown"; readonly text: string };

/** Reads a frame as this client understands it; what it does not understand is said to be so and harms nothing. */
export function readServerMessage(text: string): ServerMessage {
  const json = parseJson(text);
  const status = commandStatus.safeParse(json);
  if (status.success) return { kind: "command-status", status: status.data.data };
  const download = dataDownload.safeParse(json);
  if (download.success) return { kind: "data-download", download: download.data.data };
  const ready = streamReady.safeParse(json);
  if (ready.success) return { kind: "stream-ready", ready: ready.data.data };
  const answered = answer.safeParse(json);
  if (answered.success) return { kind: "answer", answer: answered.data };
  return { kind: "unknown", text };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Cut or not JSON: an unknown message like any other.
    return null;
  }
}
