import { beforeEach, expect, it, vi } from 'vitest'
import type { Row } from '#shared/ipc/models'
import { columnUserFields } from '#shared/records/index'
import { cellAt } from './cell-place'
import { columnsFor } from './columns'
import { beyond, GridBody, rangeOf, type Painting } from './grid-body'

const height = 32
const columns = columnsFor(1200)
const nothing = Object.fromEntries(columnUserFields.map(({ name }) => [name, null]))
const person = (index: number, more: Partial<Row> = {}): Row => ({
  id: index + 1,
  values: {
    ...nothing,
    ...{ FullName: `Person ${index}`, Email: `p${index}@example.com`, Active: true, IsAdmin: index === 0 },
  },
  pending: [],
  state: null,
  ...more,
})

let body: HTMLElement
let grid: GridBody
let people: (Row | undefined)[]
beforeEach(() => {
  body = document.body.appendChild(document.createElement('div'))
  grid = new GridBody(body, height)
  people = Array.from({ length: 1000 }, (_, index) => person(index))
})

function paint(more: Partial<Painting> = {}): void {
  grid.paint({
    rows: {
      total: people.length,
      query: null,
      problem: null,
      at: (index) => people[index],
      look: () => undefined,
    },
    total: people.length,
    columns,
    facts: { names: (_, id) => `#${id}`, online: true, now: 0, measure: () => 0 },
    viewport: { top: 0, height: 10 * height },
    inView: false,
    active: { row: 0, column: 0 },
    opened: null,
    selected: { size: 0, has: () => false, ids: new Set() },
    ...more,
  })
}
const rows = () => [...body.querySelectorAll('[role=row][aria-rowindex]')]
const indexes = () => rows().map((row) => Number(row.getAttribute('aria-rowindex')) - 2)
const cell = (row: number, column: number) => cellAt(body, row, column)

it('draws what is in view and a little more, in reading order, wherever it is looked at', () => {
  paint()
  expect(indexes()).toEqual(Array.from({ length: 14 }, (_, index) => index))
  for (const top of [320, 96, 16_000, 31_680, 15_000, 0]) {
    paint({ viewport: { top, height: 10 * height } })
    const { from, to } = rangeOf({ top, height: 10 * height }, height, 1000, beyond)
    const wanted = Array.from({ length: to - from }, (_, step) => from + step)
    const expected = from > 0 ? [0, ...wanted.filter((index) => index > 0)] : wanted
    expect(indexes().sort((a, b) => a - b)).toEqual(expected)
    grid.settle()
    expect(indexes()).toEqual(expected)
    for (const row of rows()) {
      const index = Number(row.getAttribute('aria-rowindex')) - 2
      expect(row.textContent).toContain(`Person ${index}`)
      expect((row as HTMLElement).style.top).toBe(`${index * height}px`)
    }
  }
})

it('draws the rows in view alone where that is asked for, and those beyond them later', () => {
  paint({ inView: true })
  const first = rows()
  expect(indexes()).toEqual(Array.from({ length: 10 }, (_, index) => index))
  paint()
  expect(rows().slice(0, 10)).toEqual(first)
  expect(indexes()).toHaveLength(10 + beyond)
  people = people.map((_, index) => person(index + 500))
  paint({ inView: true })
  const text = rows().map((row) => row.textContent)
  expect(text[9]).toContain('Person 509')
  expect(text[10]).toContain('Person 10')
  // Of a shorter list nothing is left behind its end.
  people = people.slice(0, 12)
  paint({ inView: true })
  expect(indexes()).toEqual(Array.from({ length: 12 }, (_, index) => index))
})

it('does not draw what is beyond the view before its values are there', () => {
  people[12] = undefined
  paint()
  expect(indexes()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13])
  people[12] = person(12)
  paint()
  grid.settle()
  expect(indexes()).toEqual(Array.from({ length: 14 }, (_, index) => index))
})

