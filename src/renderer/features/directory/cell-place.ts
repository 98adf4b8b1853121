/** Cells are found, and tell where they are, by the numbers that ARIA asks of them: nothing says it a second time. */

/** @returns what takes the focus at a place of the grid, once that is drawn. @param row -1 is the head @param column 0 selects */
export function cellAt(grid: Element | null, row: number, column: number): HTMLElement | null {
  const cell = grid?.querySelector<HTMLElement>(
    `[aria-rowindex="${row + 2}"] > [aria-colindex="${column + 1}"]`,
  )
  return cell?.querySelector<HTMLElement>('.check-box') ?? cell ?? null
}

/** Where an element of the grid is, as `cellAt` counts; NaN for what it is not in. */
export function placeOf(element: Element): { row: number; column: number } {
  const number = (name: string): number => Number(element.closest(`[${name}]`)?.getAttribute(name) ?? NaN)
  return { row: number('aria-rowindex') - 2, column: number('aria-colindex') - 1 }
}
