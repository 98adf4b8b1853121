import { nextTick, reactive, type Ref } from 'vue'

/** Where the grid's one Tab stop is. Row -1 is the head. */
export interface Cell {
  row: number
  column: number
}

interface Size {
  readonly rows: () => number
  readonly columns: () => number
  /** Rows in a page of the view. */
  readonly page: () => number
}

interface Doing {
  readonly scrollTo: (row: number) => void
  readonly open: (row: number) => void
  readonly sort: (column: number) => void
  readonly search: () => void
}

/** The keys of a grid: one cell is in the Tab order, arrows move it, and focus waits until its row is drawn. */
export function useGridFocus(grid: Ref<HTMLElement | null>, size: Size, doing: Doing) {
  const active = reactive<Cell>({ row: 0, column: 0 })

  function clamp(row: number, column: number): Cell {
    return {
      row: Math.max(-1, Math.min(row, size.rows() - 1)),
      column: Math.max(0, Math.min(column, size.columns() - 1)),
    }
  }

  async function focus(row: number, column: number): Promise<void> {
    Object.assign(active, clamp(row, column))
    if (active.row >= 0) doing.scrollTo(active.row)
    await nextTick()
    // A row far away is drawn a frame or two after the scroll.
    for (let frame = 0; frame < 12; frame += 1) {
      const cell = grid.value?.querySelector<HTMLElement>(`[data-cell="${active.row}:${active.column}"]`)
      if (cell) return cell.focus({ preventScroll: active.row >= 0 })
      await new Promise(requestAnimationFrame)
    }
  }

  const moves: Readonly<Record<string, (cell: Cell) => [number, number]>> = {
    ArrowDown: ({ row, column }) => [row + 1, column],
    ArrowUp: ({ row, column }) => [row - 1, column],
    ArrowRight: ({ row, column }) => [row, column + 1],
    ArrowLeft: ({ row, column }) => [row, column - 1],
    PageDown: ({ row, column }) => [row + size.page(), column],
    PageUp: ({ row, column }) => [Math.max(0, row - size.page()), column],
    Home: ({ row }) => [row, 0],
    End: ({ row }) => [row, size.columns() - 1],
    'Ctrl+Home': () => [0, 0],
    'Ctrl+End': () => [size.rows() - 1, size.columns() - 1],
    j: ({ row, column }) => [row + 1, column],
    k: ({ row, column }) => [Math.max(0, row - 1), column],
  }

  function press(event: KeyboardEvent): void {
    if (event.altKey || event.shiftKey) return
    const held = event.ctrlKey || event.metaKey
    const move = moves[`${held ? 'Ctrl+' : ''}${event.key}`]
    if (move) {
      event.preventDefault()
      void focus(...move(active))
    } else if (!held && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault()
      if (active.row < 0) doing.sort(active.column)
      else doing.open(active.row)
    } else if (!held && event.key === '/') {
      event.preventDefault()
      doing.search()
    }
  }

  /** Follows focus that came by a click or by Tab. */
  function follow(event: FocusEvent): void {
    const at = (event.target as HTMLElement).dataset.cell?.split(':').map(Number)
    if (at) Object.assign(active, clamp(at[0] ?? 0, at[1] ?? 0))
  }

  return { active, focus, press, follow, clamp }
}