/** A row that is moved among the others is laid out anew with all of its cells. */
it('neither moves nor removes a row while the list moves, and hides those it has no use for', () => {
  paint({ viewport: { top: 320, height: 10 * height } })
  const observer = new MutationObserver(() => undefined)
  observer.observe(body, { childList: true })
  for (const top of [480, 640, 352, 8000, 0]) paint({ viewport: { top, height: 10 * height } })
  people = people.slice(0, 3)
  paint()
  expect(observer.takeRecords()).toEqual([])
  expect(indexes().sort()).toEqual([0, 1, 2])
  for (const row of body.children)
    expect(row.classList.contains('spare')).toBe(!row.hasAttribute('aria-rowindex'))
  grid.settle()
  expect([...body.children]).toEqual(rows())
})

it('settles without moving the row that holds the focus', () => {
  paint({ viewport: { top: 3200, height: 10 * height }, active: { row: 103, column: 1 } })
  cell(103, 1)?.focus()
  const focus = document.activeElement
  expect(focus?.textContent).toContain('Person 103')
  const blurred = vi.fn()
  focus?.addEventListener('blur', blurred)
  for (const top of [3360, 3264]) {
    paint({ viewport: { top, height: 10 * height }, active: { row: 103, column: 1 } })
    grid.settle()
    expect(indexes()).toEqual([...indexes()].sort((a, b) => a - b))
    expect(document.activeElement).toBe(focus)
  }
  expect(blurred).not.toHaveBeenCalled()
})

it('uses the elements of rows that went out of view again', () => {
  const used = new Set<Element>()
  for (let top = 0; top < 20_000; top += 600) {
    paint({ viewport: { top, height: 10 * height }, active: { row: -1, column: 0 } })
    for (const row of rows()) used.add(row)
  }
  // Ten in view, one of them cut, and four at each side.
  expect(used.size).toBeLessThanOrEqual(19)
})

/** Whatever is touched is laid out again, and a screen has two hundred cells. */
it('touches nothing that stays as it was', () => {
  paint()
  const observer = new MutationObserver(() => undefined)
  observer.observe(body, { subtree: true, childList: true, attributes: true, characterData: true })
  paint()
  expect(observer.takeRecords()).toEqual([])
  people[3] = person(3, { values: { ...person(3).values, FullName: 'Zoë' } })
  paint()
  const touched = new Set(
    observer
      .takeRecords()
      .map(({ target }) =>
        target instanceof Element
          ? target.closest('[role=row]')
          : target.parentElement?.closest('[role=row]'),
      ),
  )
  expect([...touched]).toEqual([rows()[3]])
})

/** Scrolling away from the focused row threw the focus out of the grid. */
it('keeps the focused row in the page, and its focus, when it is out of view', () => {
  paint()
  cell(0, 1)?.focus()
  paint({ viewport: { top: 16_000, height: 10 * height } })
  expect(document.activeElement).toBe(cell(0, 1))
})

/** Jumping to the end of a long list focuses a cell whose row is still on its way; drawing it anew lost the focus. */
it('keeps the focus in a cell when its row arrives', () => {
  people[5] = undefined
  paint({ active: { row: 5, column: 1 } })
  cell(5, 1)?.focus()
  expect(rows()[5]?.getAttribute('aria-busy')).toBe('true')
  people[5] = person(5, { pending: ['FullName'], state: 'saved' })
  paint({ active: { row: 5, column: 1 } })
  expect(document.activeElement).toBe(cell(5, 1))
  expect(rows()[5]?.hasAttribute('aria-busy')).toBe(false)
  expect(rows()[5]?.textContent).toContain('Saved on this computer')
})

it('has one Tab stop, and says what is changed, opened and shown by a mark alone', () => {
  people[1] = person(1, { pending: ['FullName'], state: 'queued' })
  paint({ active: { row: 1, column: 2 }, opened: 2 })
  expect([...body.querySelectorAll('[tabindex="0"]')]).toEqual([cell(1, 2)])
  expect(cell(1, 1)?.textContent).toMatch(/Person 1, changed$/)
  expect(rows()[1]?.className).toBe('person changed opened')
  expect(rows()[1]?.getAttribute('aria-current')).toBe('true')
  expect(rows()[0]?.hasAttribute('aria-current')).toBe(false)
  expect([cell(0, 3), cell(1, 3)].map((flag) => flag?.getAttribute('aria-label'))).toEqual(['Yes', 'No'])
})

