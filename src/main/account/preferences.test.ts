import { beforeEach, expect, it } from 'vitest'
import { initialPreferences } from '#shared/ipc/preferences'
import type { RowQuery } from '#shared/ipc/query'
import { openTestDatabase, type TestDatabase } from '../database/testing'
import { createPreferences, type PreferenceStore } from './preferences'

let database: TestDatabase
let signedIn = 1
let preferences: PreferenceStore

beforeEach(async () => {
  database = openTestDatabase()
  for (const account of [1, 2])
    await database.all(
      `INSERT INTO accounts VALUES (${account}, 'k${account}', 'a', 'b', NULL, 'e', 'n', 's', 0, 0)`,
    )
  signedIn = 1
  preferences = createPreferences(database, () => signedIn)
})

const everyone: RowQuery = {
  text: 'zoë',
  scope: 'everyone',
  sort: { field: 'LastAccess', descending: true },
}

it('begins with the defaults and keeps what is set, an account for itself', async () => {
  expect(await preferences.read()).toEqual({ owner: 1, values: initialPreferences })
  await preferences.set(1, { key: 'people.query', value: everyone })
  expect((await preferences.read()).values['people.query']).toEqual(everyone)
  signedIn = 2
  expect(await preferences.read()).toEqual({ owner: 2, values: initialPreferences })
})

it('refuses what another account’s window wanted to keep', async () => {
  signedIn = 2
  await expect(preferences.set(1, { key: 'people.query', value: everyone })).rejects.toMatchObject({
    code: 'not-signed-in',
  })
  signedIn = 1
  expect((await preferences.read()).values).toEqual(initialPreferences)
})

it.each(['no json', '7', '{"text":"zoë"}', '{"text":"","scope":"friends","sort":{"field":"Shoes"}}'])(
  'reads %s as the default, and leaves the others',
  async (kept) => {
    await database.all(`INSERT INTO preferences VALUES (1, 'people.query', ?)`, kept)
    await database.all(`INSERT INTO preferences VALUES (1, 'people.of-a-newer-usher', '{}')`)
    expect((await preferences.read()).values).toEqual(initialPreferences)
    expect(await database.all('SELECT key FROM preferences')).toHaveLength(2)
  },
)
