/**
 * Captures and HARs of one situation each, with what the report must conclude. `NAME.expected.json`: `findings` (rule to
 * count; any other rule must stay silent unless in `allow`), `mentions`, `exchanges` (action, outcome, pairing), `states`,
 * `history` (state, from and to in milliseconds since the first event, channel ID), `late` (how many answers were),
 * `commands`, `dataRequests`, `operations`, `systems`, `skippedLines`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { openSession } from "../../../src/io/open-session.ts";
import { type Report, reportOf } from "../../../src/io/report.ts";
import { reportJson } from "../../../src/io/report-json.ts";
import { openFileSource } from "../../../src/io/source/node-source.ts";

const folder = "test/fixtures/captures";
const nullable = z.nullable(z.string());
const expectedSchema = z.strictObject({
  findings: z.record(z.string(), z.number()),
  allow: z.optional(z.array(z.string())),
  mentions: z.optional(z.record(z.string(), z.string())),
  exchanges: z.optional(z.array(z.tuple([nullable, z.string(), nullable]))),
  states: z.optional(z.array(z.array(z.string()))),
  history: z.optional(z.array(z.array(z.tuple([z.string(), z.number(), z.nullable(z.number()), nullable])))),
  late: z.optional(z.number()),
  commands: z.optional(z.record(z.string(), z.string())),
  dataRequests: z.optional(z.record(z.string(), z.string())),
  operations: z.optional(z.array(z.tuple([z.string(), z.string(), nullable, z.string()]))),
  systems: z.optional(z.array(nullable)),
  skippedLines: z.optional(z.number()),
});
type Expected = z.infer<typeof expectedSchema>;

/** What the fixtures' secrets are called; none may stand in a report. */
const secrets =
  /T-7A1C09E4B85D42F6A3907C(?:1E|2F)|(?:another-)?downstream-token|sendbird-(?:api-token|session-key)|rocket-token|amity-bearer|wrong-password/;

async function reportOfFile(file: string): Promise<Report> {
  const source = await openFileSource(join(folder, file));
  try {
    const opened = await openSession(source, { retain: "conclusions" });
    if (!opened.usable) throw new Error(opened.problem.message);
    return reportOf(opened.session, opened.summary, opened.redactor);
  } finally {
    await source.close();
  }
}

/** The report's conclusions in the form of the expectation, as far as it speaks of them. */
function conclusions(report: Report, expected: Expected): Expected {
  const found: Record<string, number> = {};
  for (const { rule } of report.findings)
    if (expected.allow?.includes(rule) !== true) found[rule] = (found[rule] ?? 0) + 1;
  const begin = report.source.from ?? 0;
  const outcomes = (list: readonly { id: string; outcome: string }[]) =>
    Object.fromEntries(list.map(({ id, outcome }) => [id, outcome]));
  const all: Omit<Expected, "allow" | "mentions"> = {
    findings: found,
    exchanges: report.exchanges.map(({ action, outcome, pairing }) => [action, outcome, pairing]),
    states: report.channels.map(({ history }) => history.map(({ state }) => state)),
    history: report.channels.map(({ history }) =>
      history.map(({ state, from, to, channelId }) => [
        state,
        from - begin,
        to === null ? null : to - begin,
        channelId,
      ]),
    ),
    late: report.exchanges.filter(({ late }) => late).length,
    commands: outcomes(report.commands),
    dataRequests: outcomes(report.dataRequests),
    operations: report.operations.map(({ system, operation, channelId, outcome }) => [
      system,
      operation,
      channelId,
      outcome,
    ]),
    systems: report.connections.map(({ system }) => system),
    skippedLines: report.source.skippedLines,
  };
  const spoken = Object.entries(all).filter(([name]) => name in expected);
  return expectedSchema.parse(Object.fromEntries(spoken));
}

describe("a labelled capture", () => {
  const files = readdirSync(folder).filter((name) => /\.(?:jsonl|har)$/.test(name));

  it.each(files)("%s", async (file) => {
    const expected = expectedSchema.parse(
      JSON.parse(readFileSync(join(folder, file.replace(/\.\w+$/, ".expected.json")), "utf8")),
    );
    const report = await reportOfFile(file);
    const { allow: _allow, mentions, ...spoken } = expected;
    expect(conclusions(report, expected)).toEqual(spoken);
    for (const [rule, text] of Object.entries(mentions ?? {}))
      expect(
        report.findings.filter((finding) => finding.rule === rule).map(({ message }) => message),
      ).toContainEqual(expect.stringContaining(text));
    for (const { history } of report.channels)
      for (const [index, { to }] of history.entries())
        expect(to).toBe(history[index + 1]?.from ?? (history[index]?.state === "closed" ? to : null));
    const json = [...reportJson(report)].join("");
    expect(JSON.parse(json)).toEqual(report);
    expect(json).not.toMatch(secrets);
  });

  it("is there", () => {
    expect(files.length).toBeGreaterThan(10);
  });
});
