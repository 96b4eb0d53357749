/**
 * CI services read what a job prints for commands: GitHub Actions takes `::error::…` at the beginning of a line, after any
 * blanks, and `##[error]…` anywhere in it; Azure Pipelines and TeamCity have `##vso[…]` and `##teamcity[…]`. What is printed quotes
 * the wire, which must not speak to them.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
const lineCommand = /^([^\S\n]*):(?=:)/gm;
const bracketCommand = /##(?=\w*\[)/g;
const hash = "\\u0023#";

/** The text of one or more lines in which no line is a command: the sign that would make it one is spelt out. */
export function withoutCommands(text: string): string {
  return text.replace(bracketCommand, hash).replace(lineCommand, "$1\\u003a");
}

/** The same for a part of a JSON text, which stays the same value. It has no line that begins with a colon. */
export function jsonWithoutCommands(json: string): string {
  // Such signs stand inside of strings only, and no backslash before them is open: JSON knows no escaped #.
  return json.replace(bracketCommand, hash);
}
