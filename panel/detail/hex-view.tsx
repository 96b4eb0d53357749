import { useMemo, useState } from "preact/hooks";
import { detailText } from "../text/detail-text.ts";
import { formatBytes } from "../text/format.ts";
import { hexLines } from "./hex-lines.ts";

const step = 4096;

/** Bytes as a hex dump, in pieces where they are many. */
export function HexView({ bytes }: { readonly bytes: Uint8Array }) {
  const [shown, setShown] = useState(step);
  const lines = useMemo(() => hexLines(bytes, 0, shown), [bytes, shown]);
  return (
    <div class="raw">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <pre class="hex" tabIndex={0}>
        {lines.map((line) => `${line.offset}  ${line.hex}  ${line.text}`).join("\n")}
      </pre>
      {shown < bytes.length ? (
        <button type="button" class="button" onClick={() => setShown(shown + step * 4)}>
          {detailText.more(formatBytes(shown), formatBytes(bytes.length))}
        </button>
      ) : null}
    </div>
  );
}
