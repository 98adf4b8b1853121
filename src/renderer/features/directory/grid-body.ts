import type { Column } from './columns'
import { cellsOf, type Facts } from './cells'
import { inOrder } from './elements'
import type { AddressOf } from './portrait'
import { RowView } from './row-view'
import type { Picked } from './selection'
import type { Rows } from './useRows'

/** Rows above and below those in view that are drawn too, so that a turn of the wheel finds them there. */
export const beyond = 4

/** The part of the grid that is looked at, px. */
export interface Viewport {
  readonly top: number
  readonly height: number
}

export interface Painting {
  readonly rows: Rows
  readonly total: number
  readonly columns: readonly Column[]
  readonly facts: Facts
  readonly viewport: Viewport
  /** Rows that are drawn above and below it. */
  readonly beyond: number
  /** The cell of the Tab stop. */
  readonly active: { readonly row: number; readonly column: number }
  /** The person whose editor is open. */
  readonly opened: number | null
  readonly selected: Picked
}

/** From one index up to, not with, another. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** The rows in view and so many beyond: all of one height, so that where each stands needs no measuring. */
export function rangeOf({ top, height }: Viewport, rowHeight: number, total: number, beyond: number): Range {
  const from = Math.max(0, Math.floor(top / rowHeight) - beyond)
  const to = Math.min(total, Math.ceil((top + height) / rowHeight) + beyond)
  return { from: Math.min(from, to), to }
}

/** Draws the rows that are in view into the body of the grid, with as few elements as that takes. */
export class GridBody {
  private views = new Map<number, RowView>()
  private spare: RowView[] = []

  constructor(
    private readonly body: HTMLElement,
    private readonly rowHeight: number,
  ) {}

  paint(painting: Painting): Range {
    const { total, viewport, active, beyond } = painting
    this.grow(total)
    const range = rangeOf(viewport, this.rowHeight, total, beyond)
    const wanted: number[] = []
    for (let index = range.from; index < range.to; index++) wanted.push(index)
    // The active row stays in the page, or scrolling away from it would throw focus out of the grid.
    if (active.row >= 0 && active.row < total) {
      if (active.row < range.from) wanted.unshift(active.row)
      else if (active.row >= range.to) wanted.push(active.row)
    }
    this.arrange(wanted)
    for (const index of wanted) this.draw(index, painting)
    return range
  }

  /** Shows people's pictures in the rows that are drawn, where there are any. */
  showPictures(addressOf: AddressOf): void {
    for (const view of this.views.values()) view.showPicture(addressOf)
  }

  /** Makes the body as high as its list is. */
  grow(total: number): void {
    const height = `${total * this.rowHeight}px`
    if (this.body.style.height !== height) this.body.style.height = height
  }

  /** Gives every wanted index a view, those that are no longer wanted first, in the order in which they are read. */
  private arrange(wanted: readonly number[]): void {
    const before = this.views
    const kept = new Set(wanted)
    this.views = new Map()
    for (const [index, view] of before) if (!kept.has(index)) this.spare.push(view)
    for (const index of wanted)
      this.views.set(index, before.get(index) ?? this.spare.pop() ?? new RowView(this.rowHeight))
    inOrder(this.body, [...this.views.values()])
  }

  private draw(index: number, { rows, columns, facts, active, opened, selected }: Painting): void {
    const row = rows.at(index)
    this.views.get(index)?.show({
      index,
      columns,
      cells: row ? cellsOf(row, columns, facts) : null,
      changed: (row?.pending.length ?? 0) > 0,
      opened: row !== undefined && row.id === opened,
      selected: row !== undefined && selected.has(row.id),
      active: active.row === index ? active.column : -1,
    })
  }
}
