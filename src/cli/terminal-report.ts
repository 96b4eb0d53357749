import { inWords } from "../core/find-problems/words.ts";
import type {
  ReportChannel,
  ReportCommand,
  ReportConnection,
  ReportDataRequest,
  ReportExchange,
  ReportFinding,
  ReportOperation,
  ReportParts,
} from "../io/report.ts";
import { drawFindings, drawLane, stateMarks } from "./channel-timeline.ts";
import { type Paint, plain, table, wrapped } from "./paint.ts";
import { withoutCommands } from "./workflow-commands.ts";

/** How many rows of a kind are printed; `--json` has all of them. */
const maxRows = 40;
const severityOrder = { error: 0, warning: 1, info: 2 } as const;
const severityStyle = { error: "red", warning: "yellow", info: "blue" } as const;

interface Page {
  readonly report: ReportParts;
  /** The report's, all of them: they are looked through more than once. */
  readonly findings: readonly ReportFinding[];
  readonly width: number;
  readonly paint: Paint;
}

/**
 * The report for a person: what there was, then what went wrong, the worst first.
 *
 * @param name how the input is called
 * @param width of the terminal, in characters
 */
export function terminalReport(report: ReportParts, name: string, width: number, paint: Paint): string {
  const page: Page = {
    report,
    findings: [...report.findings],
    width: Math.max(40, Math.min(width, 160)),
    paint,
  };
  const sections = [
    heading(page, name),
    connections(page),
    exchanges(page),
    channels(page),
    commands(page),
    dataRequests(page),
    operations(page),
    findings(page),
    totals(page),
  ];
  const text = sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
  return `${withoutCommands(text)}\n`;
}

/** A moment in UTC, so that a report reads the same everywhere: `10:00:03.250`. */
function at(time: number | null): string {
  if (time === null) return "–";
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString().slice(11, 23);
}
const short = (text: string | null, length: number) =>
  text === null ? "–" : text.length <= length ? plain(text) : `${plain(text.slice(0, length - 1))}…`;
const plural = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

function heading({ report, paint }: Page, name: string): string[] {
  const { source } = report;
  const parts = [
    source.kind === "har" ? "HAR" : "capture",
    plural(source.events, "event"),
    plural(source.frames, "frame"),
  ];
  if (source.from !== null && source.to !== null) {
    const date = new Date(source.from);
    const day = Number.isNaN(date.getTime()) ? "" : `${date.toISOString().slice(0, 10)} `;
    parts.push(`${day}${at(source.from)} to ${at(source.to)} UTC (${inWords(source.to - source.from)})`);
  }
  const lines = [`${paint("bold", plain(name))}: ${parts.join(", ")}`];
  if (source.skippedLines > 0)
    lines.push(
      paint("yellow", `${plural(source.skippedLines, "broken line was", "broken lines were")} skipped.`),
    );
  return lines;
}

/** A titled table; of many rows the ones that matter, and how many are left out. */
function section<Row>(
  { width, paint }: Page,
  title: string,
  rows: Iterable<Row>,
  cells: (row: Row) => readonly string[],
  style: (row: Row) => "red" | "yellow" | "green" | null,
  matters: (row: Row) => boolean,
): string[] {
  const { count, first, chosen } = firstOf(rows, matters);
  if (count === 0) return [];
  const shown = count <= maxRows ? first : chosen;
  const lines = table(shown.map(cells), width - 2, (text, index, column) => {
    const row = shown[index];
    const colour = row === undefined ? null : style(row);
    return column === 0 && colour !== null ? paint(colour, text) : text;
  });
  const left = count - shown.length;
  return [
    `${paint("bold", title)} ${paint("dim", count.toLocaleString("en"))}`,
    ...lines.map((line) => `  ${line}`),
    ...(left === 0 ? [] : [paint("dim", `  … and ${left.toLocaleString("en")} more; --json has them all`)]),
  ];
}

