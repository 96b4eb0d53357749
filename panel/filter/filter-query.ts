/**
 * The filter language of the panel: words, `"phrases"`, `/regular expressions/`, `key:value` and comparisons, each
 * negated by a leading `-`, all of which must hold. Values after a key may be alternatives: `type:join,leave`.
 */

export const fieldKeys = ["dir", "type", "action", "channel", "id", "status", "is", "has", "conn"] as const;
export type FieldKey = (typeof fieldKeys)[number];

export const comparedKeys = ["latency", "size"] as const;
export type ComparedKey = (typeof comparedKeys)[number];

export type Comparison = ">" | ">=" | "<" | "<=" | "=";

export type Match =
  | { readonly type: "word"; readonly text: string }
  | { readonly type: "regex"; readonly source: string; readonly flags: string }
  | { readonly type: "field"; readonly key: FieldKey; readonly values: readonly string[] }
  /** `value` in milliseconds for a latency, bytes for a size. */
  | {
      readonly type: "compare";
      readonly key: ComparedKey;
      readonly comparison: Comparison;
      readonly value: number;
    };

/** A condition and where it stands in the query: characters from `from` (inclusive) to `to` (exclusive). */
export interface Term {
  readonly negated: boolean;
  readonly match: Match;
  readonly from: number;
  readonly to: number;
}

/** A part of the query that cannot be applied, where it stands, and why in words for a person. */
export interface QueryError {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** A parsed query. Terms with an error are left out of `terms`, so that the rest still applies. */
export interface FilterQuery {
  readonly terms: readonly Term[];
  readonly errors: readonly QueryError[];
}
