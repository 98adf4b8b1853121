import type { Values } from '#shared/records/merge'
import { rowUserFields } from '#shared/records/user-fields'

/**
 * A row as it is kept: switches that are no columns stand there only when they are on, because a hundred thousand rows
 * are read at every start.
 */
export function packRow(values: Values): string {
  const kept = rowUserFields.filter(({ name, column }) => column || values[name] === true)
  return JSON.stringify(Object.fromEntries(kept.map(({ name }) => [name, values[name] ?? null])))
}

export function unpackRow(text: string): Values {
  return JSON.parse(text) as Values
}

/** A full record cut to what a row keeps. */
export function rowOf(record: Values): Values {
  return Object.fromEntries(rowUserFields.map(({ name }) => [name, record[name] ?? null]))
}
