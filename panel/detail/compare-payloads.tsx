import { useMemo, useState } from "preact/hooks";
import type { EventIndex } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { labelOf } from "../columns/frame-columns.tsx";
import { maskedStart, type SecretMask } from "../secrets/secret-mask.ts";
import { useStore } from "../store/store-context.ts";
import { detailText } from "../text/detail-text.ts";
import { formatClock } from "../text/format.ts";
import { visibleText } from "../text/visible-text.ts";
import { type DiffLine, diffLines, type Fold, foldDiff, linesAtOnce } from "./diff-lines.ts";
import { layOut } from "./payload-node.ts";

/** Payloads longer than this are compared up to here. */
const comparedLength = 200_000;

/** What differs between the marked frame and this one, line by line of their payloads laid out alike. */
export function ComparePayloads({ index }: { readonly index: EventIndex }) {
  const store = useStore();
  const session = store.session.value;
  const marked = store.marked.value;
  const mask = store.mask.value;
  const lines = useMemo(
    () =>
      marked === null || marked === index
        ? null
        : diffLines(linesOf(session, marked, mask), linesOf(session, index, mask)),
    [session, marked, index, mask],
  );
  if (marked === null || lines === null) return <p class="quiet">{detailText.compareEmpty}</p>;
  const same = lines.every(({ type }) => type === "same");
  const folded = foldDiff(lines);
  return (
    <div class="compare">
      <p class="quiet">
        {detailText.compareWith(
          [labelOf(session, marked), formatClock(session.log.time(marked))]
            .filter((part) => part !== "")
            .join(" · "),
        )}
        {same ? ` ${detailText.compareSame}` : ""}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <pre class="diff" tabIndex={0}>
        {folded.map((part, at) =>
          // A fold that was opened is of these two payloads.
          part.type === "fold" ? (
            <FoldedLines key={`${marked} ${index} ${at}`} fold={part} />
          ) : (
            <Line key={at} line={part} />
          ),
        )}
      </pre>
    </div>
  );
}

function FoldedLines({ fold: { lines } }: { readonly fold: Fold }) {
  const [shown, setShown] = useState(0);
  return (
    <>
      {lines.slice(0, shown).map((line, at) => (
        <Line key={at} line={line} />
      ))}
      {shown < lines.length ? (
        <button
          type="button"
          class="link diff-fold"
          onClick={({ currentTarget }) => {
            // The last press takes the button away, and would take the keys along.
            if (shown + linesAtOnce >= lines.length) currentTarget.closest("pre")?.focus();
            setShown(shown + linesAtOnce);
          }}
        >
          {detailText.moreLines(lines.length - shown)}
        </button>
      ) : null}
    </>
  );
}

const signs = { same: " ", removed: "-", added: "+" } as const;

function Line({ line }: { readonly line: DiffLine }) {
  return (
    <span class={`diff-line is-${line.type}`}>
      {signs[line.type]} <bdi>{visibleText(line.text)}</bdi>
      {"\n"}
    </span>
  );
}

function linesOf(session: Session, index: EventIndex, mask: SecretMask): readonly string[] {
  const event = session.log.event(index);
  if (event.type !== "frame") return [];
  if (event.payload.length > comparedLength)
    return maskedStart(mask, event.payload, comparedLength).split("\n");
  const masked = mask.event(event);
  return layOut(masked.type === "frame" ? masked.payload : "").split("\n");
}
