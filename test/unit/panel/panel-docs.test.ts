import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseFilter } from "../../../panel/filter/parse-filter.ts";
import { readyFilters } from "../../../panel/filter/saved-filters.ts";
import { helpText } from "../../../panel/text/help-text.ts";
import { exampleQueries, stalePanelDocs } from "../../../scripts/panel-docs/panel-docs.ts";

/** The keys that files of the panel compare with, without those that only go with another (Ctrl). */
function keysIn(...paths: readonly string[]): readonly string[] {
  const source = paths.map((path) => readFileSync(path, "utf8")).join("\n");
  const found = [...source.matchAll(/(?:key === |case )"([^"]+)"/g)].flatMap(([, key]) => key ?? []);
  return [...new Set(found.map((key) => names[key] ?? key.toUpperCase()))];
}
/** As the help writes them. */
const names: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  PageUp: "PgUp",
  PageDown: "PgDn",
  Escape: "Esc",
  Home: "Home",
  End: "End",
  Enter: "Enter",
  "-": "−",
  "=": "+",
};
const group = (title: string) =>
  helpText.keys.find((each) => each.title === title)?.keys.flatMap(([keys]) => keys.split(/\s+/)) ?? [];

describe("the pages about the panel", () => {
  it("say what the code's own lists say: npx tsx scripts/generate-panel-docs.ts", async () => {
    expect(await stalePanelDocs()).toEqual([]);
  });

  it("give examples and ready filters that parse", () => {
    for (const query of [...exampleQueries.map(([each]) => each), ...readyFilters.map((each) => each.query)])
      expect({ query, errors: parseFilter(query).errors }).toEqual({ query, errors: [] });
  });
});

describe("the help", () => {
  it("names every key that works everywhere, or with the selected item", () => {
    const named = [...group("Everywhere"), ...group("With the selected item")];
    const keys = keysIn("panel/shell/keyboard-map.ts");
    expect(keys.length).toBeGreaterThan(8);
    expect(keys.filter((key) => !named.includes(key))).toEqual([]);
  });

  it.each([
    ["In a table", ["panel/grid/virtual-grid.tsx", "panel/grid/grid-keys.ts"], ["CONTEXTMENU", "F10"]],
    ["On the time axis", ["panel/overview/timeline-keys.ts"], []],
    ["In the payload's tree", ["panel/detail/move-in-tree.ts"], [" ", "Home", "End"]],
  ])("names every key of its part: %s", (title, paths, beside) => {
    const left: readonly string[] = beside;
    const named = group(title);
    const keys = keysIn(...paths).filter((key) => !left.includes(key));
    expect(keys.length).toBeGreaterThan(4);
    expect(keys.filter((key) => !named.includes(key))).toEqual([]);
  });
});