/** How many rows there are, the first few, and the first few that are chosen. Nothing else of them is kept. */
function firstOf<Row>(
  rows: Iterable<Row>,
  chosenOnes: (row: Row) => boolean,
): { readonly count: number; readonly first: readonly Row[]; readonly chosen: readonly Row[] } {
  let count = 0;
  const first: Row[] = [];
  const chosen: Row[] = [];
  for (const row of rows) {
    if (count++ < maxRows) first.push(row);
    if (chosen.length < maxRows && chosenOnes(row)) chosen.push(row);
  }
  return { count, first, chosen };
}

function connections(page: Page): string[] {
  const cells = (connection: ReportConnection) => [
    plain(connection.id),
    connection.system ?? "unknown",
    `${at(connection.openedAt)} to ${connection.closedAt === null ? "open" : at(connection.closedAt)}`,
    connection.closeCode === null ? "" : String(connection.closeCode),
    `${connection.sent.toLocaleString("en")} sent`,
    `${connection.received.toLocaleString("en")} received`,
    plain(connection.url),
  ];
  return section(
    page,
    "Connections",
    page.report.connections,
    cells,
    () => null,
    ({ system }) => system !== null,
  );
}

function exchanges(page: Page): string[] {
  const cells = (exchange: ReportExchange) => [
    `${exchange.outcome}${exchange.late ? " (late)" : ""}`,
    at(exchange.sentAt ?? exchange.answeredAt),
    plain(exchange.connection),
    exchange.action === null ? "(answer)" : short(exchange.action, 24),
    exchange.status === null ? "" : String(exchange.status),
    exchange.latency === null ? "" : inWords(exchange.latency),
    short(exchange.correlationId, 40) + (exchange.pairing === "inferred" ? " (inferred)" : ""),
    plain(exchange.message ?? ""),
  ];
  const style = ({ outcome }: ReportExchange) =>
    outcome === "ok" ? "green" : outcome === "pending" ? null : outcome === "orphan" ? "yellow" : "red";
  return section(page, "Exchanges", page.report.exchanges, cells, style, ({ outcome }) => outcome !== "ok");
}

function channels({ report, findings: all, width, paint }: Page): string[] {
  const { from, to } = report.source;
  const { count, first: shown } = firstOf<ReportChannel>(report.channels, () => false);
  if (count === 0 || from === null || to === null) return [];
  const labelWidth = Math.min(16, Math.max(...shown.map(({ connection }) => connection.length)));
  const laneWidth = Math.max(16, width - labelWidth - 4);
  const legend = Object.entries(stateMarks).map(([state, mark]) => `${mark} ${state}`);
  const lines = [`${paint("bold", "Channels")} ${paint("dim", legend.join("  "))}`];
  for (const channel of shown) {
    const label = short(channel.connection, labelWidth).padEnd(labelWidth);
    lines.push(`  ${label}  ${drawLane(channel, from, to, laneWidth).trimEnd()}`);
    const found = all.filter(({ connection }) => connection === channel.connection);
    const marks = drawFindings(found, from, to, laneWidth);
    if (marks !== "") lines.push(`  ${" ".repeat(labelWidth)}  ${paint("red", marks)}`);
    if (channel.history.length > maxRows) continue;
    const rows = channel.history.map(({ state, from: begin, channelId }) => [
      at(begin),
      state,
      plain(channelId ?? ""),
    ]);
    for (const row of table(rows, width - labelWidth - 4))
      lines.push(paint("dim", `  ${" ".repeat(labelWidth)}  ${row}`));
  }
  const left = count - shown.length;
  if (left > 0) lines.push(paint("dim", `  … and ${left.toLocaleString("en")} more; --json has them all`));
  return lines;
}

function requestCell(request: ReportCommand["request"]): string {
  if (request === null) return "(its call was not seen)";
  const path = URL.canParse(request.url) ? new URL(request.url).pathname : request.url;
  return plain(`${request.method} ${path} ${request.status}`);
}

