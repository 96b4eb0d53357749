import type { EpochMilliseconds, Milliseconds } from "../../contract/brands.ts";
import type { Connection, Exchange } from "../model.ts";

/** A duration for a person: `14 ms`, `2.6 s`, `90 s`. */
export function inWords(duration: Milliseconds): string {
  if (Math.round(duration) < 1000) return `${Math.round(duration)} ms`;
  const seconds = duration / 1000;
  return `${seconds < 10 ? Number(seconds.toFixed(1)) : Math.round(seconds)} s`;
}

/** A moment for a person, in UTC, so that a report reads the same everywhere: `10:00:03.250`. */
export function clockTime(time: EpochMilliseconds): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString().slice(11, 23);
}

/** A URL without what may carry secrets: its query, and a name and password before its host. */
export function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, "").replace(/^([^/]*\/\/)[^/]*@/, "$1");
}

/** A name or text from the wire, quoted and kept short. */
export function quoted(text: string): string {
  return `"${text.length > 120 ? `${cut(text)}…` : text}"`;
}

/** Cut between words where one ends nearby: half a word may be half a secret, which nobody knows again. */
function cut(text: string): string {
  const start = text.slice(0, 119);
  return /\S/.test(text.charAt(119)) ? start.replace(/\s\S{1,40}$/, " ") : start;
}

/** `c1 (wss://proxy.example/)`. */
export function named(connection: Connection): string {
  return connection.url === "" ? connection.id : `${connection.id} (${withoutQuery(connection.url)})`;
}

/** `with correlation ID 56b4…`, or that it has none. */
export function identified(exchange: Exchange): string {
  return exchange.correlationId === null
    ? "without a correlation ID"
    : `with correlation ID ${exchange.correlationId}`;
}

/** Ends a sentence, unless what it quotes last has ended it already. */
export function ended(sentence: string): string {
  return /[.!?…]"$/.test(sentence) ? sentence : `${sentence}.`;
}

/** An answer's reason, as an end of a sentence: `, saying "Already subscribed"`. */
export function saying(reason: string | null): string {
  return reason === null || reason === "" ? "" : `, saying ${quoted(reason)}`;
}

export const isPrivicore = (connection: Connection | null): boolean => connection?.system === "privicore";
