import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import type { BulkLook, BulkRead } from '#shared/ipc/bulk'
import type { SessionState } from '#shared/ipc/models'
import { heldWords, shareWords, someNames } from './words'
import { bulkFields, useBulk, type BulkEditing } from './use-bulk'

let tell: (state: SessionState) => void
let unread: number[]
let read: (ids: readonly number[]) => Promise<BulkRead>
let drafted: unknown[]
let own: BulkLook['own']
let bulk: BulkEditing
const as = (email: string): SessionState => ({
  ...{ phase: 'signed-in', tokens: 'keychain', problem: null, remembered: { address: '', email: '' } },
  account: { account: 1, name: email, email, space: 'Harbour', address: 'harbour', demo: false },
})
const ok = (value: unknown) => Promise.resolve({ ok: true, value })

beforeEach(() => {
  unread = Array.from({ length: 50 }, (_, index) => index + 1)
  drafted = []
  own = null
  read = (ids) => {
    unread = unread.filter((id) => !ids.includes(id))
    return Promise.resolve({ read: ids, problem: null })
  }
  const look = (): BulkLook => ({
    ready: 60 - unread.length,
    own,
    unread: unread.map((id) => ({ id, name: `P${id}` })),
    fields: [],
  })
  const usher = {
    calls: {
      'bulk.look': () => ok(look()),
      'bulk.read': async ({ ids }: { ids: Float64Array }) => ok(await read([...ids])),
      'bulk.draft': (wanted: { ids: Float64Array; edits: unknown }) => {
        drafted.push({ ids: [...wanted.ids].length, edits: wanted.edits })
        return ok({ edit: 1, drafted: 60, same: 0, unread: 0 })
      },
    },
    on: (event: string, listener: (state: SessionState) => void) => {
      if (event === 'session') tell = listener
      return () => undefined
    },
  }
  Object.defineProperty(window, 'usher', { value: usher, configurable: true })
  setActivePinia(createPinia())
  bulk = useBulk()
  tell(as('ada@x.example'))
})
const people = Array.from({ length: 60 }, (_, index) => index + 1)

it('reads whoever is missing, and one who is gone stops nothing', async () => {
  const usual = read
  read = async (ids) => ({
    ...(await usual(ids.filter((id) => id !== 7))),
    problem: ids.includes(7) ? { code: 'gone', facts: {} } : null,
  })
  await bulk.begin(people, true)
  expect(bulk.look.value?.unread).toEqual([{ id: 7, name: 'P7' }])
  expect([bulk.problem.value, bulk.reading.value]).toEqual([null, null])
})

it('stops where the server refuses, and says why', async () => {
  const usual = vi.fn(read)
  read = (ids) =>
    ids.includes(21)
      ? Promise.resolve({ read: [], problem: { code: 'no-permission', facts: {} } })
      : usual(ids)
  await bulk.begin(people, true)
  expect(bulk.problem.value?.code).toBe('no-permission')
  expect(bulk.look.value?.unread.length).toBe(30)
  expect(usual).toHaveBeenCalledOnce()
})

it('reads nothing where that is not asked for, and stops when a person says so', async () => {
  await bulk.begin(people, false)
  expect(bulk.look.value?.unread.length).toBe(50)
  const usual = read
  let stopped: Promise<void> | undefined
  read = async (ids) => {
    stopped = bulk.stop()
    return usual(ids)
  }
  await bulk.readRest()
  await stopped
  // What was on its way came all the same; nothing more was asked for.
  expect(unread.length).toBe(30)
  expect(bulk.reading.value).toBeNull()
})

it('keeps what is chosen until it is drafted, and sends lists as what is added and taken', async () => {
  await bulk.begin(people, false)
  bulk.touch('Active', { value: false })
  bulk.touch('UserRoles', { add: [4], remove: [] })
  bulk.touch('Businesses', { add: [1], remove: [] })
  bulk.touch('Businesses', { add: [], remove: [] })
  expect([...bulk.touched.keys()]).toEqual(['Active', 'UserRoles'])
  expect(bulk.raises.value).toBe(true)
  await bulk.begin(people.slice(0, 3), false)
  await bulk.draft()
  expect(drafted).toEqual([
    {
      ids: 3,
      edits: [
        { field: 'Active', value: false },
        { field: 'UserRoles', add: [4], remove: [] },
      ],
    },
  ])
  expect(bulk.touched.size).toBe(0)
})

it('says when it takes something from the account that is signed in', async () => {
  own = { IsAdmin: true, Active: true, APIAccess: false, UserRoles: [4, 5], Businesses: [1] }
  await bulk.begin(people, false)
  const locksOut = (name: string, wanted: Parameters<typeof bulk.touch>[1]): boolean => {
    bulk.clear()
    bulk.touch(name, wanted)
    return bulk.locksOut.value
  }
  expect(locksOut('IsAdmin', { value: false })).toBe(true)
  expect(locksOut('UserRoles', { add: [9], remove: [5] })).toBe(true)
  // What it does not have, or what gives more, or says nothing of access.
  expect(locksOut('APIAccess', { value: false })).toBe(false)
  expect(locksOut('UserRoles', { add: [9], remove: [7] })).toBe(false)
  expect(locksOut('Active', { value: true })).toBe(false)
  expect(locksOut('OnPurchases', { value: false })).toBe(false)
  own = null
  await bulk.begin(people, false)
  expect(locksOut('IsAdmin', { value: false })).toBe(false)
})

it('forgets everything when somebody else signs in', async () => {
  await bulk.begin(people, false)
  bulk.touch('Active', { value: false })
  expect(bulk.raises.value).toBe(false)
  tell(as('bo@x.example'))
  expect([bulk.touched.size, bulk.look.value]).toEqual([0, null])
})

it('says what people have, in a few words', () => {
  const field = (name: string) => {
    const found = bulkFields.find((one) => one.name === name)
    if (!found) throw new Error(name)
    return found
  }
  const held = (name: string, values: [string | number | boolean | null, number][], total: number) =>
    heldWords(
      field(name),
      values.map(([value, count]) => ({ value, count })),
      total,
      (_, id) => `#${id}`,
    )
  expect(held('Active', [[true, 3]], 3)).toBe('On for all')
  expect(held('Active', [[false, 3]], 3)).toBe('Off for all')
  expect(
    held(
      'Active',
      [
        [true, 1_200],
        [false, 3],
      ],
      1_203,
    ),
  ).toBe('Mixed: on for 1,200 of 1,203')
  expect(held('Language', [[3, 4]], 4)).toBe('English (UK) for all')
  expect(
    held(
      'PreferredLanguageId',
      [
        [1, 9],
        [2, 5],
        [null, 4],
        [3, 2],
        [4, 1],
      ],
      21,
    ),
  ).toBe('Mixed: #1 9, #2 5, none 4, others 3')
  expect([shareWords(0, 9), shareWords(9, 9), shareWords(2, 9)]).toEqual([
    'No one has it',
    'All have it',
    '2 of 9 have it',
  ])
  expect(someNames(['Ana', '', 'Bo', 'Cy', 'Di'])).toBe('Ana, Unnamed person, Bo and 2 more')
})
