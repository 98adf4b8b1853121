import type { Row } from '../generate/network'

/** How a property is compared and filtered. */
export type PropertyKind = 'text' | 'number' | 'boolean' | 'date'

/** What a list is made from: rows by id, and what a filter may ask of them. */
export interface Table {
  /** The prefix of its filters, such as `User`. */
  readonly entity: string
  /** Ids in ascending order. */
  readonly ids: readonly number[]
  /** Moves when rows change. */
  readonly version: number
  /** Properties by which rows can be filtered and ordered. */
  readonly properties: ReadonlyMap<string, PropertyKind>
  value(id: number, property: string): unknown
  /** The row as JSON text. */
  row(id: number): string
}

/** A table over plain rows; `hidden` properties are read by id only and are in no row. */
export function tableOf(entity: string, rows: readonly Row[], hidden: readonly string[] = []): Table {
  const byId = new Map(rows.map((row) => [row.Id, row]))
  const visible = (row: Row): Record<string, unknown> =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !hidden.includes(name)))
  return {
    entity,
    ids: [...byId.keys()].sort((a, b) => a - b),
    version: rows.length,
    properties: new Map(rows.flatMap((row) => Object.entries(visible(row)).flatMap(kindOf))),
    value: (id, property) => byId.get(id)?.[property],
    row: (id) => JSON.stringify(visible(byId.get(id) ?? { Id: id })),
  }
}

function kindOf([name, value]: [string, unknown]): [string, PropertyKind][] {
  if (typeof value === 'number') return [[name, 'number']]
  if (typeof value === 'boolean') return [[name, 'boolean']]
  if (typeof value !== 'string') return []
  return [[name, /On$|LastAgentVisit/.test(name) ? 'date' : 'text']]
}
