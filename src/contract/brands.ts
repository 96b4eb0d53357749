/**
 * Branded primitives: IDs and units that must not be mixed up. A brand exists only in the type system; the value is the
 * plain string or number.
 */
declare const brand: unique symbol;
type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };

/** One loaded page document, unique within a session. */
export type DocumentId = Brand<string, "DocumentId">;
/** One WebSocket object, unique within a session. */
export type ConnectionId = Brand<string, "ConnectionId">;
/** Milliseconds since the Unix epoch, with a fraction. */
export type EpochMilliseconds = Brand<number, "EpochMilliseconds">;
/** A duration in milliseconds, with a fraction. */
export type Milliseconds = number;

/** Brands a string as a document's ID. */
export const documentId = (id: string): DocumentId => id as DocumentId;
/** Brands a string as a connection's ID. */
export const connectionId = (id: string): ConnectionId => id as ConnectionId;
/** Brands a number of milliseconds since the Unix epoch. */
export const epochMilliseconds = (time: number): EpochMilliseconds => time as EpochMilliseconds;
