import type { Dialect } from "./socket-action.ts";

/** What a message says about a command: 1 pending, 2 success, 3 failed. Faults send other numbers. */
export function commandStatusMessage(id: string, status: number, body: string | null): string {
  return JSON.stringify({ data: { type: "X-DPT-CAB-ID", id, command_status: status, body } });
}

/** A data download message. `output_type` 0 or 1 means what the dialect says, see PROTOCOL.md. */
export function dataMessage(id: string, context: string, outputType: 0 | 1, body: string): string {
  return JSON.stringify({
    data: { type: "X-DPT-CAB-REQUEST-ID", id, data_context: context, output_type: outputType, body },
  });
}

/** The guide names the request `id` in one place and `requestId`, with a URL, in another. */
export function streamReadyMessage(id: string, streamUrl: string | null): string {
  return JSON.stringify({
    data:
      streamUrl === null ? { type: "STREAM-READY", id } : { type: "STREAM-READY", requestId: id, streamUrl },
  });
}

/** A type that is in no document, as keepalives are. */
export function heartbeatMessage(id: string, dialect: Dialect): string {
  return JSON.stringify({ data: { type: "X-DPT-KEEPALIVE", id, interval: dialect === "guide" ? 15 : null } });
}

/** A message that was cut on its way: no JSON any more. */
export const malformed = (text: string): string => text.slice(0, Math.ceil(text.length / 2));
