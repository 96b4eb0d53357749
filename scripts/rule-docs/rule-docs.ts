import { readdir, readFile } from "node:fs/promises";
import { rules } from "../../src/core/find-problems/index.ts";
import type { Rule } from "../../src/core/find-problems/rule.ts";
import type { Finding } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { openSession } from "../../src/io/open-session.ts";
import { bytesSource } from "../../src/io/source/byte-source.ts";
import { tellCapture } from "./tell-capture.ts";

/** Where the pages lie, from the project's root. */
export const rulesFolder = "docs/rules";

/** A rule's example, from the project's root: a capture in which it fires. */
export const exampleOf = (rule: Pick<Rule, "id">): string => `${rulesFolder}/examples/${rule.id}.jsonl`;

/** All pages as the rules and their examples have them, by path: one a rule, and the table of all. */
export async function ruleDocs(): Promise<ReadonlyMap<string, string>> {
  const pages = new Map([[`${rulesFolder}/README.md`, table()]]);
  for (const rule of rules) pages.set(`${rulesFolder}/${rule.id}.md`, page(rule, await readExample(rule)));
  return pages;
}

/** Which files differ from {@link ruleDocs}, lie there without a rule, or are missing; empty where all is well. */
export async function staleRuleDocs(): Promise<readonly string[]> {
  const pages = await ruleDocs();
  const wanted = new Set([...pages.keys(), ...rules.map(exampleOf)]);
  const lying = (await readdir(rulesFolder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.replaceAll("\\", "/"));
  const stale = lying.filter((path) => !wanted.has(path)).map((path) => `${path} belongs to no rule`);
  for (const [path, text] of pages) {
    const present = lying.includes(path) ? await readFile(path, "utf8") : null;
    if (present !== text) stale.push(`${path} ${present === null ? "is missing" : "is stale"}`);
  }
  return stale;
}

/** A rule's example as a session. Throws where the file cannot be read as a capture. */
export async function readExample(rule: Pick<Rule, "id">): Promise<Session> {
  const path = exampleOf(rule);
  const opened = await openSession(bytesSource(await readFile(path), path));
  if (!opened.usable) throw new Error(`Expected a capture in ${path}, got: ${opened.problem.message}`);
  if (opened.summary.skippedLines > 0)
    throw new Error(`Expected every line of ${path} to be read, some were skipped`);
  return opened.session;
}

function table(): string {
  const rows = rules.map(
    ({ id, severity, title, firesWhen }) =>
      `| [\`${id}\`](${id}.md) | ${severity} | ${title} | ${cell(firesWhen)} |`,
  );
  return `${generated}
# The rules

A finding says what happened and what to do, names the frames that prove it, and links to its rule's page. An **error** is a
request that failed or a message that is lost; a **warning** a mistake that leads to one; an **info** is worth knowing. On a
correct session neither errors nor warnings fire. What rests on absence (an answer that never came) is not said across a gap in
the capture. Frames on connections that speak no known protocol are never judged.

| rule | severity | | fires when |
|---|---|---|---|
${rows.join("\n")}

Every page ends with an example: a capture in [examples/](examples), in which the rule fires. Try one with
\`privicore-inspector analyze docs/rules/examples/join-rejected.jsonl\`.
`;
}

function page(rule: Rule, example: Session): string {
  const found = example.findings.filter(({ rule: id }) => id === rule.id);
  return `${generated}
# ${rule.title}

\`${rule.id}\` · ${rule.severity} · [all rules](README.md)

**Fires when** ${sentence(rule.firesWhen)}

## Why it matters

${rule.why}

## How to mend it

${rule.mend}

## Example

\`\`\`text
${tellCapture(example)}
\`\`\`

The inspector says:

${found.map(quote).join("\n>\n")}

The capture: [examples/${rule.id}.jsonl](examples/${rule.id}.jsonl).

## Reference

${rule.reference.startsWith("https:") ? `<${rule.reference}>` : rule.reference}

What is read of it stands in [PROTOCOL.md](../../PROTOCOL.md).
`;
}

const generated =
  "<!-- Written by scripts/generate-rule-docs.ts from src/core/find-problems: change it there. -->\n";

const quote = ({ severity, message }: Finding): string => `> **${severity}** ${message}`;
const sentence = (text: string): string => (text.endsWith(".") ? text : `${text}.`);
const cell = (text: string): string => text.replaceAll("|", "\\|");
