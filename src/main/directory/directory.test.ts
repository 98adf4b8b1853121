import { beforeEach, describe, expect, it } from 'vitest'
import { UsherError, type Problem } from '#shared/ipc/errors'
import { openTestDatabase, type TestDatabase } from '../database/testing'
import type { Api } from '../nexudus/http'
import { createUsers, type FreshUser } from '../nexudus/users'
import { createCopy } from './copy'
import { createDirectory, type Directory } from './directory'
import { openTestPeople } from './people/testing'

const page = (ids: readonly number[]) => ({
  Records: ids.map((Id) => ({ Id, IsAdmin: true, UpdatedOn: '2026-01-01T00:00:00Z' })),
  HasNextPage: false,
})
const answerOf = (value: unknown) => ({
  ...{ status: 200, contentType: 'application/json', retryAfter: null, host: 'x.example' },
  text: JSON.stringify(value),
})

let database: TestDatabase
let directory: Directory
let asked: string[]
let trouble: Problem | null
let answer: (path: string) => Promise<ReturnType<typeof answerOf>>

beforeEach(async () => {
  database = openTestDatabase()
  await database.all(`INSERT INTO accounts VALUES (1, 'k', 'a', 'b', NULL, 'e', 'n', 's', 0, 0)`)
  asked = []
  trouble = null
  answer = () => Promise.reject(new UsherError('no-permission', { status: 401 }))
  const api: Api = {
    account: () => 1,
    request: ({ path }) => {
      asked.push(path)
      return answer(path)
    },
    picture: () => Promise.resolve(null),
  }
  const copy = createCopy(database)
  const fresh = { visible: { Id: 7, FullName: 'Ana' }, missing: [], account: 1 } as unknown as FreshUser
  await database.transaction(copy.recordStatements(1, 7, fresh, 500))
  directory = createDirectory({
    ...{ users: createUsers(api), api, copy, now: () => 1_000, trouble: () => trouble },
    people: openTestPeople(database, () => 1_000),
    save: (statements) => database.transaction(statements),
  })
  await directory.open(1)
})

describe('opening a person', () => {
  it.each<Problem>([
    { code: 'timeout', facts: { host: 'x.example' } },
    { code: 'throttled', facts: { retryAt: 3_600_000 } },
    { code: 'offline', facts: {} },
  ])('answers with the copy at once when the server would keep it waiting: $code', async (problem) => {
    answer = () => new Promise(() => undefined)
    trouble = problem
    expect(await directory.read(7)).toMatchObject({ record: { FullName: 'Ana' }, readAt: 500, problem })
    expect(asked).toEqual([])
  })

  it('asks all the same for who was never read', async () => {
    trouble = { code: 'timeout', facts: {} }
    await expect(directory.read(8)).rejects.toMatchObject({ code: 'no-permission' })
    expect(asked).toEqual(['/api/sys/users/8'])
  })
})

describe('an account that may list people and read nothing else', () => {
  it('is refused once a list and once for the records, not once for every administrator', async () => {
    const ids = Array.from({ length: 100 }, (_, n) => n + 1)
    answer = (path) =>
      path.includes('/users?')
        ? Promise.resolve(answerOf(page(ids)))
        : Promise.reject(new UsherError('no-permission', { status: 401 }))
    await directory.fill()
    const refused = () => asked.filter((path) => !path.includes('/users?'))
    expect(refused().map((path) => path.split('?')[0])).toEqual([
      '/api/sys/businesses',
      '/api/security/userroles',
      '/api/sys/languages',
      '/api/support/chatrooms',
      '/api/apps/applications',
      '/api/sys/users/1',
    ])
    asked = []
    await directory.fill()
    expect(refused()).toEqual([])
    // A permission that was given meanwhile is found at the next sign-in or start.
    await directory.open(1)
    await directory.fill()
    expect(refused()).toHaveLength(6)
  })
})

describe('who has which role and location', () => {
  const lists: Record<string, unknown> = {
    '/api/security/userroles': { Records: [{ Id: 10, Name: 'Reception' }], HasNextPage: false },
    '/api/security/userroles/10': { Id: 10, Users: [1, '3'] },
    '/api/sys/businesses': { Records: [{ Id: 20, Name: 'Harbour' }], HasNextPage: false },
    '/api/sys/businesses/20': { Id: 20 },
  }
  beforeEach(() => {
    answer = (path) => {
      const [bare = ''] = path.split('?')
      if (bare === '/api/sys/users') return Promise.resolve(answerOf(page([1, 2, 3])))
      if (bare in lists) return Promise.resolve(answerOf(lists[bare]))
      return Promise.reject(new UsherError('no-permission', { status: 401 }))
    }
  })
  const found = async (text: string) => {
    const sort = { field: 'CreatedOn', descending: false } as const
    const query = { text, sort, scope: 'everyone', from: 0, count: 9, columns: [] } as const
    return (await directory.find({ ...query, columns: [] })).rows.map(({ id }) => id)
  }

  it('is read once a role, kept, and not asked for again while it is fresh', async () => {
    await directory.fill()
    expect(await found('role:reception')).toEqual([1, 3])
    const count = () => asked.filter((path) => path === '/api/security/userroles/10').length
    await directory.fill()
    expect(count()).toBe(1)
    await directory.open(1)
    expect(await found('reception')).toEqual([1, 3])
  })

  it('is said to be missing where the server does not tell or refuses', async () => {
    await directory.fill()
    const missing = ['languages', 'chatRooms', 'applications', 'locations-members', 'records']
    expect(directory.state.missing).toEqual(missing)
  })
})

describe('reading some records for an edit of many', () => {
  const user = (Id: number) => ({ Id, FullName: `Person ${Id}`, Email: `p${Id}@x.example` })

  it('keeps all that came, and says why the others did not', async () => {
    answer = (path) =>
      path.endsWith('/9')
        ? Promise.reject(new UsherError('gone'))
        : Promise.resolve(answerOf(user(Number(path.split('/').at(-1)))))
    expect(await directory.readSome(1, [3, 9, 4])).toEqual({
      read: [3, 4],
      problem: { code: 'gone', facts: {} },
    })
    const kept = await directory.records(1, [3, 4, 9, 7])
    expect([...kept].map(([id, { record }]) => [id, record.FullName])).toEqual([
      [3, 'Person 3'],
      [4, 'Person 4'],
      [7, 'Ana'],
    ])
    const rows = await directory.rows([4, 3], ['FullName'])
    expect(rows.map(({ values }) => values['FullName'])).toEqual(['Person 4', 'Person 3'])
  })

  it('asks nobody while the server would keep it waiting', async () => {
    trouble = { code: 'throttled', facts: { retryAt: 3_600_000 } }
    expect(await directory.readSome(1, [3])).toEqual({ read: [], problem: trouble })
    expect(asked).toEqual([])
  })
})
