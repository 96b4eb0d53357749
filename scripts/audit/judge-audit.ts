import * as z from "zod/mini";

/** Of `npm audit --json`, what we read. */
const auditReport = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({ name: z.string(), severity: z.string(), range: z.optional(z.string()) }),
  ),
});

/**
 * What an answer of `npm audit --json` means for us: a weakness in a package that ships fails, one in a tool is told, and an
 * answer that is none (no network, a registry without advisories) is called unknown.
 */
export function judgeAudit(
  answer: string,
  shipped: readonly string[],
): { readonly text: string; readonly failed: boolean } {
  const report = auditReport.safeParse(parsed(answer));
  if (!report.success)
    return { text: "Not checked: the registry gave no list of weaknesses.", failed: false };
  const found = Object.values(report.data.vulnerabilities);
  const inShipped = found.filter(({ name }) => shipped.includes(name));
  const lines = found.map(({ name, severity, range }) => {
    const where = shipped.includes(name) ? "ships" : "tool";
    return `${severity} (${where}): ${name} ${range ?? ""}`.trimEnd();
  });
  return {
    text: [
      ...lines,
      `${inShipped.length} known weaknesses in what ships, ${found.length - inShipped.length} in tools.`,
    ].join("\n"),
    failed: inShipped.length > 0,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
