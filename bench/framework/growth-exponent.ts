/** One measured point: `cost` at `size`, both above zero. */
export interface GrowthPoint {
  readonly size: number;
  readonly cost: number;
}

/**
 * The exponent k of the best fit of cost = c · size^k (least squares over the logarithms): 1 is linear, 2 quadratic, 0 does
 * not grow. Throws a RangeError for fewer than two sizes.
 */
export function growthExponent(points: readonly GrowthPoint[]): number {
  const logs = points.map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }));
  const meanX = mean(logs.map(({ x }) => x));
  const meanY = mean(logs.map(({ y }) => y));
  const spreadX = logs.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  if (!(spreadX > 0)) throw new RangeError("Expected points of at least two sizes, got fewer");
  return logs.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spreadX;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
