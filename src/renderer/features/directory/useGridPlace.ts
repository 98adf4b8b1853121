import { nextTick, onBeforeUnmount, watch, type Ref } from 'vue'
import { neighbours, noPlace, type ListPlace } from '#shared/ipc/preferences'
import { cellAt } from './cell-place'
import type { Viewport } from './grid-body'
import { found, peopleOf, type Numbers } from './place'
import { keyOf, type RowQuery } from './row-cache'
import type { Cell } from './useGridFocus'
import type { useGridScroll } from './useGridScroll'
import type { ListPlaces } from './useListPlaces'
import type { Rows } from './useRows'

interface Parts {
  /** The grid's own. */
  readonly props: {
    readonly rows: Rows
    readonly total: number
    readonly query: RowQuery
    readonly opened: number | null
    readonly places: ListPlaces
  }
  readonly grid: Readonly<Ref<HTMLElement | null>>
  readonly viewport: Readonly<Ref<Viewport>>
  readonly rowHeight: Readonly<Ref<number>>
  readonly active: Cell
  readonly clamp: (row: number, column: number) => Cell
  readonly scroll: Pick<ReturnType<typeof useGridScroll>, 'jump' | 'reveal'>
  /** Makes the body as high as its list is by now. */
  readonly grow: () => void
}

/**
 * Keeps the grid with its people and not at a number: when others come or go above them, when a question is asked again,
 * and at the next start. Another order begins at its top, or shows whoever is open.
 * @returns to be called once the grid is in the page: brings it to where it was left
 */
export function useGridPlace(parts: Parts): () => void {
  const { props, grid, viewport, rowHeight, active, clamp, scroll, grow } = parts
  let asked = props.query
  /** The newest way to a place; where one is meanwhile is not remembered. */
  let way = 0
  let arrived = 0

  const numbers = (): Numbers => ({ ...active, top: viewport.value.top / rowHeight.value })
  function here(): ListPlace {
    const now = numbers()
    const first = Math.floor(now.top)
    const ids = Array.from({ length: neighbours }, (_, step) => props.rows.at(first + step)?.id)
    const person = props.rows.at(now.row)?.id ?? null
    return { ...now, people: ids.filter((id) => id !== undefined), person }
  }
  const keep = (place = here()): void => {
    if (way === arrived) props.places.keep(props.query, place)
  }
  const isAt = (place: Numbers, { top, row, column } = numbers()): boolean =>
    place.top === top && place.row === row && place.column === column
  function go({ top, row, column }: Numbers): void {
    const before = { ...active }
    const holdsFocus = grid.value?.contains(document.activeElement) ?? false
    Object.assign(active, clamp(row, column))
    grow()
    const last = Math.max(0, props.total * rowHeight.value - viewport.value.height)
    scroll.jump(Math.min(Math.round(top * rowHeight.value), last))
    if (holdsFocus && active.row !== before.row) void holdFocus()
  }
  /** The focus goes along with the row it was in. */
  async function holdFocus(): Promise<void> {
    await nextTick()
    cellAt(grid.value, active.row, active.column)?.focus({ preventScroll: true })
  }
  /** @returns where people stand; null where that is not known, or of no use any more */
  async function locate(people: readonly number[]): Promise<readonly number[] | null> {
    const mine = ++way
    const { top } = viewport.value
    const before = { ...active }
    const indexes = people.length > 0 ? await props.places.find(props.query, people).catch(() => null) : null
    if (mine !== way) return null
    arrived = mine
    // Whoever scrolled meanwhile, or went on by keys, is where they want to be.
    const stays =
      Math.abs(viewport.value.top - top) <= 1 && active.row === before.row && active.column === before.column
    return stays ? indexes : null
  }
  /** At once to where its numbers say, then to where its people are. */
  async function goTo(place: ListPlace): Promise<void> {
    go(place)
    const indexes = await locate(place.top < 1 && place.row <= 0 ? [] : peopleOf(place))
    if (!indexes) return keep()
    const now = found(place, indexes)
    go(now)
    // Not who is drawn there: some of the rows may still be those of before.
    keep({ ...now, ...numbers() })
  }
  async function show(opened: number): Promise<void> {
    const [index = -1] = (await locate([opened])) ?? []
    if (index >= 0) {
      if (active.row >= 0) active.row = index
      scroll.reveal(index, { left: Infinity, right: 0, under: 0 })
    }
    keep()
  }
  /** Another question: its own place. Another order: its top, or whoever is open. */
  function ask(before: RowQuery): void {
    const { column } = active
    const { text, scope } = props.query
    const reordered = before.text === text && before.scope === scope
    const place = reordered ? noPlace : props.places.of(props.query)
    const begin = { ...place, row: active.row < 0 ? active.row : place.row, column }
    if (!reordered || props.opened === null) return void goTo(begin)
    go(begin)
    void show(props.opened)
  }
  /** The same question has other rows: those one was looking at may have moved. */
  function follow(): void {
    const before = props.places.of(props.query)
    if (way !== arrived || !isAt(before)) return keep()
    const now = here()
    const first = props.rows.at(Math.floor(now.top))?.id
    // What is not here yet has not moved.
    if (first === undefined) return
    const [top = first] = before.people
    const person = now.person ?? before.person
    const keysMoved = before.person !== null && person !== before.person
    if ((now.top >= 1 && first !== top) || keysMoved) void goTo(before)
    else keep({ ...now, person })
  }
  watch(
    () => props.rows,
    () => {
      const before = asked
      asked = props.query
      if (keyOf(before) === keyOf(asked)) follow()
      else ask(before)
    },
  )
  watch([viewport, () => ({ ...active })], () => {
    if (!isAt(props.places.of(props.query))) keep()
  })
  // What is found after that belongs to nobody's list.
  onBeforeUnmount(() => way++)
  return () => void goTo(props.places.of(props.query))
}
