import type { Page } from '#shared/api/envelopes'
import { badRequest, jsonText } from '../http/answers'
import { QueryError, readQuery, type ListQuery } from './query'
import type { Table } from './table'

/** Answers a list request over a table: the envelope of nexudus-api.md §2.4, or a 400. */
export class Lists {
  /** The last few orders of ids, so that turning pages does not sort again. */
  readonly #orders = new Map<string, readonly number[]>()

  answer(table: Table, parameters: URLSearchParams): Response {
    try {
      const query = readQuery(table, parameters)
      return jsonText(formatPage(table, query, this.#order(table, query, parameters)))
    } catch (error) {
      if (!(error instanceof QueryError)) throw error
      return badRequest([
        { PropertyName: error.property, Message: error.message, AttemptedValue: error.attempted },
      ])
    }
  }

  #order(table: Table, query: ListQuery, parameters: URLSearchParams): readonly number[] {
    const key = orderKey(table, parameters)
    const known = this.#orders.get(key)
    if (known) return known
    const ids = order(table, query)
    const [oldest] = this.#orders.keys()
    if (this.#orders.size >= 8 && oldest !== undefined) this.#orders.delete(oldest)
    this.#orders.set(key, ids)
    return ids
  }
}

function orderKey(table: Table, parameters: URLSearchParams): string {
  const asked = [...parameters].filter(([name]) => !/^(page|size)$/i.test(name))
  return JSON.stringify([table.entity, table.version, asked])
}

/** The ids that pass every filter, in the order asked for; equal ones by id. */
function order(table: Table, query: ListQuery): readonly number[] {
  const found = query.filters.reduce<readonly number[]>(
    (ids, { property, matches }) => ids.filter((id) => matches(table.value(id, property))),
    table.ids,
  )
  if (query.orderBy === 'Id') return query.direction === 0 ? found : found.toReversed()
  const sign = query.direction === 0 ? 1 : -1
  const keyed = found.map((id) => ({ id, key: sortKey(table.value(id, query.orderBy)) }))
  keyed.sort((a, b) => sign * compare(a.key, b.key) || a.id - b.id)
  return keyed.map(({ id }) => id)
}

type SortKey = string | number | null

function sortKey(value: unknown): SortKey {
  if (typeof value === 'string') return value.toLowerCase()
  return typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : null
}

/** Records without a value come first. */
function compare(a: SortKey, b: SortKey): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}

function formatPage(table: Table, query: ListQuery, ids: readonly number[]): string {
  const first = (query.page - 1) * query.size
  const shown = ids.slice(first, first + query.size)
  const totalPages = Math.ceil(ids.length / query.size)
  const envelope = {
    CurrentPage: query.page,
    CurrentPageSize: query.size,
    CurrentOrderField: query.orderBy,
    CurrentSortDirection: query.direction,
    FirstItem: shown.length > 0 ? first + 1 : 0,
    LastItem: shown.length > 0 ? first + shown.length : 0,
    TotalItems: ids.length,
    TotalPages: totalPages,
    HasNextPage: query.page < totalPages,
    HasPreviousPage: query.page > 1,
  } satisfies Omit<Page, 'Records'>
  const records = shown.map((id) => table.row(id)).join(',')
  return `{"Records":[${records}],${JSON.stringify(envelope).slice(1)}`
}
