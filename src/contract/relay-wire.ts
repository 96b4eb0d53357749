/**
 * What bridge, router and panel say to each other over runtime ports and messages. The router routes by the sender that
 * the browser vouches for and the document key below; it does not look into batches.
 */
import * as z from "zod/mini";
import { sendProblems } from "./page-wire.ts";
import { wholeNumber } from "./whole-number.ts";

/** The names of the runtime ports. Types, so that the bridge has no schema in its bundle. */
export type PagePortName = "page";
export type PanelPortName = "panel";

const natural = wholeNumber();
/** Random, made by the bridge: tells documents of one frame apart. */
const documentKey = z.string().check(z.refine((key) => key !== "" && key.length <= 64));
const problem = z.nullable(z.literal(sendProblems));
const opcode = z.literal(["text", "binary"]);

/** Bridge to router, as a single message: this document has something to watch. Answered with whether a panel does. */
export const announceSchema = z.object({ type: z.literal("announce") });
export type Announce = z.infer<typeof announceSchema>;

/** Router to every bridge of a tab, as a single message: a panel is there, connect if there is something to watch. */
const attachSchema = z.object({ type: z.literal("attach") });
export type Attach = z.infer<typeof attachSchema>;

/** Bridge to router, over its port. The first message is `document`. */
export const fromBridgeSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("document"),
    document: documentKey,
    url: z.string(),
    /** When the document began, milliseconds since the epoch. */
    time: z.number(),
  }),
  /** For one panel; 0 is every panel of the tab. A part of a batch that begins at character `start` of `length`. */
  z.object({ type: z.literal("batch"), panel: natural, part: z.string(), start: natural, length: natural }),
  z.object({ type: z.literal("sent"), panel: natural, request: natural, problem }),
  /** The page is being left; the port closes next. */
  z.object({ type: z.literal("leaving"), time: z.number() }),
]);
export type FromBridge = z.infer<typeof fromBridgeSchema>;

/** Router to bridge, over its port. `panel` numbers the panel that asks. */
export type ToBridge =
  | {
      readonly type: "pull";
      readonly panel: number;
      readonly after: number;
      readonly maxCharacters: number;
      readonly batches: number;
    }
  | {
      readonly type: "send";
      readonly panel: number;
      readonly request: number;
      readonly connection: number;
      readonly opcode: "text" | "binary";
      readonly payload: string;
    };

/** Panel to router. The first message is `watch`. */
export const fromPanelSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("watch"), tab: natural }),
  /** Keeps the service worker alive: it counts messages, not open ports. */
  z.object({ type: z.literal("ping") }),
  /** Asks whether the page in the tab can be watched at all; answered with `looked`. */
  z.object({ type: z.literal("look") }),
  z.object({
    type: z.literal("pull"),
    document: documentKey,
    after: natural,
    maxCharacters: natural,
    batches: natural,
  }),
  z.object({
    type: z.literal("send"),
    document: documentKey,
    request: natural,
    connection: natural,
    opcode,
    payload: z.string(),
  }),
]);
export type FromPanel = z.infer<typeof fromPanelSchema>;

/** Router to panel. A plain union: zod's discriminated one takes a third of a kilobyte of the panel's room. */
export const toPanelSchema = z.union([
  // Nearly all are batches.
  z.object({
    type: z.literal("batch"),
    document: documentKey,
    part: z.string(),
    start: natural,
    length: natural,
  }),
  /** The router has heard `watch`. */
  z.object({ type: z.literal("watching") }),
  /** Whether a bridge is in the tab's page. A page without sockets says nothing by itself. */
  z.object({ type: z.literal("looked"), bridged: z.boolean() }),
  z.object({
    type: z.literal("document"),
    document: documentKey,
    frame: natural,
    url: z.string(),
    time: z.number(),
  }),
  /** The document has left: unloaded, navigated, suspended, or its tab closed. `time` is null where it did not say when. */
  z.object({ type: z.literal("document-left"), document: documentKey, time: z.nullable(z.number()) }),
  z.object({
    type: z.literal("sent"),
    document: documentKey,
    request: natural,
    problem,
  }),
]);
export type ToPanel = z.infer<typeof toPanelSchema>;
