import { useMemo } from "preact/hooks";
import { rules } from "../../src/core/find-problems/index.ts";
import type { Finding } from "../../src/core/model.ts";
import type { Column } from "../grid/column.ts";
import { VirtualGrid } from "../grid/virtual-grid.tsx";
import { GroupedRows, headingBase } from "../rows/grouped-rows.ts";
import { text } from "../text/english.ts";
import { formatCount, formatDateTime } from "../text/format.ts";
import { EmptyState } from "./empty-state.tsx";
import { type CellContext, formatTime } from "./frame-columns.tsx";
import { useGridActions } from "./grid-actions.tsx";
import { Icon } from "./icon.tsx";
import { MarkedText } from "./marked-text.tsx";
import { useStore } from "./store-context.ts";
import { useTable } from "./use-table.ts";

/** What the rules found, grouped by rule, worst first. */
export function ProblemsView() {
  const store = useStore();
  const table = useTable("problems");
  const session = store.session.value;
  const highlight = store.filter.highlight.value;
  const { timeFormat } = store.settings.value;
  const mask = store.hidden.value;
  const { rows: sorted, version } = table;
  const rows = useMemo(
    () => new GroupedRows(sorted, (index) => session.findings[index]?.rule ?? ""),
    [sorted, version, session],
  );
  const columns = useMemo(
    () => problemColumns({ session, mask, highlight, timeFormat }),
    [session, mask, highlight, timeFormat],
  );
  const selection = store.selection.value;
  const { onMenu, onHeaderMenu } = useGridActions("problems", columns);
  const heading = (item: number) => {
    const group = item >= headingBase ? rows.groups[item - headingBase] : undefined;
    const finding = group === undefined ? undefined : session.findings[sorted.at(group.from)];
    return group === undefined || finding === undefined ? null : (
      <Heading finding={finding} count={group.count} />
    );
  };
  return (
    <VirtualGrid
      {...table}
      rows={rows}
      name={text.views.problems}
      columns={columns}
      selected={selection?.type === "finding" ? selection.index : -1}
      onSelect={(item) => {
        if (item < headingBase) store.select({ type: "finding", index: item });
      }}
      onOpen={(item) => {
        if (item < headingBase) store.openEvents({ type: "finding", index: item });
      }}
      spanning={heading}
      rowClass={(item) => (item >= headingBase ? "is-heading" : "")}
      onMenu={(item, column, x, y) => {
        if (item < headingBase) onMenu(item, column, x, y);
      }}
      onHeaderMenu={onHeaderMenu}
      empty={<EmptyState view="problems" />}
    />
  );
}

function Heading({ finding, count }: { readonly finding: Finding; readonly count: number }) {
  return (
    <span class="problem-heading">
      <Icon name={finding.severity} size={14} label={text.severities[finding.severity]} />
      <span class="problem-rule">{finding.rule}</span>
      <span>{rules.find(({ id }) => id === finding.rule)?.title ?? ""}</span>
      <span class="quiet">{formatCount(count)}</span>
    </span>
  );
}

function problemColumns(context: Omit<CellContext, "summary">): readonly Column[] {
  const { session, highlight, mask } = context;
  const of = (index: number): Finding | undefined => session.findings[index];
  const message = (index: number): string => of(index)?.message ?? "";
  return [
    {
      id: "time",
      title: text.columns.time,
      width: 122,
      minimum: 120,
      priority: 2,
      cell: (index) => <span class="number is-indented">{formatTime(context, of(index)?.at ?? 0)}</span>,
      tooltip: (index) => formatDateTime(of(index)?.at ?? 0),
    },
    {
      id: "problem",
      title: text.columns.problem,
      width: 400,
      minimum: 140,
      grow: 1,
      priority: 0,
      cell: (index) => <MarkedText value={message(index)} pattern={highlight} />,
      tooltip: message,
      text: message,
      filters: (index) => [{ key: "has", value: of(index)?.rule ?? "" }],
    },
    {
      id: "connection",
      title: text.columns.connection,
      heading: text.columns.connectionShort,
      width: 36,
      minimum: 30,
      align: "end",
      priority: 3,
      cell: (index) => {
        const connection = of(index)?.connection ?? null;
        return connection === null ? "" : connection.index + 1;
      },
      tooltip: (index) => mask.text(of(index)?.connection?.url ?? ""),
    },
    {
      id: "evidence",
      title: text.columns.evidence,
      width: 76,
      minimum: 72,
      align: "end",
      priority: 4,
      cell: (index) => <span class="number">{of(index)?.events.length ?? 0}</span>,
    },
  ];
}
