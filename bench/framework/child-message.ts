import * as z from "zod/mini";

/** What a measurement is asked: plain values by name. */
export type MeasurementInput = Readonly<Record<string, string | number | boolean>>;

/** What a measurement brings home: samples by name, each series in the order in which it was taken. */
export const samplesSchema = z.record(z.string(), z.array(z.number()));
export type Samples = Readonly<Record<string, readonly number[]>>;
