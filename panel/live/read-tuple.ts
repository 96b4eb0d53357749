import { type WireTuple, type WireTupleKind, wireTupleSchemas } from "../../src/contract/page-wire.ts";

const isKind = (kind: unknown): kind is WireTupleKind =>
  typeof kind === "string" && Object.hasOwn(wireTupleSchemas, kind);

/** Parses one wire tuple, choosing its schema by its first element; null where it is none. */
export function readTuple(raw: unknown): WireTuple | null {
  const kind: unknown = Array.isArray(raw) ? raw[0] : undefined;
  if (!isKind(kind)) return null;
  return wireTupleSchemas[kind].safeParse(raw).data ?? null;
}
