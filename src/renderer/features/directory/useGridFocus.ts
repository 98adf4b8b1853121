import { nextTick, reactive, type Ref } from 'vue'
import { cellAt, placeOf } from './cell-place'

/** Where the grid's one Tab stop is. Row -1 is the head; column 0 holds the boxes that select. */
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
  /** Brings a cell into view. */
  readonly reveal: (cell: Readonly<Cell>) => void
  readonly open: (row: number) => void
  readonly search: () => void
  /** Enter or Space on a heading. */
  readonly sort: (column: number) => void
  /** @returns where the column went */
  readonly move: (column: number, by: number) => number
  /** @param by steps */
  readonly resize: (column: number, by: number) => void
  readonly fit: (column: number) => void
  readonly toggle: (row: number) => void
  /** Selects from where the last selecting began, or from one row, up to another. */
  readonly extend: (from: number, to: number) => void
  readonly selectAll: () => void
  /** All, or none when all are selected. */
  readonly toggleAll: () => void
  /** @returns whether there was anything selected */
  readonly clear: () => boolean
  readonly copy: () => void
}

type Move = (cell: Cell) => [row: number, column: number]

/** Keys with Ctrl, or Command on macOS, are named so; Shift is told apart by the caller. */
const keyOf = (event: KeyboardEvent): string =>
  `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`

/** The keys of a grid: one cell is in the Tab order, arrows move it, and focus waits until its row is drawn. */
export function useGridFocus(grid: Ref<HTMLElement | null>, size: Size, doing: Doing) {
  const active = reactive<Cell>({ row: 0, column: 1 })

  function clamp(row: number, column: number): Cell {
    return {
      row: Math.max(-1, Math.min(row, size.rows() - 1)),
      column: Math.max(0, Math.min(column, size.columns() - 1)),
    }
  }

  async function focus(row: number, column: number): Promise<void> {
    Object.assign(active, clamp(row, column))
    doing.reveal(active)
    await nextTick()
    // A row far away is drawn a frame or two after the scroll.
    for (let frame = 0; frame < 12; frame += 1) {
      const cell = cellAt(grid.value, active.row, active.column)
      if (cell) return cell.focus({ preventScroll: true })
      await new Promise(requestAnimationFrame)
    }
  }

  const moves: Readonly<Record<string, Move>> = {
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

  /** What Shift extends the selection by. */
  const ranging = new Set(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Ctrl+Home', 'Ctrl+End'])

  const everywhere: Readonly<Record<string, () => unknown>> = {
    '/': doing.search,
    'Ctrl+a': doing.selectAll,
    'Ctrl+c': doing.copy,
  }
  const onRow: Readonly<Record<string, (row: number) => unknown>> = {
    Enter: doing.open,
    F2: doing.open,
    ' ': doing.toggle,
  }

  /** @returns whether the key means something on a heading */
  function pressHead(event: KeyboardEvent, key: string): boolean {
    const { column } = active
    const by = { ArrowLeft: -1, ArrowRight: 1 }[key]
    if (column > 0 && event.altKey) {
      if (by) doing.resize(column, by)
      else if (key === 'Enter') doing.fit(column)
      else return false
    } else if (column > 0 && event.shiftKey && by) void focus(-1, doing.move(column, by))
    else if (!event.shiftKey && !event.altKey && (key === 'Enter' || key === ' '))
      if (column === 0) doing.toggleAll()
      else doing.sort(column)
    else return false
    return true
  }

  /** With Shift, moving up and down takes along whoever lies between, and Space takes everybody up to here. */
  function pressShift(key: string): boolean {
    const from = active.row
    if (key !== ' ' && !ranging.has(key)) return false
    const row = moves[key]?.(active)[0] ?? from
    const to = Math.max(0, Math.min(row, size.rows() - 1))
    doing.extend(from, to)
    if (to !== from) void focus(to, active.column)
    return true
  }

  function pressRow(event: KeyboardEvent, key: string): boolean {
    if (event.altKey) return false
    if (event.shiftKey) return pressShift(key)
    onRow[key]?.(active.row)
    return key in onRow
  }

  function pressAnywhere(event: KeyboardEvent, key: string): boolean {
    if (event.altKey || event.shiftKey) return false
    if (key === 'Escape') return doing.clear()
    const move = moves[key]
    if (move) void focus(...move(active))
    else everywhere[key]?.()
    return move !== undefined || key in everywhere
  }

  function press(event: KeyboardEvent): void {
    if (event.isComposing) return
    const key = keyOf(event)
    const own = active.row < 0 ? pressHead(event, key) : pressRow(event, key)
    if (own || pressAnywhere(event, key)) event.preventDefault()
  }

  /** Follows focus that came by a click or by Tab. */
  function follow(event: FocusEvent): void {
    const { row, column } = placeOf(event.target as Element)
    if (row + column >= -1) Object.assign(active, clamp(row, column))
  }

  return { active, focus, press, follow, clamp }
}
