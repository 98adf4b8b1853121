/** What is said of a list of samples. */
export interface Summary {
  readonly n: number
  readonly p50: number
  readonly p95: number
  readonly max: number
}

/**
 * The smallest sample that at least the given share of all samples does not exceed (nearest rank): always a value that
 * was really measured, never one between two.
 * @param share above 0, up to 1
 * @throws RangeError without samples, or for a share outside of its range
 */
export function quantile(samples: readonly number[], share: number): number {
  if (!(share > 0 && share <= 1)) throw new RangeError(`a share of ${share}`)
  const sorted = [...samples].sort((a, b) => a - b)
  const sample = sorted[Math.ceil(share * sorted.length) - 1]
  if (sample === undefined) throw new RangeError('no samples')
  return sample
}

/** The middle of the samples; of an even number, the mean of the two in the middle. @throws RangeError */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const low = sorted[Math.ceil(middle) - 1]
  const high = sorted[Math.floor(middle)]
  if (low === undefined || high === undefined) throw new RangeError('no samples')
  return (low + high) / 2
}

/** @throws RangeError without samples */
export function mean(samples: readonly number[]): number {
  if (samples.length === 0) throw new RangeError('no samples')
  return samples.reduce((sum, sample) => sum + sample, 0) / samples.length
}

/** The usual figures of a list of samples, rounded. @throws RangeError without samples */
export function summary(samples: readonly number[]): Summary {
  return {
    n: samples.length,
    p50: round(median(samples)),
    p95: round(quantile(samples, 0.95)),
    max: round(quantile(samples, 1)),
  }
}

/** How many times the second value the first is, rounded; null where that has no meaning. */
export function ratio(value: number, peer: number): number | null {
  return peer > 0 ? round(value / peer) : null
}

/** To two decimals: no clock here is finer than that. */
export function round(value: number): number {
  return Math.round(value * 100) / 100
}

/**
 * The nth of a sequence of pauses between two bounds, in ms. Multiples of the golden ratio spread evenly however many
 * are taken, so that keys fall into all phases of a display's frames alike, and every run has the same pauses.
 */
export function pause(nth: number, least: number, most: number): number {
  const golden = (Math.sqrt(5) - 1) / 2
  return least + ((nth * golden) % 1) * (most - least)
}
