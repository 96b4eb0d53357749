import { useEffect, useRef } from "preact/hooks";
import type { Session } from "../../src/core/session.ts";
import { focusGrid } from "../grid/focus-grid.ts";
import { commandAsOf, dataRequestAsOf, exchangeAsOf, operationAsOf } from "../rows/as-of.ts";
import type { Selection } from "../selection/selection.ts";
import { useStore } from "../store/store-context.ts";
import { detailText } from "../text/detail-text.ts";
import { Icon } from "../widgets/icon.tsx";
import { AsOfNote } from "./as-of-note.tsx";
import { ConnectionDetail } from "./connection-detail.tsx";
import { EventDetail } from "./event-detail.tsx";
import { FindingDetail } from "./finding-detail.tsx";
import { CommandDetail, DataRequestDetail, ExchangeDetail, OperationDetail } from "./work-detail.tsx";

/** Everything about the one selected thing, its meaning first. */
export function DetailPane({ selection }: { readonly selection: Selection }) {
  const store = useStore();
  // What is shown may have got its answer or outcome since.
  const revision = store.revision.value;
  const body = useRef<HTMLDivElement>(null);
  const key = `${selection.type}-${selection.index}`;
  const drawn = useRef({ key, hadFocus: false });
  // A link in the detail that leads to another goes with it, and would take the keys along.
  if (drawn.current.key !== key)
    drawn.current = { key, hadFocus: body.current?.contains(document.activeElement) === true };
  useEffect(() => {
    if (body.current === null) return;
    body.current.scrollTop = 0;
    if (drawn.current.hadFocus) body.current.focus({ preventScroll: true });
  }, [key]);
  const revealed = store.revealed.value;
  return (
    // biome-ignore lint/a11y/useSemanticElements: written out, so that it is found by its role in every browser
    <div class="detail" role="complementary" aria-label={detailText.label} data-revision={revision}>
      <div class="detail-bar">
        <span class="detail-title">{titleOf(selection, store.session.value)}</span>
        <button
          type="button"
          class={`tool has-label${revealed ? " is-on" : ""}`}
          aria-pressed={revealed}
          title={detailText.revealHint}
          onClick={() => store.reveal(!revealed)}
        >
          <Icon name={revealed ? "eye" : "lock"} size={14} />
          <span>{revealed ? detailText.hide : detailText.reveal}</span>
        </button>
        <button
          type="button"
          class="tool"
          title={detailText.close}
          aria-label={detailText.close}
          onClick={() => {
            store.select(null);
            focusGrid();
          }}
        >
          <Icon name="close" size={14} />
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div class="detail-body" ref={body} tabIndex={0} key={key}>
        <AsOfNote selection={selection} />
        <Content selection={selection} />
      </div>
    </div>
  );
}

function titleOf({ type, index }: Selection, { log }: Session): string {
  if (type !== "event" || index >= log.length) return detailText.titles[type];
  const direction = log.direction(index);
  return detailText.eventTitle(
    log.kind(index),
    direction === 1 ? "sent" : direction === -1 ? "received" : null,
  );
}

function Content({ selection }: { readonly selection: Selection }) {
  const store = useStore();
  const session = store.session.value;
  const moment = store.moment.value;
  const { index } = selection;
  const gone = <p class="quiet">{detailText.noLonger}</p>;
  switch (selection.type) {
    case "event":
      return index < session.log.length ? <EventDetail index={index} /> : gone;
    case "exchange": {
      const exchange = session.exchanges[index];
      return exchange === undefined ? gone : <ExchangeDetail exchange={exchangeAsOf(exchange, moment)} />;
    }
    case "command": {
      const command = session.commands[index];
      return command === undefined ? gone : <CommandDetail command={commandAsOf(command, moment)} />;
    }
    case "data-request": {
      const request = session.dataRequests[index];
      return request === undefined ? gone : <DataRequestDetail request={dataRequestAsOf(request, moment)} />;
    }
    case "operation": {
      const operation = session.operations[index];
      return operation === undefined ? (
        gone
      ) : (
        <OperationDetail operation={operationAsOf(operation, moment)} />
      );
    }
    case "connection": {
      const connection = session.connections[index];
      return connection === undefined ? gone : <ConnectionDetail connection={connection} />;
    }
    case "finding": {
      const finding = session.findings[index];
      return finding === undefined ? gone : <FindingDetail finding={finding} />;
    }
  }
}
