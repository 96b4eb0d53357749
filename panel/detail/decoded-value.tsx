import { useStore } from "../store/store-context.ts";
import { detailText } from "../text/detail-text.ts";
import { formatBytes, formatDateTime } from "../text/format.ts";
import { visibleText } from "../text/visible-text.ts";
import { type Decoded, decodeValue } from "./decode-value.ts";
import { hexLines } from "./hex-lines.ts";

const shownBytes = 512;
const shownCharacters = 4000;

/** A token or base64 text, decoded because the person asked. */
export function DecodedValue({ value }: { readonly value: string }) {
  const mask = useStore().mask.value;
  const decoded = decodeValue(value);
  if (decoded === null) return null;
  return (
    <div class="decoded">
      <p class="quiet">{captionOf(decoded)}</p>
      <pre class="decoded-text">{visibleText(mask.text(contentOf(decoded)))}</pre>
    </div>
  );
}

function captionOf(decoded: Decoded): string {
  if (decoded.type === "bytes") return `${detailText.decodedBase64} · ${formatBytes(decoded.bytes.length)}`;
  if (decoded.type === "text") return detailText.decodedBase64;
  const expiry =
    decoded.expiresAt === null ? "" : ` · ${detailText.expires(formatDateTime(decoded.expiresAt))}`;
  return `${detailText.decodedJwt}${expiry} · ${detailText.notVerified}`;
}

function contentOf(decoded: Decoded): string {
  switch (decoded.type) {
    case "jwt":
      return `${JSON.stringify(decoded.header, null, 2)}\n${JSON.stringify(decoded.payload, null, 2)}`;
    case "text":
      return decoded.text.slice(0, shownCharacters);
    case "bytes":
      return hexLines(decoded.bytes, 0, shownBytes)
        .map((line) => `${line.offset}  ${line.hex}  ${line.text}`)
        .join("\n");
  }
}
