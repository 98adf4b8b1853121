const first = 1_000
const longest = 300_000

/**
 * How long to wait after so many failures, ms: doubling, with full jitter, so that many desks do not come back at once.
 * @param random between 0 and 1
 */
export function backOff(failures: number, random: () => number): number {
  return Math.round(first / 2 + random() * Math.min(first * 2 ** failures, longest))
}
