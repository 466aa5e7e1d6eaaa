/** Bytes of the heap at a time, in seconds. */
export interface Sample {
  readonly at: number;
  readonly bytes: number;
}

/** Bytes per second by which samples grow: the slope of the straight line that is nearest to them. */
export function growthOf(samples: readonly Sample[]): number {
  const count = samples.length;
  const meanAt = samples.reduce((sum, { at }) => sum + at, 0) / count;
  const meanBytes = samples.reduce((sum, { bytes }) => sum + bytes, 0) / count;
  const both = samples.reduce((sum, { at, bytes }) => sum + (at - meanAt) * (bytes - meanBytes), 0);
  const squares = samples.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0);
  return count < 2 ? 0 : both / squares;
}

/** The time in whole milliseconds that such a share of all does not exceed. */
export function share(times: readonly number[], part: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
}
