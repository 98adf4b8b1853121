import { beforeEach, expect, it } from 'vitest'
import { UsherError, type Problem } from '#shared/ipc/errors'
import { openTestDatabase } from '../database/testing'
import type { FreshProfile, Profiles } from '../nexudus/profiles'
import { createOwnProfile, type OwnProfile } from './own-profile'
import { createProfileCopy, type ProfileCopy } from './profile-copy'

/** Zoë's portal account 1, kept on a real disk. */
let asked: string[]
let fails: UsherError | null
let trouble: Problem | null
let copy: ProfileCopy
let own: OwnProfile
let rows: (typeof row)[]
let current: () => Promise<number>
let countries: { id: number; name: string; detail: string }[]
const zoe = {
  ...{ id: 5, account: 1, gender: 'number', stamp: null, email: 'z@x.example', offersSummary: false },
  savedBy: { by: 'grace@x.example', at: 1_000 },
  values: { FullName: 'Zoë' },
} as unknown as FreshProfile
const row = { id: 5, name: 'Zoë', company: '', active: true, isDefault: true }

function answer<T>(what: string, value: () => T): Promise<T> {
  asked.push(what)
  return fails ? Promise.reject(fails) : Promise.resolve(value())
}
function start(): OwnProfile {
  return createOwnProfile({
    profiles: {
      list: () => answer('list', () => rows),
      current: () => current(),
      countries: () => answer('countries', () => countries),
      read: () => answer('read', () => zoe),
    } as unknown as Profiles,
    copy,
    save: (statements) => database.transaction(statements),
    now: () => 7,
    trouble: () => trouble,
  })
}
let database: ReturnType<typeof openTestDatabase>
beforeEach(async () => {
  ;[asked, fails, trouble, rows] = [[], null, null, [row]]
  countries = [{ id: 1, name: 'Ghana', detail: '' }]
  current = () => answer('current', () => 6)
  database = openTestDatabase()
  database.run([
    {
      sql: `INSERT INTO accounts (account, key, address, api_url, email, name, space, demo, used_at)
        VALUES (1, 'k', 'a', 'http://127.0.0.1', 'z@x.example', 'Zoë', 's', 0, 0)`,
      params: [],
    },
  ])
  copy = createProfileCopy(database)
  own = start()
  await own.open(1)
})

/** The list on disk was taken for good for ever: a country that the server closed stayed one to choose. */
it('reads the countries once for each opening, although they are kept', async () => {
  await own.refresh()
  await own.refresh()
  expect(asked).toEqual(['list', 'countries', 'list'])
  countries = [{ id: 2, name: 'Togo', detail: '' }]
  own = start()
  await own.open(1)
  expect(own.lists.countries.map(({ name }) => name)).toEqual(['Ghana'])
  await own.refresh()
  expect(own.lists.countries.map(({ name }) => name)).toEqual(['Togo'])
})

/** At one location's portal Usher opened the profile of another, because that was the default, and switched to it. */
it('begins with the profile that the session is about, and goes on with the one that was shown last', async () => {
  rows = [row, { ...row, id: 6, isDefault: false }]
  await own.refresh()
  expect([own.lists.chosen, asked]).toEqual([6, ['list', 'current', 'countries']])
  await own.read(5)
  own = start()
  await own.open(1)
  await own.refresh()
  expect(own.lists.chosen).toBe(5)
  expect(asked.filter((what) => what === 'current')).toHaveLength(1)
})

it('shows the profile that a person chose while it was asked which the session is about', async () => {
  rows = [row, { ...row, id: 6, isDefault: false }]
  let say: (id: number) => void = () => undefined
  current = () => new Promise((resolve) => (say = resolve))
  const refreshed = own.refresh()
  await expect.poll(() => asked).toEqual(['list'])
  await own.read(5)
  say(6)
  await refreshed
  expect(own.lists.chosen).toBe(5)
  own = start()
  await own.open(1)
  expect(own.lists.chosen).toBe(5)
})

it('tells that a problem is over together with the list', async () => {
  fails = new UsherError('server-fault')
  await own.refresh()
  expect(own.problem?.code).toBe('server-fault')
  const told: unknown[] = []
  own.onChange(() => told.push(own.problem))
  fails = null
  await own.refresh()
  expect(told.at(0)).toBeNull()
})

it('answers with the copy while asking would only mean waiting, and with a fresh reading otherwise', async () => {
  expect(await own.read(5)).toMatchObject({ id: -5, record: { FullName: 'Zoë' }, problem: null })
  trouble = { code: 'offline', facts: {} }
  asked = []
  const offline = await own.read(5)
  expect(offline).toMatchObject({
    id: -5,
    record: { FullName: 'Zoë' },
    readAt: 7,
    problem: { code: 'offline' },
  })
  expect(offline).not.toHaveProperty('savedBy')
  expect(asked).toEqual([])
})

it('knows who saved a profile last, and of the login’s flags nobody', async () => {
  expect(await own.who(-5, 'Position')).toEqual([])
  await own.read(5)
  expect(await own.who(-5, 'Position')).toEqual([{ by: 'grace@x.example', at: 1_000 }])
  expect(await own.who(-5, 'SignUpToNewsletter')).toHaveLength(1)
  expect(await own.who(-5, 'OnHelpDeskMsg')).toEqual([])
})
