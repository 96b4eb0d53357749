/**
 * Hides secrets from whatever the panel shows. A mark stands for a secret, the same mark for the same secret, so that "the
 * same token on both connections" can still be seen.
 */
export interface SecretMask {
  /** A payload or body as text, JSON or not. */
  text(payload: string): string;
  url(url: string): string;
  header(name: string, value: string): string;
  /** A member of a parsed payload: what to show instead of `value`, or null where it is no secret. */
  member(key: string, value: unknown): string | null;
}

/** Shows everything as it is: for an item whose secrets the person asked to see. */
export const noMask: SecretMask = {
  text: (payload) => payload,
  url: (url) => url,
  header: (_name, value) => value,
  member: () => null,
};
