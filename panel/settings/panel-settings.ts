import * as z from "zod/mini";
import { recordOf } from "../../src/contract/record-of.ts";
import { readyFilters, type SavedFilter } from "../filter/saved-filters.ts";

const filterSchema = z.object({
  name: z.string(),
  query: z.string(),
  enabled: z.boolean(),
  ready: z.boolean(),
});
const columnSchema = z.object({ width: z.optional(z.number()), hidden: z.optional(z.boolean()) });
const sortSchema = z.object({ column: z.string(), descending: z.boolean() });

/** What may be set, at the least and at the most. */
export const settingsBounds = {
  responseTimeout: { least: 100, most: 600_000 },
  commandTimeout: { least: 100, most: 3_600_000 },
  mostEvents: { least: 1000, most: 10_000_000 },
} as const;

const settingsSchema = z.object({
  preserveLog: z.boolean(),
  /** `clock`: time of day; `relative`: since the session's first event. */
  timeFormat: z.literal(["clock", "relative"]),
  /** The detail pane's share of the panel, beside and below the table. */
  detailBeside: z.number(),
  detailBelow: z.number(),
  /** Time-outs by which sessions are judged, in milliseconds. */
  responseTimeout: z.number().check(z.minimum(settingsBounds.responseTimeout.least)),
  commandTimeout: z.number().check(z.minimum(settingsBounds.commandTimeout.least)),
  /** Recording stops at this many events. */
  mostEvents: z.number().check(z.minimum(settingsBounds.mostEvents.least)),
  /** Whether the overview draws all connections as one lane. */
  overviewCollapsed: z.boolean(),
  /** By view, then by column. */
  columns: recordOf(recordOf(columnSchema)),
  sorts: recordOf(z.nullable(sortSchema)),
  filters: z.array(filterSchema),
  /** Queries, the latest first. */
  history: z.array(z.string()),
});

/** What the panel remembers between visits. */
export type PanelSettings = Readonly<z.infer<typeof settingsSchema>>;

export const defaultSettings: PanelSettings = {
  preserveLog: false,
  timeFormat: "clock",
  detailBeside: 0.45,
  detailBelow: 0.5,
  responseTimeout: 10_000,
  commandTimeout: 30_000,
  mostEvents: 2_000_000,
  overviewCollapsed: false,
  columns: {},
  sorts: {},
  filters: [...readyFilters],
  history: [],
};

/** Reads what was stored; what does not fit falls back to its default, setting by setting. */
export function readSettings(stored: unknown): PanelSettings {
  const given = typeof stored === "object" && stored !== null ? stored : {};
  const fitting = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const read = z.safeParse<z.core.$ZodType>(schema, Reflect.get(given, name));
    return read.success ? [[name, read.data]] : [];
  });
  const settings = settingsSchema.parse({ ...defaultSettings, ...Object.fromEntries(fitting) });
  return { ...settings, filters: withReadyFilters(settings.filters) };
}

/** Ready filters follow the product: stored ones only say whether they are on. */
function withReadyFilters(stored: readonly SavedFilter[]): SavedFilter[] {
  const ready = readyFilters.map((filter) => ({
    ...filter,
    enabled: stored.some((other) => other.ready && other.query === filter.query && other.enabled),
  }));
  return [...ready, ...stored.filter((filter) => !filter.ready)];
}

/** Where settings are kept. */
export interface SettingsStorage {
  load(): Promise<unknown>;
  save(settings: PanelSettings): Promise<void>;
}
