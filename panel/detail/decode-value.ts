import { parsePayload } from "./payload-node.ts";

/** What a string turns out to be when it is decoded on request. */
export type Decoded =
  | {
      readonly type: "jwt";
      readonly header: unknown;
      readonly payload: unknown;
      readonly expiresAt: number | null;
    }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "bytes"; readonly bytes: Uint8Array };

/** What decoding would give: a token, base64, or nothing. Cheap; asked for every string that is shown. */
export function decodable(value: string): "jwt" | "base64" | null {
  if (value.length < 8 || value.length > 5_000_000) return null;
  if (/^[\w-]{4,}\.[\w-]{2,}\.[\w-]*$/.test(value) && value.startsWith("eyJ")) return "jwt";
  if (value.length % 4 === 1 || value.length < 16) return null;
  // A UUID, a word or a number is made of the same letters, and is not meant.
  if (/^[0-9a-f-]+$/i.test(value) || /^[A-Za-z]+$/.test(value)) return null;
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(value) ? "base64" : null;
}

/** Decodes a JWT-like token or base64; null where it is neither. The signature of a token is not checked. */
export function decodeValue(value: string): Decoded | null {
  if (decodable(value) === "jwt") {
    const [header, payload] = value.split(".").map((part) => parseJson(part));
    if (header !== undefined && payload !== undefined)
      return { type: "jwt", header, payload, expiresAt: expiryOf(payload) };
  }
  const bytes = bytesOf(value);
  if (bytes === null) return null;
  try {
    return { type: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { type: "bytes", bytes };
  }
}

/** Bytes from base64 or base64url; null where the text is neither. */
export function bytesOf(base64: string): Uint8Array | null {
  try {
    const text = atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = new Uint8Array(text.length);
    for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
    return bytes;
  } catch {
    return null;
  }
}

function parseJson(base64: string): unknown {
  const bytes = bytesOf(base64);
  if (bytes === null) return undefined;
  const parsed = parsePayload(new TextDecoder().decode(bytes));
  return parsed.type === "json" ? parsed.value : undefined;
}

/** The `exp` claim, in milliseconds since the epoch. */
function expiryOf(payload: unknown): number | null {
  if (typeof payload !== "object" || payload === null || !("exp" in payload)) return null;
  return typeof payload.exp === "number" ? payload.exp * 1000 : null;
}
