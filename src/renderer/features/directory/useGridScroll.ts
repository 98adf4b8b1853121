import { computed, ref, type Ref } from 'vue'
import type { Viewport } from './grid-body'

interface Parts {
  readonly grid: Readonly<Ref<HTMLElement | null>>
  /** Of the grid, px. */
  readonly size: { readonly width: number; readonly height: number }
  readonly rowHeight: Readonly<Ref<number>>
  /** Of the head, which stays in view, px. */
  readonly headHeight: number
  readonly paint: () => void
}

/** From where to where a column reaches, px; from an infinite left where it stays in view by itself. */
export interface Span {
  readonly left: number
  readonly right: number
  /** What stands over the left of the view while this column is in it, px (WCAG 2.4.11). */
  readonly under: number
}

/** Where the grid is looked at, and how a cell is brought into view. */
export function useGridScroll({ grid, size, rowHeight, headHeight, paint }: Parts) {
  // Kept and not read from the element: asking it would have the browser lay out the page at every key.
  const top = ref(0)
  const viewport = computed<Viewport>(() => ({
    top: top.value,
    height: Math.max(0, size.height - headHeight),
  }))

  function scroll(): void {
    top.value = grid.value?.scrollTop ?? 0
    // Not at the next tick: these rows belong into the very frame that shows the new place.
    paint()
  }
  function jump(to: number): void {
    if (!grid.value || top.value === to) return
    grid.value.scrollTop = to
    top.value = to
    paint()
  }
  return {
    viewport,
    scroll,
    /** A hidden element cannot be scrolled, and comes back where it was: what `jump` wished for meanwhile is done now. */
    restore: (): void => {
      if (grid.value && grid.value.scrollTop !== top.value) grid.value.scrollTop = top.value
    },
    /** @param to px from the top */
    jump,
    reveal: (row: number, column: Span): void => {
      const [begin, end] = [row * rowHeight.value, (row + 1) * rowHeight.value - viewport.value.height]
      if (row >= 0 && top.value > begin) jump(begin)
      else if (row >= 0 && top.value < end) jump(end)
      if (!grid.value || grid.value.scrollWidth <= size.width) return
      const [first, last] = [column.left - column.under, column.right - size.width]
      if (first < grid.value.scrollLeft) grid.value.scrollLeft = first
      else if (last > grid.value.scrollLeft) grid.value.scrollLeft = Math.min(first, last)
    },
  }
}
