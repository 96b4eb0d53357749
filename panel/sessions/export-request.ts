/** What is to be exported, and how. */
export interface ExportRequest {
  readonly format: "capture" | "har" | "report";
  /** `filtered`: only what the filter and the range let through, with the connections that it belongs to. */
  readonly scope: "all" | "filtered";
  /** Secrets replaced by marks. */
  readonly redacted: boolean;
}

export const exportFormats = ["capture", "har", "report"] as const;

/** A file's name that says when it was made, and whether it holds secrets. */
export function exportName({ format, scope, redacted }: ExportRequest, now: number): string {
  const time = new Date(now).toISOString().slice(0, 19).replaceAll(":", "-");
  const ending = { capture: "jsonl", har: "har", report: "json" }[format];
  const kind = format === "report" ? "report" : "capture";
  const part = scope === "filtered" ? ".filtered" : "";
  return `privicore-${kind}-${time}${part}.${redacted ? "redacted" : "with-secrets"}.${ending}`;
}
