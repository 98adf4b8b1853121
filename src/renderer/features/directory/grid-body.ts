import type { Column } from './columns'
import type { Facts } from './cells'
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
  /** Only the rows in view are drawn: those beyond have time until a further painting, and stay as they are. */
  readonly inView: boolean
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

/**
 * Draws the rows that are in view into the body of the grid, with as few elements as that takes. While the list moves, none
 * of them is moved among the others, nor taken out: the browser would lay out all of it anew (bench/scroll).
 */
export class GridBody {
  private views = new Map<number, RowView>()
  private readonly spare: RowView[] = []

  constructor(
    private readonly body: HTMLElement,
    private readonly rowHeight: number,
  ) {}

  paint(painting: Painting): Range {
    const { rows, total, viewport, active, inView } = painting
    this.grow(total)
    const range = rangeOf(viewport, this.rowHeight, total, beyond)
    const seen = rangeOf(viewport, this.rowHeight, total, 0)
    const isSeen = (index: number): boolean => index >= seen.from && index < seen.to
    const wanted = new Set<number>()
    for (let index = range.from; index < range.to; index++)
      // What nobody sees need not be there before its values are.
      if (isSeen(index) || (inView ? this.views.has(index) : rows.at(index))) wanted.add(index)
    // The active row stays in the page, or scrolling away from it would throw focus out of the grid.
    if (active.row >= 0 && active.row < total) wanted.add(active.row)
    this.arrange(wanted)
    for (const index of wanted) if (!inView || isSeen(index)) this.draw(index, painting)
    return range
  }

  /** Once the list rests: its rows are put into the order in which they are read, and those it has no use for taken out. */
  settle(): void {
    const rows = [...this.views].sort(([a], [b]) => a - b)
    inOrder(
      this.body,
      rows.map(([, view]) => view),
    )
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

  /** Gives every wanted index a view, those that are no longer wanted first. */
  private arrange(wanted: ReadonlySet<number>): void {
    const before = this.views
    this.views = new Map()
    for (const [index, view] of before) if (!wanted.has(index)) this.spare.push(view)
    for (const index of wanted) this.views.set(index, before.get(index) ?? this.another())
    for (const view of this.spare) view.rest()
  }

  private another(): RowView {
    const view = this.spare.pop() ?? new RowView(this.rowHeight)
    if (!view.element.parentElement) this.body.append(view.element)
    return view
  }

  private draw(index: number, { rows, columns, facts, active, opened, selected }: Painting): void {
    const row = rows.at(index)
    this.views.get(index)?.show({
      index,
      columns,
      row,
      facts,
      opened: row !== undefined && row.id === opened,
      selected: row !== undefined && selected.has(row.id),
      active: active.row === index ? active.column : -1,
    })
  }
}
