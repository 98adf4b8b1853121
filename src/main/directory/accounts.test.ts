import { expect, it } from 'vitest'
import { openTestDatabase } from '../database/testing'
import type { Api } from '../nexudus/http'
import { createUsers } from '../nexudus/users'
import { createCopy } from './copy'
import { createDirectory } from './directory'
import { openTestPeople } from './people/testing'

/** Somebody signed in over the top while a page of the last one's people was being written: it stood in their list. */
it('puts no row of an account that was left among the people of the next', async () => {
  const database = openTestDatabase()
  for (const account of [1, 2])
    await database.all(
      `INSERT INTO accounts VALUES (${account}, 'k${account}', 'a', 'b', NULL, 'e', 'n', 's', 0, 0)`,
    )
  const list = { Records: [{ Id: 4711, FullName: 'Of account 1', IsAdmin: true }], HasNextPage: true }
  const answer = { status: 200, contentType: 'application/json', retryAfter: null, host: 'x.example' }
  const api: Api = {
    account: () => 1,
    request: () => Promise.resolve({ ...answer, text: JSON.stringify(list) }),
    picture: () => Promise.resolve(null),
  }
  const copy = createCopy(database)
  let save = (): void => undefined
  const slow = new Promise<void>((resolve) => (save = resolve))
  let reached = (): void => undefined
  const atSave = new Promise<void>((resolve) => (reached = resolve))
  const savePage: typeof copy.savePage = async (...page) => {
    reached()
    await slow
    return copy.savePage(...page)
  }
  const directory = createDirectory({
    ...{ people: openTestPeople(database, () => 1), users: createUsers(api), api, now: () => 1 },
    ...{ trouble: () => null, copy: { ...copy, savePage } },
    save: (statements) => database.transaction(statements),
  })
  await directory.open(1)
  const filled = directory.fill()
  await atSave
  await directory.open(2)
  save()
  await filled
  const sort = { field: 'FullName', descending: false } as const
  const found = await directory.find({
    ...{ text: '', scope: 'everyone', sort, columns: ['FullName'], from: 0, count: 9 },
  })
  expect(found.rows).toEqual([])
})
