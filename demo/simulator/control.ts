import type { WebSocket } from "ws";
import { type Faults, faultsByTarget, faultTarget } from "./faults.ts";
import type { HttpAnswer, HttpRequest } from "./http-call.ts";

/** The stand-in's own calls, under `/demo/`: what goes wrong next, and frames pushed as they are. */
export interface Controlled {
  readonly faults: Faults;
  /** The open connections. */
  readonly sockets: () => Iterable<WebSocket>;
}

const largestPush = 64 * 1024 * 1024;

/** Null where the path is not the control's. */
export function answerControl(request: HttpRequest, { faults, sockets }: Controlled): HttpAnswer | null {
  const { method, path, fields } = request;
  switch (`${method} ${path}`) {
    case "GET /demo/faults":
      return { status: 200, body: faultsByTarget };
    case "DELETE /demo/faults":
      faults.clear();
      return { status: 204 };
    case "POST /demo/faults": {
      const target = faultTarget(fields["target"]);
      if (target === null || !faults.queue(target, fields["fault"] ?? ""))
        return {
          status: 400,
          body: { error: "Expected a target and one of its faults", faults: faultsByTarget },
        };
      return { status: 204 };
    }
    case "POST /demo/push": {
      const frame = pushedFrame(fields);
      if (frame === null)
        return { status: 400, body: { error: "Expected text, base64, or bytes up to 64 MiB" } };
      for (const socket of sockets()) socket.send(frame, { binary: typeof frame !== "string" });
      return { status: 204 };
    }
    case "POST /demo/drop":
      for (const socket of sockets()) socket.terminate();
      return { status: 204 };
    case "POST /demo/close":
      for (const socket of sockets()) socket.close(Number(fields["code"] ?? 1000), fields["reason"] ?? "");
      return { status: 204 };
    default:
      return null;
  }
}

/** `text` as it is, `base64` as a binary frame, or a text of so many `bytes`. */
function pushedFrame({ text, base64, bytes }: Readonly<Record<string, string>>): string | Buffer | null {
  if (text !== undefined) return text;
  if (base64 !== undefined) return Buffer.from(base64, "base64");
  const size = Number(bytes);
  return size > 0 && size <= largestPush ? "x".repeat(size) : null;
}