function commands(page: Page): string[] {
  const cells = (command: ReportCommand) => [
    command.outcome,
    at(command.request?.at ?? command.updates[0]?.at ?? null),
    plain(command.connection ?? "–"),
    short(command.id, 40),
    command.latency === null ? "" : inWords(command.latency),
    requestCell(command.request),
    plain(command.updates.at(-1)?.body ?? ""),
  ];
  const style = ({ outcome }: ReportCommand) =>
    outcome === "success" ? "green" : outcome === "failed" || outcome === "unanswered" ? "red" : null;
  return section(
    page,
    "Commands",
    page.report.commands,
    cells,
    style,
    ({ outcome }) => outcome !== "success",
  );
}

function dataRequests(page: Page): string[] {
  const cells = (dataRequest: ReportDataRequest) => [
    dataRequest.outcome,
    at(dataRequest.request?.at ?? dataRequest.messages[0]?.at ?? null),
    plain(dataRequest.connection ?? "–"),
    short(dataRequest.id, 40),
    dataRequest.latency === null ? "" : inWords(dataRequest.latency),
    requestCell(dataRequest.request),
  ];
  const style = ({ outcome }: ReportDataRequest) =>
    outcome === "unanswered"
      ? "red"
      : outcome === "requested" || outcome === "stream-announced"
        ? null
        : "green";
  return section(
    page,
    "Data requests",
    page.report.dataRequests,
    cells,
    style,
    ({ outcome }) => outcome === "unanswered",
  );
}

function operations(page: Page): string[] {
  const cells = (operation: ReportOperation) => [
    operation.outcome,
    at(operation.at),
    `${operation.system} ${operation.operation}`,
    short(operation.channelId, 48),
    operation.status === 0 ? "" : String(operation.status),
    operation.latency === null ? "" : inWords(operation.latency),
    plain([operation.members.join(", "), operation.reason ?? ""].filter((part) => part !== "").join(" – ")),
  ];
  const style = ({ outcome }: ReportOperation) => (outcome === "ok" ? "green" : "red");
  return section(
    page,
    "Channel operations",
    page.report.operations,
    cells,
    style,
    ({ outcome }) => outcome !== "ok",
  );
}

function findings(page: Page): string[] {
  const { findings: all, paint } = page;
  if (all.length === 0) return [];
  const worstFirst = all.toSorted(
    (one, other) => severityOrder[one.severity] - severityOrder[other.severity],
  );
  const shown = worstFirst.slice(0, maxRows);
  const left = worstFirst.length - shown.length;
  return [
    `${paint("bold", "Findings")} ${paint("dim", all.length.toLocaleString("en"))}`,
    ...shown.flatMap((finding) => findingLines(finding, page)),
    ...(left === 0 ? [] : [paint("dim", `  … and ${left.toLocaleString("en")} more; --json has them all`)]),
  ];
}

function findingLines(finding: ReportFinding, { width, paint }: Page): string[] {
  const where = [at(finding.at)];
  if (finding.connection !== null) where.push(plain(finding.connection));
  if (finding.frames.length > 0)
    where.push(
      `${finding.frames.length === 1 ? "frame" : "frames"} ${finding.frames.slice(0, 8).join(", ")}`,
    );
  return [
    `  ${paint(severityStyle[finding.severity], finding.severity.padEnd(7))}  ${paint("bold", finding.rule)}  ${paint("dim", where.join("  "))}`,
    ...wrapped(plain(finding.message), width - 11).map((line) => `           ${line}`),
    `           ${paint("dim", plain(finding.reference))}`,
  ];
}

function totals({ report, paint }: Page): string[] {
  const { errors, warnings, infos } = report.totals;
  if (errors + warnings + infos === 0) return [paint("green", "Nothing found.")];
  const text = [plural(errors, "error"), plural(warnings, "warning"), plural(infos, "info", "infos")].join(
    ", ",
  );
  return [paint(errors > 0 ? "red" : warnings > 0 ? "yellow" : "blue", text)];
}
