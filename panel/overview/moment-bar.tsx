import { addTerm, writeTerm } from "../filter/edit-filter.ts";
import type { ViewId } from "../selection/view-id.ts";
import { useStore } from "../store/store-context.ts";
import { formatClock } from "../text/format.ts";
import { overTimeText } from "../text/over-time-text.ts";
import { Icon } from "../widgets/icon.tsx";
import { describeStates } from "./describe-open-work.ts";
import type { OpenWork } from "./open-work.ts";

/** Where in time the panel stands, what stood open then, and the way back. There only where it is not simply now. */
export function MomentBar({ work }: { readonly work: OpenWork | null }) {
  const store = useStore();
  const moment = store.travel.moment.value;
  const range = store.travel.range.value;
  if (moment === null && range === null) return null;
  return (
    <section class="moment-bar" aria-label={overTimeText.place}>
      {moment === null || work === null ? null : <MomentPart work={work} moment={moment} />}
      {moment !== null && range !== null ? <span class="tool-divider" /> : null}
      {range === null ? null : (
        <>
          <span class="quiet">{overTimeText.rangeLabel}</span>
          <span class="number" role="status">
            {overTimeText.range(formatClock(range.from), formatClock(range.to), range.to - range.from)}
          </span>
          <button type="button" class="link" onClick={() => store.travel.show(range)}>
            {overTimeText.zoomRange}
          </button>
          <button
            type="button"
            class="link"
            onClick={() => {
              store.travel.range.value = null;
            }}
          >
            {overTimeText.clearRange}
          </button>
        </>
      )}
    </section>
  );
}

function MomentPart({ work, moment }: { readonly work: OpenWork; readonly moment: number }) {
  const store = useStore();
  const states = describeStates(work);
  const show = (view: ViewId) => () => {
    store.view.value = view;
    store.filter.query.value = addTerm(store.filter.query.peek(), writeTerm("is", "pending", false));
  };
  return (
    <>
      <span class="moment-time" role="status">
        <Icon name="moment" size={14} /> {overTimeText.asOf} <b class="number">{formatClock(moment)}</b>
        {states === "" ? "" : ` · ${states}`}
        {work.pendingExchanges + work.openCommands === 0 ? ` · ${overTimeText.nothingOpen}` : ""}
      </span>
      {work.pendingExchanges === 0 ? null : (
        <button type="button" class="link" onClick={show("exchanges")}>
          {overTimeText.pending(work.pendingExchanges)}
        </button>
      )}
      {work.openCommands === 0 ? null : (
        <button type="button" class="link" onClick={show("commands")}>
          {overTimeText.open(work.openCommands)}
        </button>
      )}
      <span class="overview-space" />
      <button
        type="button"
        class="tool"
        title={overTimeText.earlier}
        aria-label={overTimeText.earlier}
        onClick={() => store.travel.step(-1)}
      >
        <Icon name="earlier" size={14} />
      </button>
      <button
        type="button"
        class="tool"
        title={overTimeText.later}
        aria-label={overTimeText.later}
        onClick={() => store.travel.step(1)}
      >
        <Icon name="later" size={14} />
      </button>
      <button type="button" class="button is-small" onClick={() => store.travel.backToLive()}>
        {overTimeText.live}
      </button>
    </>
  );
}
