import { columnUserFields } from '#shared/records/index'
import type { FindRows } from '#shared/ipc/contract'

export type ColumnField = FindRows['sort']['field']
/** A field of the table that is a column, or the state of the person's draft. */
export type ColumnId = ColumnField | 'state'

export interface Column {
  readonly id: ColumnId
  /** Where it begins and how wide it is, px. */
  readonly x: number
  readonly width: number
}

interface Shape {
  readonly id: ColumnId
  /** Least width, px. */
  readonly least: number
  /** Its part of the room that is left; 0 keeps the least. */
  readonly grows: number
  /** The order in which columns give way when the window is narrow; 0 never does. */
  readonly givesWay: number
}

const shapes: readonly Shape[] = [
  { id: 'FullName', least: 176, grows: 5, givesWay: 0 },
  { id: 'Email', least: 168, grows: 6, givesWay: 0 },
  { id: 'IsAdmin', least: 96, grows: 0, givesWay: 2 },
  { id: 'Active', least: 80, grows: 0, givesWay: 3 },
  { id: 'TwoFactorEnabled', least: 64, grows: 0, givesWay: 1 },
  { id: 'LastAccess', least: 112, grows: 0, givesWay: 4 },
  { id: 'state', least: 128, grows: 3, givesWay: 0 },
]

const known = new Set<string>(columnUserFields.map((field) => field.name))

/** The fields whose values the grid asks for: of every column that can be shown. */
export const gridFields: readonly ColumnField[] = shapes.flatMap(({ id }) => (id === 'state' ? [] : [id]))

const leastOf = (columns: readonly Shape[]): number => columns.reduce((sum, { least }) => sum + least, 0)

/** The columns that fit into so many px, and their places. Name, email and state always stay. */
export function columnsFor(width: number): readonly Column[] {
  let columns = shapes.filter(({ id }) => id === 'state' || known.has(id))
  for (let step = 1; step <= 4 && width > 0 && leastOf(columns) > width; step += 1)
    columns = columns.filter(({ givesWay }) => givesWay !== step)
  return placed(columns, width)
}

function placed(columns: readonly Shape[], width: number): readonly Column[] {
  const room = Math.max(0, width - leastOf(columns))
  const parts = columns.reduce((sum, { grows }) => sum + grows, 0)
  let x = 0
  return columns.map(({ id, least, grows }) => {
    const column = { id, x, width: Math.floor(least + (room * grows) / parts) }
    x += column.width
    return column
  })
}
