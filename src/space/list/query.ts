import type { PropertyKind, Table } from './table'

/** A list request once understood. */
export interface ListQuery {
  readonly page: number
  readonly size: number
  readonly orderBy: string
  /** 0 ascending, 1 descending (nexudus-api.md §2.3). */
  readonly direction: 0 | 1
  readonly filters: readonly Filter[]
}

export interface Filter {
  readonly property: string
  readonly matches: (value: unknown) => boolean
}

/** Why a list request is refused, in the shape of a 400's error. */
export class QueryError extends Error {
  override readonly name = 'QueryError'
  constructor(
    readonly property: string,
    readonly attempted: string,
    message: string,
  ) {
    super(message)
  }
}

/** Rows per page: documented default, and the cap of the old documentation, applied silently (nexudus-api.md §2.3). */
const defaultSize = 25
const largestSize = 1_000

/**
 * Reads the parameters of a list (nexudus-api.md §2.3). Names are not case-sensitive. A filter on a property that is not
 * documented is refused: what the real service does is unknown, and ignoring it would hide mistakes.
 * @throws QueryError
 */
export function readQuery(table: Table, parameters: URLSearchParams): ListQuery {
  let query: ListQuery = { page: 1, size: defaultSize, orderBy: 'Id', direction: 0, filters: [] }
  const prefix = `${table.entity}_`.toLowerCase()
  for (const [key, text] of parameters) {
    const name = key.toLowerCase()
    const [, range, rest = ''] = /^(?:(from|to)_)?(.*)$/.exec(name) ?? []
    if (name === 'page') query = { ...query, page: readWhole(key, text, 1) }
    else if (name === 'size') query = { ...query, size: Math.min(readWhole(key, text, 1), largestSize) }
    else if (name === 'orderby') query = { ...query, orderBy: readProperty(table, key, text) }
    else if (name === 'dir') query = { ...query, direction: readDirection(key, text) }
    else if (name === 'id' || name === 'uniqueid' || rest.startsWith(prefix)) {
      const property = readProperty(table, key, rest.startsWith(prefix) ? rest.slice(prefix.length) : name)
      const kind = table.properties.get(property) ?? 'text'
      const filter = range
        ? rangeFilter(property, kind, range === 'from', key, text)
        : plainFilter(property, kind, key, text)
      query = { ...query, filters: [...query.filters, filter] }
    }
  }
  return query
}

/** Finds a property whatever its case; references may drop `Id`, commands `File` (nexudus-api.md §2.3). */
function readProperty(table: Table, key: string, text: string): string {
  const wanted = text.toLowerCase()
  const spellings = [wanted, `${wanted}id`, `${wanted}file`]
  for (const spelling of spellings) {
    const found = [...table.properties.keys()].find((property) => property.toLowerCase() === spelling)
    if (found !== undefined) return found
  }
  throw new QueryError(key, text, 'is not a property of this list')
}

function plainFilter(property: string, kind: PropertyKind, key: string, text: string): Filter {
  switch (kind) {
    case 'boolean': {
      const wanted = /^(true|1)$/i.test(text) ? true : /^(false|0)$/i.test(text) ? false : undefined
      if (wanted === undefined) throw new QueryError(key, text, 'must be true or false')
      return { property, matches: (value) => (value ?? false) === wanted }
    }
    case 'number': {
      const wanted = new Set(readNumbers(key, text))
      return { property, matches: (value) => typeof value === 'number' && wanted.has(value) }
    }
    case 'date': {
      const wanted = readMoment(key, text)
      return { property, matches: (value) => typeof value === 'string' && momentOf(value) === wanted }
    }
    case 'text': {
      // Whether the real filter means contains, starts or equals is unknown: this one finds the most.
      const wanted = text.toLowerCase()
      return {
        property,
        matches: (value) => typeof value === 'string' && value.toLowerCase().includes(wanted),
      }
    }
  }
}

/** An inclusive end of a range; records without a value are in no range. */
function rangeFilter(
  property: string,
  kind: PropertyKind,
  isFrom: boolean,
  key: string,
  text: string,
): Filter {
  if (kind !== 'date' && kind !== 'number') throw new QueryError(key, text, 'has no range')
  const limit = kind === 'date' ? readMoment(key, text) : readNumber(key, text)
  return {
    property,
    matches: (value) => {
      const at = typeof value === 'string' ? momentOf(value) : value
      return typeof at === 'number' && (isFrom ? at >= limit : at <= limit)
    },
  }
}

/** Dates of filters: `YYYY-MM-DDTHH:mm`, and with seconds and a zone as clients send them (§11.3). No zone means UTC. */
function readMoment(key: string, text: string): number {
  const at = /^\d{4}-\d\d-\d\d(T\d\d:\d\d)?/.test(text) ? momentOf(text) : Number.NaN
  if (Number.isNaN(at)) throw new QueryError(key, text, 'must be a date such as 2026-01-31T09:30')
  return at
}

function momentOf(text: string): number {
  return Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`)
}

function readNumbers(key: string, text: string): number[] {
  const list = /^\[(.*)\]$/.exec(text)?.[1] ?? text
  return list.split(',').map((part) => readNumber(key, part.trim()))
}

function readNumber(key: string, text: string): number {
  if (!/^-?\d+$/.test(text)) throw new QueryError(key, text, 'must be a whole number')
  return Number(text)
}

function readWhole(key: string, text: string, least: number): number {
  const number = readNumber(key, text)
  if (number < least) throw new QueryError(key, text, `must be at least ${least}`)
  return number
}

function readDirection(key: string, text: string): 0 | 1 {
  if (text !== '0' && text !== '1') throw new QueryError(key, text, 'must be 0 or 1')
  return text === '1' ? 1 : 0
}
