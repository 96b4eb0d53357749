import type { CaptureEvent, HttpEvent } from "../../src/contract/capture-event.ts";
import type { Session } from "../../src/core/session.ts";

/**
 * A small capture as lines for a person: time of day in UTC, connection, direction (`→` sent, `←` received), content; in
 * order of time. HTTP calls stand where they began, with their answer.
 */
export function tellCapture(session: Session): string {
  const { log } = session;
  const rows: string[][] = [];
  for (let position = 0; position < log.length; position++) {
    const event = log.event(log.inTimeOrder(position));
    rows.push([new Date(event.time).toISOString().slice(11, 23), ...columnsOf(event)]);
  }
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function columnsOf(event: CaptureEvent): [place: string, sign: string, content: string] {
  switch (event.type) {
    case "document":
      return [event.document, "", `document ${event.url}`];
    case "document-ended":
      return [event.document, "", "document ended"];
    case "connection-created":
      return [event.connection, "", `new WebSocket ${event.url}`];
    case "connection-opened":
      return [event.connection, "", "open"];
    case "connection-error":
      return [event.connection, "", "error"];
    case "connection-closed":
      return [event.connection, "", `closed with ${event.code ?? "an unknown code"}`];
    case "frame":
      return [event.connection, event.direction === "sent" ? "→" : "←", event.payload];
    case "http":
      return ["HTTP", "→", tellCall(event)];
    case "gap":
      return ["", "", `${event.frames ?? 0} frames missing: ${event.reason}`];
    case "unrecognised":
      return ["", "", JSON.stringify(event.original)];
  }
}

function tellCall(event: HttpEvent): string {
  const said = event.requestBody == null ? "" : ` ${event.requestBody}`;
  const headers = Object.entries(event.responseHeaders ?? {}).map(([name, value]) => ` ${name}: ${value}`);
  const answer = event.responseBody == null || event.responseBody === "" ? "" : ` ${event.responseBody}`;
  const after = event.duration == null ? "" : ` after ${event.duration} ms`;
  return `${event.method} ${event.url}${said} ← ${event.status ?? "no answer"}${after}${headers.join("")}${answer}`;
}
