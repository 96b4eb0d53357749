import { readFile } from "node:fs/promises";
import { keyDescriptions } from "../../panel/filter/complete-filter.ts";
import { directionWords, hasWords, isWords } from "../../panel/filter/filter-fields.ts";
import { comparedKeys, fieldKeys } from "../../panel/filter/filter-query.ts";
import { readyFilters } from "../../panel/filter/saved-filters.ts";
import { kinds } from "../../panel/text/english.ts";
import { helpText } from "../../panel/text/help-text.ts";
import { eventKinds } from "../../src/core/model.ts";

const languagePage = "docs/query-language.md";
const keyboardPage = "docs/keyboard.md";

/** The pages about the panel that are made from its own lists, by path. */
export function panelDocs(): ReadonlyMap<string, string> {
  return new Map([
    [languagePage, language()],
    [keyboardPage, keyboard()],
  ]);
}

/** Which of them differ from what lies there; empty where all is well. */
export async function stalePanelDocs(): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const [path, text] of panelDocs()) {
    const present = await readFile(path, "utf8").catch(() => null);
    if (present !== text) stale.push(`${path} ${present === null ? "is missing" : "is stale"}`);
  }
  return stale;
}

/** Queries of the language's page, each with what it finds. A test parses them. */
export const exampleQueries: readonly (readonly [query: string, finds: string])[] = [
  [
    "invoices",
    "rows that hold the word: in a payload or body, a URL, a type, a method, a status or a reason",
  ],
  ['"token expired"', "rows that hold the two words, one after the other"],
  ["/b[0-9]+c/", "rows that match the expression"],
  [
    "is:rejected",
    "refused joins, leaves and actions, the answers that refuse them, and refused calls of other systems",
  ],
  ["type:join,leave", "joins and leaves"],
  ["type:X-DPT-CAB-ID -is:pending-status", "command statuses that say more than pending"],
  ["status:4xx,5xx", "calls and answers with such a status"],
  ["status:>=400", "the same, and whatever is above"],
  ["latency>500ms", "what took more than half a second until its answer"],
  ["size>20kb dir:received", "received frames of more than 20 kB"],
  ["conn:2", "the second connection, by the number in the overview"],
  ["channel:019 has:finding", "rows of a channel with this in its ID that are evidence of a problem"],
  ["has:command-failed", "evidence of one rule"],
  [
    "/data-token/request-data",
    "the path as it stands: an expression would end at the second slash, and flags follow it there",
  ],
];

const generated =
  "<!-- Written by scripts/generate-panel-docs.ts from the panel's own lists. Do not edit. -->\n";
const cell = (text: string): string => text.replaceAll("|", "\\|");
const code = (text: string): string => `\`${cell(text)}\``;
const tableOf = (head: readonly [string, string], rows: readonly (readonly [string, string])[]): string =>
  [`| ${head[0]} | ${head[1]} |`, "|---|---|", ...rows.map(([one, other]) => `| ${one} | ${other} |`)].join(
    "\n",
  );

function language(): string {
  const keys = [...fieldKeys, ...comparedKeys].map((key): readonly [string, string] => [
    code(key === "latency" || key === "size" ? `${key}>` : `${key}:`),
    cell(keyDescriptions[key]),
  ]);
  const words = (list: Readonly<Record<string, string>>) =>
    Object.entries(list).map(([word, meaning]): readonly [string, string] => [code(word), cell(meaning)]);
  return `${generated}
# The filter's language

The field at the top of the panel takes a query; \`/\` or Ctrl F goes there. It limits the rows of every view, at once, and marks in
them what it found. All terms of a query must hold. Completion offers keys and the values that the session holds; a term with a
mistake is underlined, explained, and left out, while the rest applies. Channels has no rows of messages or calls: there, only words, expressions, \`conn:\` and
\`channel:\` count.

${tableOf(
  ["query", "finds"],
  exampleQueries.map(([query, finds]) => [code(query), finds]),
)}

## Terms

${tableOf(
  ["form", "meaning"],
  helpText.language.map(([form, meaning]) => [code(form), meaning]),
)}

Letter case never counts, not in regular expressions either. Headers and binary payloads are not searched. A value with
spaces or commas goes in quotes: \`action:"my action"\`; in quotes, \`\\"\` is a quote and \`\\\\\` a backslash. Flags of an expression are i, m, s, u and v.

## Keys

${tableOf(["key", "what it looks at"], keys)}

A key with a colon takes several values, of which one must fit: \`type:join,leave\`. \`channel:\`, \`id:\`, \`type:\`, \`action:\` and
\`conn:\` take what the session holds; the others take the words below. \`latency\` and \`size\` are compared, with \`>\`, \`>=\`, \`<\`,
\`<=\` or \`=\`; units are ms (the default), s and m, and b (the default), kb and mb. \`status\` takes all of these but \`=\`: \`status>=400\`.

### is:

${tableOf(["word", "rows"], words(isWords))}

### has:

${tableOf(["word", "rows"], words(hasWords))}

The ID of any [rule](rules/README.md) is a word of \`has:\`, too.

### dir:

${Object.keys(directionWords).map(code).join(", ")}: \`sent\`, \`out\` and \`up\` are the same, as are \`received\`, \`in\` and \`down\`; \`none\`
is what has no direction.

### type:

A message's \`data.type\` as it is on the wire, the method of a call, or a kind of row:

${tableOf(
  ["word", "shown as"],
  eventKinds.map((kind) => [code(kind), kinds[kind]]),
)}

## Saved filters

The button beside the field opens a list of filters that switch on and off and join what is typed. They stay for the next time.
These come with the panel:

${tableOf(
  ["name", "query"],
  readyFilters.map(({ name, query }) => [name, code(query)]),
)}

A right click on a cell, or Shift F10 on a row, offers to show only its value or to hide it. The field remembers what was used
before: ↓ in the empty field.
`;
}

function keyboard(): string {
  const groups = helpText.keys.map(
    ({ title, keys }) =>
      `## ${title}\n\n${tableOf(
        ["key", "does"],
        keys.map(([key, meaning]) => [`<kbd>${key}</kbd>`, meaning]),
      )}`,
  );
  return `${generated}
# The keyboard

Everything in the panel can be done with the keyboard alone. <kbd>?</kbd> shows this page's tables in the panel. Letters work
wherever no text is being typed. Keys that the panel uses do not reach DevTools; Escape does once the panel has nothing left to close.

<kbd>Tab</kbd> goes through the toolbar, the sessions, the overview, the views, the table, its headings, the line that
divides it from the detail (<kbd>←</kbd> <kbd>→</kbd> move it), and the detail. Tabs, headings and trees are one stop each; the
arrows move within them.

${groups.join("\n\n")}
`;
}
