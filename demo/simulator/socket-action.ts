import * as z from "zod/mini";

/** Privicore is documented in two dialects: the published pages, and the newer guide. */
export type Dialect = "published" | "guide";

/** What a client asked for over the socket. */
export interface SocketAction {
  readonly name: string;
  readonly dialect: Dialect;
  readonly correlationId: string | null;
  readonly authorizationToken: string | null;
  readonly channelId: string | null;
}

const fields = z.looseObject({
  correlationId: z.optional(z.string()),
  authorizationToken: z.optional(z.string()),
  channelId: z.optional(z.string()),
});
const actionSchema = z.extend(fields, { action: z.string(), data: z.optional(fields) });

/**
 * Reads an action in either shape: parameters beside `action` (published) or inside `data` (guide). A dialect that the
 * connection chose stands above the shape. Null where the text is no action at all.
 */
export function readSocketAction(text: string, chosen: Dialect | null): SocketAction | null {
  const parsed = actionSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { action, data, ...flat } = parsed.data;
  return {
    name: action,
    dialect: chosen ?? (data === undefined ? "published" : "guide"),
    correlationId: flat.correlationId ?? data?.correlationId ?? null,
    authorizationToken: flat.authorizationToken ?? data?.authorizationToken ?? null,
    channelId: flat.channelId ?? data?.channelId ?? null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: no action, and the caller says so to the client.
    return null;
  }
}
