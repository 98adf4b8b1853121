/** One figure that a run found out. */
export interface Metric {
  /** The group's name, a dot and more: `search.work`. */
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 'requests' | 'bytes' | 'MB' | '%'
  /** The most that is allowed, or null where nothing is promised. */
  readonly limit: number | null
  /** Less than the limit is as wrong as more. */
  readonly exact?: boolean
  /** More about the same samples; printed after the rest. */
  readonly extra?: Readonly<Record<string, number | string | null>>
}

/** Metrics that are found out together. */
export interface Group {
  readonly name: string
  /** @param report takes each metric as soon as it is known */
  readonly run: (report: (metric: Metric) => void) => Promise<void>
}

/** A metric as one line of JSON. */
export function lineOf({ name, value, unit, limit, extra }: Metric): string {
  return JSON.stringify({ name, value, unit, limit, ...extra })
}

/** @returns what is wrong with a value, in words, or null */
export function miss({ name, value, unit, limit, exact }: Metric): string | null {
  if (limit === null || value === limit || (value < limit && !exact)) return null
  return `${name} is ${value} ${unit}; ${exact ? 'it has to be' : 'the limit is'} ${limit} ${unit}`
}

/**
 * Whether a metric or a group is meant by `--only`: by its whole name, or by the beginning of it up to a dot.
 * @param only null means everything
 */
export function isWanted(name: string, only: string | null): boolean {
  return only === null || name === only || name.startsWith(`${only}.`)
}

/** Says something to the person at the terminal; stdout is for metrics alone. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`)
}
