import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { commandsIn } from "./commands-in-docs.ts";
import { pages } from "./docs-pages.ts";
import { documentedCommands } from "./documented-commands.ts";

const told = pages.flatMap((page) =>
  commandsIn(readFileSync(page, "utf8")).map((command) => ({ page, command })),
);

describe("a command in the docs", () => {
  it("is run by a test, or says why none can run it", () => {
    const unknown = told.filter(
      ({ command }) => !documentedCommands.some((known) => known.command.test(command)),
    );
    expect(unknown).toEqual([]);
  });

  it("is no longer listed once no page tells it", () => {
    const gone = documentedCommands.filter(
      (known) => !told.some(({ command }) => known.command.test(command)),
    );
    expect(gone).toEqual([]);
  });

  const run = documentedCommands.flatMap((known) =>
    "runBy" in known ? [[known.command.source, known.runBy, known.words] as const] : [],
  );
  it.each(run)("%s is run by %s", (_command, file, words) => {
    expect(existsSync(file), file).toBe(true);
    expect(readFileSync(file, "utf8")).toContain(words);
  });

  it("is found in blocks, workflows and running text", () => {
    const page = [
      "Run `npm run check` first, not `panel/main.tsx`.",
      "```",
      "npm ci && npm test   # all of it",
      "privicore-inspector analyze FILE [--json]",
      "                                 [--fail-on error]",
      "joined  at 10:00",
      "```",
      "```yaml",
      "      - run: npx playwright test",
      "```",
      "```ts",
      "npm is no command here",
      "```",
    ].join("\n");
    expect(commandsIn(page)).toEqual([
      "npm ci",
      "npm test",
      "privicore-inspector analyze FILE [--json] [--fail-on error]",
      "npx playwright test",
      "npm run check",
    ]);
  });
});
