import * as v from 'valibot'
import { expect, it } from 'vitest'
import { GridLayout, initialLayout } from '#shared/ipc/layout'
import { arrangedFrom, hiddenColumns, withMoved, withShown, withWidth, type Arranged } from './arrange'
import { allColumns, columnsFor, fieldsFor } from './columns'

const start = arrangedFrom(initialLayout)
const ids = (columns: Arranged): string[] => columns.map(({ id }) => id)
const kept = (columns: Arranged) => ({ ...initialLayout, columns })

it('begins with what is shown, and offers every other column of the field table', () => {
  expect(ids(start)).toEqual(columnsFor(1200).map(({ id }) => id))
  expect([...ids(start), ...hiddenColumns(start)].sort()).toEqual([...allColumns].sort())
})

it('shows a column as the last and hides any but the name', () => {
  const more = withShown(start, 'Language', true)
  expect(ids(more)).toEqual([...ids(start), 'Language'])
  expect(withShown(more, 'Language', true)).toBe(more)
  expect(ids(withShown(more, 'Email', false))).not.toContain('Email')
  expect(withShown(start, 'FullName', false)).toBe(start)
})

it('moves a column as far as there are places', () => {
  expect(ids(withMoved(start, 'Email', -1)).slice(0, 2)).toEqual(['Email', 'FullName'])
  expect(ids(withMoved(start, 'Email', -9))[0]).toBe('Email')
  expect(ids(withMoved(start, 'Email', 99)).at(-1)).toBe('Email')
  expect(withMoved(start, 'Language', 1)).toBe(start)
})

it('keeps widths within what can be grasped, and what it makes can be kept', () => {
  for (const [wanted, got] of [
    [3, 48],
    [200.4, 200],
    [9_999, 1_000],
    [null, null],
  ] as const) {
    const columns = withWidth(start, 'Email', wanted)
    expect(columns.find(({ id }) => id === 'Email')?.width).toBe(got)
    expect(v.is(GridLayout, kept(columns))).toBe(true)
  }
})

it('takes what an older or newer Usher kept: unknown columns go, the name comes back', () => {
  const columns = [
    { id: 'Email', width: 300 },
    { id: 'Gone', width: null },
  ]
  expect(ids(arrangedFrom(kept(columns)))).toEqual(['FullName', 'Email'])
})

it('gives arranged columns their width, whatever room there is, and the rest to those without', () => {
  const columns = columnsFor(1_000, [
    { id: 'FullName', width: 300 },
    { id: 'Email', width: null },
    { id: 'IsAdmin', width: null },
  ])
  expect(columns.map(({ x, width }) => [x, width])).toEqual([
    [0, 300],
    [300, 604],
    [904, 96],
  ])
  expect(columnsFor(200, withWidth(start, 'Email', 400)).length).toBe(start.length)
})

it('asks for the fields of the columns and for what a name is drawn from, each once', () => {
  expect([...fieldsFor(['state', 'FullName', 'Email', 'Language'])].sort()).toEqual(
    ['AvatarFileName', 'Email', 'FullName', 'Language'].sort(),
  )
})
