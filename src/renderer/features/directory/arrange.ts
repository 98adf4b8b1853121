import { leastWidth, mostWidth, type GridLayout } from '#shared/ipc/layout'
import { allColumns, initialColumns, isColumn, nameColumn, type ColumnId } from './columns'

/** Columns as a person arranged them. All functions here return new ones. */
export type Arranged = NonNullable<GridLayout['columns']>

/** What is shown now, as a beginning of a person's own arrangement. What this Usher does not know is left out. */
export function arrangedFrom({ columns }: GridLayout): Arranged {
  const known = columns?.filter(({ id }) => isColumn(id))
  const shown = known ?? initialColumns.map((id) => ({ id, width: null }))
  return shown.some(({ id }) => id === nameColumn) ? shown : [{ id: nameColumn, width: null }, ...shown]
}

/** Shows or hides a column. A shown one comes last; the name stays. */
export function withShown(columns: Arranged, id: ColumnId, shown: boolean): Arranged {
  const others = columns.filter((column) => column.id !== id)
  if (!shown) return id === nameColumn ? columns : others
  return others.length < columns.length ? columns : [...columns, { id, width: null }]
}

/** Moves a column by so many places, as far as there are any. */
export function withMoved(columns: Arranged, id: ColumnId, by: number): Arranged {
  const from = columns.findIndex((column) => column.id === id)
  const moving = columns[from]
  if (!moving) return columns
  const others = columns.filter((column) => column !== moving)
  const to = Math.max(0, Math.min(from + by, others.length))
  return [...others.slice(0, to), moving, ...others.slice(to)]
}

/** Sets a column's width, px, within what is sensible; null lets it be found by itself. */
export function withWidth(columns: Arranged, id: ColumnId, width: number | null): Arranged {
  const set = width === null ? null : Math.round(Math.max(leastWidth, Math.min(width, mostWidth)))
  return columns.map((column) => (column.id === id ? { ...column, width: set } : column))
}

/** Those that are not shown, in the order in which they are offered. */
export function hiddenColumns(columns: Arranged): readonly ColumnId[] {
  const shown = new Set<string>(columns.map(({ id }) => id))
  return allColumns.filter((id) => !shown.has(id))
}
