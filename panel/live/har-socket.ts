import * as z from "zod/mini";

/** A socket as Chromium's network log shows it: `devtools.network.getHAR()`, open sockets included. */
export interface HarSocket {
  /** The same in every reading of the log from the handshake on; until then it is {@link earlyKey}. */
  readonly key: string;
  /** The same in every reading of the log, and that of others that begin in the same millisecond. */
  readonly earlyKey: string;
  readonly url: string;
  readonly protocols: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Null while it is connecting, and where it never opened. */
  readonly opened: { readonly at: number; readonly protocol: string; readonly extensions: string } | null;
  /** Null while it is open. The log has neither code nor reason. */
  readonly closedAt: number | null;
  /** In order; each reading holds them all. */
  readonly messages: readonly unknown[];
}

const header = z.object({ name: z.string(), value: z.string() });
const socketEntry = z.object({
  startedDateTime: z.string(),
  /** Milliseconds: until the handshake was answered, and until the end once there is one. */
  time: z.number(),
  timings: z.object({ wait: z.number(), receive: z.number() }),
  request: z.object({ url: z.string(), headers: z.array(header) }),
  response: z.object({ status: z.number(), headers: z.array(header) }),
  _webSocketMessages: z.array(z.unknown()),
});
const initiator = z.object({ stack: z.object({ callFrames: z.array(z.object({ url: z.string() })) }) });

export const harMessageSchema = z.object({
  type: z.literal(["send", "receive"]),
  /** Seconds since the epoch. */
  time: z.number(),
  opcode: z.number(),
  data: z.string(),
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/**
 * Reads an entry of the log; null for what is no socket, or none yet, and for the sockets that the hook has made, which is seen by who
 * called the native constructor: the hook's script, under `ownOrigin` (`chrome-extension://ID/`).
 */
export function readHarSocket(entry: unknown, ownOrigin: string): HarSocket | null {
  // Thousands of entries are something else: they must cost nothing.
  if (!isObject(entry) || entry["_resourceType"] !== "websocket") return null;
  const frames = initiator.safeParse(entry["_initiator"]).data?.stack.callFrames ?? [];
  if (frames.some(({ url }) => url.startsWith(ownOrigin))) return null;
  const socket = socketEntry.safeParse(entry).data;
  if (socket === undefined) return null;
  const { request, response, timings } = socket;
  const createdAt = Date.parse(socket.startedDateTime);
  // Made, and not asked for yet: Chromium gives it the time -1 s, and what comes next could not be told to be the same socket.
  if (!(createdAt > 0)) return null;
  const asked = headerOf(request.headers, "sec-websocket-protocol");
  const accepted = response.status === 101;
  const earlyKey = `${socket.startedDateTime} ${request.url}`;
  return {
    key: headerOf(request.headers, "sec-websocket-key") || earlyKey,
    earlyKey,
    url: request.url,
    protocols: asked === "" ? [] : asked.split(",").map((protocol) => protocol.trim()),
    createdAt,
    opened: accepted
      ? {
          at: createdAt + Math.max(0, timings.wait),
          protocol: headerOf(response.headers, "sec-websocket-protocol"),
          extensions: headerOf(response.headers, "sec-websocket-extensions"),
        }
      : null,
    closedAt: timings.receive > 0 || response.status >= 300 ? createdAt + socket.time : null,
    messages: socket._webSocketMessages,
  };
}

function headerOf(headers: readonly z.infer<typeof header>[], name: string): string {
  return headers.find((candidate) => candidate.name.toLowerCase() === name)?.value ?? "";
}