it('shows another person’s values in the same elements', () => {
  people[0] = person(0, { pending: ['FullName'], state: 'conflict' })
  paint()
  people[0] = person(7, { values: { ...person(7).values, Active: false, FullName: '' } })
  paint()
  const text = rows()[0]?.textContent
  for (const words of ['Unnamed person', 'p7@example.com', 'Inactive']) expect(text).toContain(words)
  for (const words of ['Person 0', 'Conflict']) expect(text).not.toContain(words)
  expect(cell(0, 1)?.hasAttribute('aria-label')).toBe(false)
})

/** Closing the editor widens the grid, and columns come back: the focus that had just returned to the grid was lost. */
it('keeps the focus in a cell when columns come and go', () => {
  paint({ columns: columnsFor(500) })
  const email = cell(0, 2)
  email?.focus()
  paint({ columns: columnsFor(1200) })
  expect(document.activeElement).toBe(email)
  expect([...(rows()[0]?.children ?? [])].map((each) => each.getAttribute('aria-colindex'))).toEqual([
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '7',
    '8',
  ])
  expect(rows()[0]?.children[2]).toBe(email)
})

it('has a box in each row that selects, named by who stands in it', () => {
  const ids = new Set([2])
  paint({ selected: { size: 1, has: (id) => ids.has(id), ids } })
  const box = (row: number) => cell(row, 0) as HTMLInputElement | null
  expect([box(0)?.checked, box(1)?.checked, box(2)?.checked]).toEqual([false, true, false])
  expect(
    rows()
      .map((row) => row.getAttribute('aria-selected'))
      .slice(0, 3),
  ).toEqual(['false', 'true', 'false'])
  const named = box(1)?.getAttribute('aria-labelledby')?.split(' ') ?? []
  const words = named.map((id) => document.getElementById(id))
  expect(words.map((each) => each?.ariaLabel ?? each?.textContent)).toEqual([
    'Select',
    expect.stringMatching(/Person 1$/),
  ])
  // A click of the person's own turned the box; what is shown is who is selected.
  if (box(0)) (box(0) as HTMLInputElement).checked = true
  paint()
  expect([box(0)?.checked, box(1)?.checked]).toEqual([false, false])
})

it('shows pictures where it is told to, and takes them away with the person they are of', () => {
  const withPicture = (index: number) =>
    person(index, { values: { ...person(index).values, AvatarFileName: `${index}.png` } })
  people[1] = withPicture(1)
  people[2] = withPicture(2)
  const images: HTMLImageElement[] = []
  const made = vi.spyOn(document, 'createElement')
  paint()
  expect(made.mock.results.filter(({ value }) => value instanceof HTMLImageElement)).toEqual([])
  grid.showPictures(({ id, file }) => (id === 2 ? `./${file}` : null))
  for (const { value } of made.mock.results) if (value instanceof HTMLImageElement) images.push(value)
  expect(images).toHaveLength(1)
  images[0]?.dispatchEvent(new Event('load'))
  expect(rows().map((row) => row.querySelectorAll('img').length)).toEqual([
    0,
    1,
    ...Array<number>(12).fill(0),
  ])
  made.mockRestore()
  people[1] = withPicture(50)
  paint()
  expect(body.querySelectorAll('img')).toHaveLength(0)
})

it('draws what has come while one value is still on its way', () => {
  const known = Object.fromEntries(Object.entries(person(0).values).filter(([name]) => name !== 'LastAccess'))
  people[0] = person(0, { values: known })
  paint()
  const place = columns.findIndex(({ id }) => id === 'LastAccess') + 1
  expect(cell(0, place)?.querySelector('.wait')).not.toBeNull()
  expect(rows()[0]?.textContent).toContain('Person 0')
})
