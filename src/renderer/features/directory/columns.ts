import { columnUserFields } from '#shared/records/index'
import type { FindRows } from '#shared/ipc/contract'

export type ColumnField = FindRows['sort']['field']
/** A field of the table that is a column, or the state of the person's draft. */
export type ColumnId = ColumnField | 'state'

export interface Column {
  readonly id: ColumnId
  /** A track of the CSS grid. */
  readonly track: string
  /** Least width in px, for deciding which columns fit. */
  readonly least: number
}

/** The columns shown, in their order, and in the order in which they give way when the window is narrow. */
const shown: readonly (Column & { readonly givesWay: number })[] = [
  { id: 'FullName', track: 'minmax(176px, 5fr)', least: 176, givesWay: 0 },
  { id: 'Email', track: 'minmax(168px, 6fr)', least: 168, givesWay: 0 },
  { id: 'IsAdmin', track: '96px', least: 96, givesWay: 2 },
  { id: 'Active', track: '80px', least: 80, givesWay: 3 },
  { id: 'TwoFactorEnabled', track: '64px', least: 64, givesWay: 1 },
  { id: 'LastAccess', track: '112px', least: 112, givesWay: 4 },
  { id: 'state', track: 'minmax(128px, 3fr)', least: 128, givesWay: 0 },
]

const known = new Set<string>(columnUserFields.map((field) => field.name))

/** The columns that fit into so many px. Name, email and state always stay. */
export function columnsFor(width: number): readonly Column[] {
  let columns = shown.filter(({ id }) => id === 'state' || known.has(id))
  const least = (): number => columns.reduce((sum, column) => sum + column.least, 0)
  for (let step = 1; step <= 4 && width > 0 && least() > width; step += 1)
    columns = columns.filter(({ givesWay }) => givesWay !== step)
  return columns
}
