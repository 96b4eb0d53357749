import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import type { EventIndex } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import type { SecretMask } from "../secrets/secret-mask.ts";
import { captureLine, eventsForTest } from "./copy-as.ts";

/** Characters of a payload that was cut. A multiple of four, as of base64. */
const mostOfCut = 200;

/**
 * A test for `node --test` that judges these events and expects what is concluded from them now: a mistake that was found stays
 * found, what went well stays silent. Needs nothing but this package.
 */
export function asTest(
  create: (options: Session["options"]) => Session,
  session: Session,
  events: readonly EventIndex[],
  mask: SecretMask,
): string {
  const lines = eventsForTest(session, events).map((index) =>
    shortened(mask.event(session.log.event(index))),
  );
  // What the test expects is what the very same lines lead to, by themselves.
  const judged = create({ ...session.options, live: false });
  for (const line of lines) judged.append(line);
  if (judged.end !== null) judged.advance(judged.end);
  const { responseTimeout, commandTimeout } = session.options;
  const first = events[0] ?? 0;
  const about = mask.text(session.log.label(first) || session.log.kind(first));
  const literal = (value: unknown) => JSON.stringify(value);
  const list = (values: readonly unknown[], indent: string) =>
    values.length === 0
      ? "[]"
      : `[\n${values.map((value) => `${indent}  ${literal(value)},`).join("\n")}\n${indent}]`;
  return `import assert from "node:assert/strict";
import { test } from "node:test";
import { openSession, textSource } from "privicore-inspector";

const capture = [
  '{"format":"privicore-capture","version":1}',
${lines.map((line) => `  ${literal(captureLine(line))},`).join("\n")}
].join("\\n");

test(${literal(`${about} is concluded as recorded`)}, async () => {
  const opened = await openSession(textSource(capture), { responseTimeout: ${responseTimeout}, commandTimeout: ${commandTimeout} });
  assert.ok(opened.usable);
  const { session } = opened;
  assert.deepEqual(
    session.exchanges.map(({ action, outcome, status }) => ({ action, outcome, status })),
    ${list(
      judged.exchanges.map(({ action, outcome, status }) => ({ action, outcome, status })),
      "    ",
    )},
  );
  assert.deepEqual(
    session.commands.map(({ id, outcome }) => ({ id, outcome })),
    ${list(
      judged.commands.map(({ id, outcome }) => ({ id, outcome })),
      "    ",
    )},
  );
  assert.deepEqual(
    session.findings.map(({ rule, severity }) => ({ rule, severity })),
    ${list(
      judged.findings.map(({ rule, severity }) => ({ rule, severity })),
      "    ",
    )},
  );
});
`;
}

/** Of what was cut, a beginning is as good as another: up to a megabyte of it has no place in a test. */
const shortened = (event: CaptureEvent): CaptureEvent =>
  event.type === "frame" && event.truncated === true
    ? { ...event, payload: event.payload.slice(0, mostOfCut) }
    : event;
