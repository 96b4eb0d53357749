/**
 * The hop between the devtools page, which hears of finished calls from the moment DevTools open, and the panel, which is
 * loaded when its tab is first selected. Both are pages of this extension; each inspected tab has a channel of its own.
 */
import * as z from "zod/mini";
import { httpEventSchema } from "./capture-event.ts";

/** The BroadcastChannel of an inspected tab. */
export const httpChannelName = (tabId: number): string => `privicore-inspector-http-${tabId}`;

/** The panel has begun to listen and wants what was recorded so far. */
const attachMessageSchema = z.object({ type: z.literal("attach") });

/** Calls are not to be listened to while sockets are too busy for it, and again when they are not. */
const listenMessageSchema = z.object({ type: z.literal("listen"), on: z.boolean() });

/** What was recorded, in the order in which the calls finished. */
export const callsMessageSchema = z.object({
  type: z.literal("calls"),
  /** When recording began, in milliseconds since the epoch; calls from before are not known. */
  recordingSince: z.number(),
  /** How many recorded calls were given up since the last message, because nobody fetched them in time. */
  dropped: z.number().check(z.nonnegative()),
  calls: z.array(httpEventSchema),
});

export const httpMessageSchema = z.union([attachMessageSchema, listenMessageSchema, callsMessageSchema]);

export type CallsMessage = z.infer<typeof callsMessageSchema>;
export type HttpMessage = z.infer<typeof httpMessageSchema>;
