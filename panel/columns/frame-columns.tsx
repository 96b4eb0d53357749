import type { EventIndex, Link } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { latencyOf } from "../filter/latency-of.ts";
import type { Column } from "../grid/column.ts";
import { outcomeOf } from "../rows/comparers.ts";
import { text } from "../text/english.ts";
import { formatBytes } from "../text/format.ts";
import { sessionsText } from "../text/sessions-text.ts";
import { cutText, oneLine, visibleText } from "../text/visible-text.ts";
import { Icon } from "../widgets/icon.tsx";
import { MarkedText } from "../widgets/marked-text.tsx";
import {
  type CellContext,
  connectionColumn,
  latencyColumn,
  numberColumn,
  only,
  outcomeColumn,
  textColumn,
  timeColumn,
  WorstFinding,
} from "./columns.tsx";

/** The columns of the Frames view. `summary` says in one line what an event says. */
export function frameColumns(
  context: CellContext,
  connections: number,
  summary: (index: EventIndex) => string,
): readonly Column[] {
  const { session, highlight } = context;
  const { log } = session;
  return [
    timeColumn(context, 3, (index) => log.time(index)),
    ...(connections > 1 ? [connectionColumn(context, 4, connections, (index) => log.connection(index))] : []),
    {
      id: "direction",
      title: text.columns.direction,
      heading: "",
      width: 22,
      minimum: 22,
      sortable: true,
      priority: 0,
      cell: (index) => <Direction direction={log.direction(index)} />,
      text: (index) => directionWord(log.direction(index)),
      filters: (index) => only("dir", directionWord(log.direction(index))),
    },
    {
      id: "kind",
      title: text.columns.kind,
      width: 86,
      minimum: 84,
      sortable: true,
      priority: 2,
      cell: (index) => text.kinds[log.kind(index)],
      text: (index) => text.kinds[log.kind(index)],
      filters: (index) => only("type", log.kind(index)),
    },
    {
      id: "label",
      title: text.columns.label,
      width: 160,
      minimum: 116,
      grow: 1,
      sortable: true,
      priority: 0,
      cell: (index, shown) => (
        <>
          <WorstFinding severities={log.findings(index).map(({ severity }) => severity)} />
          {isByHand(session, index) ? <Icon name="hand" size={13} label={sessionsText.byHand} /> : null}
          <Label
            label={labelOf(session, index)}
            summary={shown("summary") ? null : () => summary(index)}
            pattern={highlight}
          />
        </>
      ),
      tooltip: (index) => labelOf(session, index) || summary(index),
      text: (index) => wholeLabelOf(session, index),
      filters: (index) => {
        const kind = log.kind(index);
        if (kind === "answer") return only("action", actionOf(log.link(index)) ?? "");
        const action = kind === "join" || kind === "leave" || kind === "action";
        return only(action ? "action" : "type", log.label(index));
      },
    },
    textColumn(
      { id: "summary", title: text.columns.message, width: 220, minimum: 170, grow: 3, priority: 7 },
      context,
      summary,
    ),
    textColumn(
      {
        id: "id",
        title: text.columns.id,
        width: 150,
        minimum: 90,
        grow: 1,
        mono: true,
        sortable: true,
        priority: 5,
      },
      context,
      (index) => log.id(index) ?? "",
      "id",
    ),
    numberColumn(
      { id: "size", title: text.columns.size, width: 68, minimum: 66, sortable: true, priority: 6 },
      (index) => (log.direction(index) === 0 ? "" : formatBytes(log.size(index))),
    ),
    latencyColumn(5, (index) => latencyOf(log.link(index))),
    outcomeColumn({ width: 90, minimum: 86, priority: 1 }, "status", (index) => outcomeOf(session, index)),
  ];
}

/** A row's label; one that has none says its summary, unless that has a column of its own. */
function Label(props: {
  readonly label: string;
  readonly summary: (() => string) | null;
  readonly pattern: RegExp | null;
}) {
  if (props.label !== "") return <MarkedText value={props.label} pattern={props.pattern} />;
  if (props.summary === null) return null;
  return (
    <span class="quiet">
      <MarkedText value={oneLine(props.summary())} pattern={props.pattern} />
    </span>
  );
}

/** The name of what a row is about: for an answer its action, for an HTTP call its path. */
export const labelOf = (session: Session, index: EventIndex): string =>
  visibleText(cutText(wholeLabelOf(session, index)));

function wholeLabelOf(session: Session, index: EventIndex): string {
  const label = session.log.label(index);
  return label === "" ? (actionOf(session.log.link(index)) ?? "") : label;
}

/** Whether a frame was sent from this panel, not by the page. */
function isByHand({ log }: Session, index: EventIndex): boolean {
  if (log.direction(index) !== 1) return false;
  const event = log.event(index);
  return event.type === "frame" && event.injected === true;
}

const actionOf = (link: Link | null): string | null =>
  link?.type === "exchange" ? link.exchange.action : null;

const directionWord = (direction: -1 | 0 | 1): string =>
  direction === 1 ? "sent" : direction === -1 ? "received" : "";

export function Direction({ direction }: { readonly direction: -1 | 0 | 1 }) {
  if (direction === 0) return null;
  return <Icon name={direction === 1 ? "sent" : "received"} size={14} label={directionWord(direction)} />;
}
