import { useMemo } from "preact/hooks";
import { rules } from "../../src/core/find-problems/index.ts";
import type { Finding } from "../../src/core/model.ts";
import {
  type CellContext,
  connectionColumn,
  formatTime,
  numberColumn,
  only,
  textColumn,
  timeColumn,
} from "../columns/columns.tsx";
import { EmptyState } from "../first-run/empty-state.tsx";
import type { Column } from "../grid/column.ts";
import { VirtualGrid } from "../grid/virtual-grid.tsx";
import { GroupedRows, headingBase } from "../rows/grouped-rows.ts";
import { useStore } from "../store/store-context.ts";
import { text } from "../text/english.ts";
import { formatCount } from "../text/format.ts";
import { Icon } from "../widgets/icon.tsx";
import { useGridActions } from "./grid-actions.ts";
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
    () => problemColumns({ session, mask, highlight, timeFormat, baseline: store.baseline }),
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

export function problemColumns(context: CellContext): readonly Column[] {
  const { session, mask } = context;
  const of = (index: number): Finding | undefined => session.findings[index];
  const message = (index: number): string => mask.text(of(index)?.message ?? "");
  return [
    {
      ...timeColumn(context, 2, (index) => of(index)?.at ?? 0),
      width: 122,
      minimum: 120,
      sortable: false,
      cell: (index) => <span class="number is-indented">{formatTime(context, of(index)?.at ?? 0)}</span>,
    },
    {
      ...textColumn(
        { id: "problem", title: text.columns.problem, width: 400, minimum: 140, grow: 1, priority: 0 },
        context,
        message,
      ),
      filters: (index) => only("has", of(index)?.rule ?? ""),
    },
    {
      ...connectionColumn(context, 3, session.connections.length, (index) => of(index)?.connection),
      sortable: false,
    },
    numberColumn(
      { id: "evidence", title: text.columns.evidence, width: 76, minimum: 72, priority: 4 },
      (index) => String(of(index)?.events.length ?? 0),
    ),
  ];
}
