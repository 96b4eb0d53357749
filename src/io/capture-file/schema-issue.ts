import type * as z from "zod/mini";
import { shownPath, shownValueAt } from "../shown-value.ts";

/** The first thing that a schema found wrong, as one sentence with path, expectation and what stood there. */
export function firstIssue(error: z.core.$ZodError, value: unknown): string {
  const issue = error.issues[0];
  if (issue === undefined) return "expected another shape";
  const path = shownPath(issue.path);
  const got = shownValueAt(valueAt(value, issue.path), issue.path);
  return `${path === "" ? "" : `${path}: `}${expectation(issue)}, got ${got}`;
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${issue.expected}`;
    case "invalid_value":
      return `expected ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`;
    case "too_small":
      return `expected at least ${issue.minimum}`;
    default:
      return issue.message;
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = Object.entries(at).find(([name]) => name === String(key))?.[1];
  }
  return at;
}
