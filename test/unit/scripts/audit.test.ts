import { describe, expect, it } from "vitest";
import { judgeAudit } from "../../../scripts/audit/judge-audit.ts";

const shipped = ["preact", "zod"];
const answer = (...names: string[]) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      names.map((name) => [name, { name, severity: "high", range: "<2.0.0", via: [] }]),
    ),
  });

describe("npm audit's answer", () => {
  it("fails where it names a package that ships", () => {
    expect(judgeAudit(answer("zod", "vite"), shipped)).toEqual({
      text: "high (ships): zod <2.0.0\nhigh (tool): vite <2.0.0\n1 known weaknesses in what ships, 1 in tools.",
      failed: true,
    });
  });

  it("tells what is in tools, and fails nothing", () => {
    expect(judgeAudit(answer("vite"), shipped)).toMatchObject({ failed: false });
    expect(judgeAudit(answer(), shipped)).toEqual({
      text: "0 known weaknesses in what ships, 0 in tools.",
      failed: false,
    });
  });

  it.each(["", "offline", "null", '{"message":"405 Method Not Allowed","method":"POST"}'])(
    "is unknown where it is none: %j",
    (text) => {
      expect(judgeAudit(text, shipped)).toEqual({
        text: "Not checked: the registry gave no list of weaknesses.",
        failed: false,
      });
    },
  );
});
