import type { FindRows } from '#shared/ipc/contract'
import type { GridLayout } from '#shared/ipc/layout'
import { columnUserFields, type FieldType } from '#shared/records/index'

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

/** What is shown until a person arranges it. */
const initial: readonly Shape[] = [
  { id: 'FullName', least: 176, grows: 5, givesWay: 0 },
  { id: 'Email', least: 168, grows: 6, givesWay: 0 },
  { id: 'IsAdmin', least: 96, grows: 0, givesWay: 2 },
  { id: 'Active', least: 80, grows: 0, givesWay: 3 },
  { id: 'TwoFactorEnabled', least: 64, grows: 0, givesWay: 1 },
  { id: 'LastAccess', least: 112, grows: 0, givesWay: 4 },
  { id: 'state', least: 128, grows: 3, givesWay: 0 },
]

/** The least widths of the other columns, px, by the type of their field. */
const leastByType: Partial<Record<FieldType, number>> = { boolean: 80, 'date-time': 112, choice: 128 }
const leastOfText = 144

const shapes: ReadonlyMap<string, Shape> = new Map([
  ...columnUserFields.map(({ name, type }): [string, Shape] => {
    const grows = type in leastByType ? 0 : 3
    return [name, { id: name, least: leastByType[type] ?? leastOfText, grows, givesWay: 0 }]
  }),
  ...initial.map((shape): [string, Shape] => [shape.id, shape]),
])

export const initialColumns: readonly ColumnId[] = initial.map(({ id }) => id)

/** Every column there can be: those that are shown at first, then the rest in the table's order. */
export const allColumns: readonly ColumnId[] = [
  ...new Set([...initialColumns, ...[...shapes.values()].map(({ id }) => id)]),
]

export const isColumn = (id: string): id is ColumnId => shapes.has(id)

/** The column that tells who a row is about: it can be moved and not be hidden. */
export const nameColumn = 'FullName' satisfies ColumnId

/** The fields whose values rows have to carry: of the columns, and what a name is drawn from. */
export function fieldsFor(columns: readonly ColumnId[]): readonly ColumnField[] {
  const fields = columns.filter((id) => id !== 'state')
  return [...new Set<ColumnField>([...fields, 'Email', 'AvatarFileName'])]
}

interface Sized extends Shape {
  /** Set by a person, px. */
  readonly width: number | null
}

const leastOf = (columns: readonly Sized[]): number =>
  columns.reduce((sum, { least, width }) => sum + (width ?? least), 0)

/**
 * The columns and their places in so many px. As a person arranged them they may need more room than there is; else
 * some give way, and never name, email and state.
 */
export function columnsFor(room: number, layout: GridLayout['columns'] = null): readonly Column[] {
  if (layout) return placed(arranged(layout), room)
  let columns: readonly Sized[] = initial.map((shape) => ({ ...shape, width: null }))
  for (let step = 1; step <= 4 && room > 0 && leastOf(columns) > room; step += 1)
    columns = columns.filter(({ givesWay }) => givesWay !== step)
  return placed(columns, room)
}

function arranged(layout: NonNullable<GridLayout['columns']>): readonly Sized[] {
  return layout.flatMap(({ id, width }) => {
    const shape = shapes.get(id)
    return shape ? [{ ...shape, width }] : []
  })
}

function placed(columns: readonly Sized[], room: number): readonly Column[] {
  const left = Math.max(0, room - leastOf(columns))
  const parts = columns.reduce((sum, { grows, width }) => sum + (width === null ? grows : 0), 0)
  let x = 0
  return columns.map(({ id, least, grows, width }) => {
    const column = { id, x, width: width ?? Math.floor(least + (parts > 0 ? (left * grows) / parts : 0)) }
    x += column.width
    return column
  })
}
