import { expect, it } from 'vitest'
import { shallowRef } from 'vue'
import { usePreferences } from '../../stores/preferences'
import { settle } from '../review/testing'
import { mounted, signedIn } from './testing'
import type { Rows } from './useRows'
import { useSelection } from './useSelection'

const query = {
  text: 'is:admin',
  scope: 'administrators',
  sort: { field: 'FullName', descending: false },
} as const
const rowsOf = (given: Partial<Rows> = {}): Rows => ({
  ...{ total: 3, query, problem: null, look: () => undefined, ...given },
  at: (index) => ({ id: 10 + index, values: {}, pending: [], state: null }),
})
const remembered = () => usePreferences().values['people.selection']

it('begins with whom the account had selected, in the list or not, as far as they are still there', async () => {
  const page = await signedIn(
    { 'people.selection': [3, 5] },
    { 'directory.ids': () => Float64Array.from([5]) },
  )
  const rows = shallowRef(rowsOf({ query: null }))
  const { picked } = mounted(() => useSelection(rows)).it
  await settle()
  expect(page.asked.some(({ channel }) => channel === 'directory.ids')).toBe(false)
  rows.value = rowsOf()
  await settle()
  expect([...picked.value.ids]).toEqual([5])
  expect(remembered()).toEqual([5])
  const look = page.asked.find(({ channel }) => channel === 'directory.ids')
  expect(look?.args).toMatchObject({ text: '', scope: 'everyone', among: Float64Array.from([3, 5]) })
})

/** What could not be looked for was taken for people who had left, and forgotten. */
it('forgets nobody when it could not be looked who is still there', async () => {
  const page = await signedIn(
    { 'people.selection': [3, 5] },
    { 'directory.ids': () => ({ refuse: 'server-fault' }) },
  )
  const rows = shallowRef(rowsOf({ query: null }))
  const { picked } = mounted(() => useSelection(rows)).it
  rows.value = rowsOf()
  await settle()
  expect(page.asked.filter(({ channel }) => channel === 'directory.ids')).toHaveLength(1)
  expect([picked.value.size, remembered()]).toEqual([0, [3, 5]])
})

it('adds nobody to what was selected meanwhile', async () => {
  let found: (ids: Float64Array) => void = () => undefined
  await signedIn(
    { 'people.selection': [3, 5] },
    { 'directory.ids': () => new Promise<Float64Array>((resolve) => (found = resolve)) },
  )
  const rows = shallowRef(rowsOf({ query: null }))
  const selecting = mounted(() => useSelection(rows)).it
  rows.value = rowsOf()
  await settle()
  selecting.toggle(1)
  found(Float64Array.from([3, 5]))
  await settle()
  expect([...selecting.picked.value.ids]).toEqual([11])
})

it('asks nothing where nobody was selected', async () => {
  const page = await signedIn({})
  const rows = shallowRef(rowsOf({ query: null }))
  mounted(() => useSelection(rows))
  rows.value = rowsOf()
  await settle()
  expect(page.asked.some(({ channel }) => channel === 'directory.ids')).toBe(false)
})
