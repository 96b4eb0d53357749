import { createHash } from "node:crypto";

/** Makes the IDs and tokens of one simulator. Same seed, same calls: same values. */
export interface Identifiers {
  /** A UUID, as for channels, commands and data requests. */
  uuid(): string;
  /** An authorization token: `T-` and 24 digits. */
  authorizationToken(): string;
  /** A single-use token for a download. */
  downloadToken(): string;
  /** So many bytes that look like ciphertext. */
  bytes(count: number): Buffer;
}

export function createIdentifiers(seed: string): Identifiers {
  let made = 0;
  const next = (): Buffer => {
    made += 1;
    return createHash("sha256").update(`${seed}:${made}`).digest();
  };
  return {
    uuid() {
      const hex = next().toString("hex");
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `7${hex.slice(13, 16)}`,
        `8${hex.slice(17, 20)}`,
        hex.slice(20, 32),
      ].join("-");
    },
    authorizationToken: () => `T-${next().toString("hex").slice(0, 24).toUpperCase()}`,
    downloadToken: () => next().toString("hex").slice(0, 20),
    bytes(count) {
      const blocks = Array.from({ length: Math.ceil(count / 32) }, next);
      return Buffer.concat(blocks).subarray(0, count);
    },
  };
}
