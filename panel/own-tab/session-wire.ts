/**
 * What a panel in a tab of its own and the panel in DevTools that it follows say to each other, over a BroadcastChannel of the
 * extension's own pages.
 */
import * as z from "zod/mini";
import { wholeNumber } from "../../src/contract/whole-number.ts";

/** The channel of a panel that was opened in its own tab. `id` is random. */
export const sessionChannelName = (id: string): string => `privicore-inspector-session-${id}`;

const natural = wholeNumber();
const status = z.object({
  relay: z.literal(["connecting", "connected", "reconnecting"]),
  documents: natural,
  page: z.literal(["unknown", "unwatched", "watched"]),
  limits: z.array(z.string()),
});

/** The follower asks for what comes after the events that it has; `session` numbers the session that they are of. */
const nextSchema = z.object({ type: z.literal("next"), session: natural, from: natural });
/** The follower wants a frame sent. */
const sendSchema = z.object({
  type: z.literal("send"),
  request: natural,
  connection: z.string(),
  opcode: z.literal(["text", "binary"]),
  payload: z.string(),
});

export const toLeaderSchema = z.union([nextSchema, sendSchema]);

/** Events as a capture file has them. With another `session` than asked for, all before is over. */
const eventsSchema = z.object({
  type: z.literal("events"),
  session: natural,
  from: natural,
  /** How many of the session's first events only carry what it stands on. */
  baseline: natural,
  events: z.array(z.unknown()),
  status,
});
const sentSchema = z.object({
  type: z.literal("sent"),
  request: natural,
  problem: z.nullable(z.string()),
});
/** The leader is closed. */
const closedSchema = z.object({ type: z.literal("closed") });

export const toFollowerSchema = z.union([eventsSchema, sentSchema, closedSchema]);

export type ToLeader = z.infer<typeof toLeaderSchema>;
export type ToFollower = z.infer<typeof toFollowerSchema>;
