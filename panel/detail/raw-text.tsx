import { useMemo, useState } from "preact/hooks";
import { maskedStart } from "../secrets/secret-mask.ts";
import { useStore } from "../store/store-context.ts";
import { detailText } from "../text/detail-text.ts";
import { formatBytes } from "../text/format.ts";
import { MarkedText } from "../widgets/marked-text.tsx";

/** Characters that are shown at first and with every "more"; a browser lays out this much without a pause. */
const step = 20_000;

/** A payload as it came over the wire, in pieces where it is long. */
export function RawText({ value }: { readonly value: string }) {
  const store = useStore();
  const mask = store.mask.value;
  const [shown, setShown] = useState(step);
  // Cut first: masking twenty megabytes to show twenty thousand characters would be felt.
  const visible = useMemo(() => maskedStart(mask, value, shown), [mask, value, shown]);
  return (
    <div class="raw">
      <div class="payload-tools">
        <button type="button" class="link" onClick={() => void store.copy(mask.text(value))}>
          {detailText.copyAll}
        </button>
        <span class="quiet">{formatBytes(value.length)}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <pre class="raw-text" tabIndex={0}>
        <MarkedText value={visible} pattern={store.filter.highlight.value} />
      </pre>
      {shown < value.length ? (
        <button type="button" class="button" onClick={() => setShown(shown + step * 5)}>
          {detailText.more(formatBytes(shown), formatBytes(value.length))}
        </button>
      ) : null}
    </div>
  );
}
