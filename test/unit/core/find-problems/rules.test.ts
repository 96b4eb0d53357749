import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exampleOf, readExample, staleRuleDocs } from "../../../../scripts/rule-docs/rule-docs.ts";
import { rules } from "../../../../src/core/find-problems/index.ts";

/** What fires beside a rule in its example because it must: a connection that was joined cannot end in silence. */
const company: Readonly<Record<string, readonly string[]>> = {
  "reconnect-without-rejoin": ["connection-lost"],
};

describe("the rules", () => {
  it("have each its own ID", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it.each(rules)("include $id, with all that its page needs and a test of its own", (rule) => {
    expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    for (const text of [rule.title, rule.firesWhen, rule.why, rule.mend, rule.reference])
      expect(text).not.toBe("");
    expect(existsSync(`src/core/find-problems/${rule.id}.ts`)).toBe(true);
    expect(existsSync(`test/unit/core/find-problems/${rule.id}.test.ts`)).toBe(true);
  });

  it.each(rules)("have for $id an example in which it fires, and nothing else does", async (rule) => {
    const found = (await readExample(rule)).findings.map(({ rule: id }) => id);
    expect(found.sort(), exampleOf(rule)).toEqual([...(company[rule.id] ?? []), rule.id].sort());
  });

  it("have pages that say what the code says (npx tsx scripts/generate-rule-docs.ts)", async () => {
    expect(await staleRuleDocs()).toEqual([]);
  });
});
