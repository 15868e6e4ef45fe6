/** A straight line through measurements, by least squares. */
export interface Trend {
  readonly mean: number
  /** By how much the value grows in one unit of time, and how sure that is (its standard error). */
  readonly slope: number
  readonly error: number
}

export interface Point {
  readonly at: number
  readonly value: number
}

/** Throws when there are too few points for a line with an error. */
export function trendOf(points: readonly Point[]): Trend {
  const n = points.length
  if (n < 3) throw new Error(`a line needs three measurements, and there are ${n}`)
  const [meanAt, mean] = [average(points.map(({ at }) => at)), average(points.map(({ value }) => value))]
  const spread = sum(points.map(({ at }) => (at - meanAt) ** 2))
  const slope = sum(points.map(({ at, value }) => (at - meanAt) * (value - mean))) / spread
  const rest = sum(points.map(({ at, value }) => (value - mean - slope * (at - meanAt)) ** 2))
  return { mean, slope, error: Math.sqrt(rest / (n - 2) / spread) }
}

/** Flat: growth above `limit` in one unit of time is not what the measurements show, even with their error. */
export function isFlat({ slope, error }: Trend, limit: number): boolean {
  return slope - 2 * error <= limit
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function average(values: readonly number[]): number {
  return sum(values) / values.length
}
