import { columnLabel } from './column-label'
import type { Cell } from './cells'
import type { ColumnId } from './columns'

/** The room beside a cell's text, px: the paddings, and what is drawn in front of it. */
const beside: Readonly<Record<Cell['kind'], number>> = { name: 48, email: 18, flag: 32, text: 18, state: 44 }
/** Beside a heading: the paddings and the arrow. */
const besideHeading = 38

/**
 * The width in which a column's heading and these cells can be read in full, px.
 * @param measure the width of a text, px
 */
export function fitWidth(id: ColumnId, cells: readonly Cell[], measure: (text: string) => number): number {
  const widths = cells.map((cell) => (cell.kind === 'flag' ? 0 : measure(cell.text)) + beside[cell.kind])
  return Math.ceil(Math.max(measure(columnLabel(id)) + besideHeading, ...widths))
}
