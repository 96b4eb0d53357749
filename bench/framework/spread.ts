/** Where repeated measurements of one figure lie. The median is what is judged; the rest says how far to trust it. */
export interface Spread {
  readonly min: number;
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  readonly max: number;
  /** How many measurements there were. */
  readonly samples: number;
}

/** The spread of at least one sample. Throws a RangeError for none, or for one that is no number. */
export function spreadOf(samples: readonly number[]): Spread {
  if (samples.length === 0 || samples.some((sample) => !Number.isFinite(sample)))
    throw new RangeError(`Expected finite samples, got [${samples.join(", ")}]`);
  const sorted = [...samples].sort((one, other) => one - other);
  return {
    min: quantile(sorted, 0),
    p25: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    p75: quantile(sorted, 0.75),
    max: quantile(sorted, 1),
    samples: sorted.length,
  };
}

/** The value below which `part` (0 to 1) of the sorted samples lie, with linear interpolation between neighbours. */
export function quantile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** The median of unsorted samples. */
export function median(samples: readonly number[]): number {
  return spreadOf(samples).median;
}

/** The quotients of two series that were measured in turn, pair by pair, so that slow moments hit both sides. */
export function ratios(numerators: readonly number[], denominators: readonly number[]): number[] {
  return numerators.map((numerator, index) => numerator / (denominators[index] ?? Number.NaN));
}
