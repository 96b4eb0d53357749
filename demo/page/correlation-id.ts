/** An ID that no other action of this page has. Pages on plain http have no `crypto.randomUUID`. */
export function newCorrelationId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
