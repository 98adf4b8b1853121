import { beforeEach, describe, expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import { openTestDatabase, type TestDatabase } from '../database/testing'
import type { Api } from '../nexudus/http'
import { createUsers } from '../nexudus/users'
import { createCopy } from './copy'
import { createDirectory, type Directory } from './directory'
import { openTestPeople } from './people/testing'

interface User {
  readonly Id: number
  readonly FullName: string
  UpdatedOn: string
}
const day = 24 * 3_600_000
const at = (minute: number): string => `2026-01-01T00:${String(minute).padStart(2, '0')}:07Z`

let database: TestDatabase
let directory: Directory
let users: User[]
let asked: string[]
let now: number
/** What the server makes of a filter's date. */
let filterTakes: (stamp: string, since: string) => boolean

/** A server's list of users, as far as it is documented. */
function answer(path: string): unknown {
  const query = new URL(path, 'https://x.example').searchParams
  const since = query.get('from_User_UpdatedOn')
  const found = users.filter(({ UpdatedOn }) => since === null || filterTakes(UpdatedOn, since))
  if (query.get('orderBy') === 'UpdatedOn') found.sort((a, b) => (a.UpdatedOn < b.UpdatedOn ? 1 : -1))
  const [page, size] = [Number(query.get('page')), Number(query.get('size'))]
  return { Records: found.slice((page - 1) * size, page * size), HasNextPage: found.length > page * size }
}

beforeEach(async () => {
  database = openTestDatabase()
  await database.all(`INSERT INTO accounts VALUES (1, 'k', 'a', 'b', NULL, 'e', 'n', 's', 0, 0)`)
  users = Array.from({ length: 250 }, (_, n) => ({ Id: n + 1, FullName: `P${n + 1}`, UpdatedOn: at(10) }))
  asked = []
  now = 1_000
  filterTakes = (stamp, since) => stamp >= since
  const api: Api = {
    account: () => 1,
    request({ path }) {
      if (!path.startsWith('/api/sys/users?'))
        return Promise.reject(new UsherError('no-permission', { status: 401 }))
      asked.push(path.replace('/api/sys/users?', ''))
      const rest = { status: 200, contentType: 'application/json', retryAfter: null, host: 'x.example' }
      return Promise.resolve({ ...rest, text: JSON.stringify(answer(path)) })
    },
    picture: () => Promise.resolve(null),
  }
  directory = createDirectory({
    ...{ users: createUsers(api), api, copy: createCopy(database), now: () => now, trouble: () => null },
    people: openTestPeople(database, () => now),
    save: (statements) => database.transaction(statements),
  })
  await directory.open(1)
  await directory.fill()
  asked = []
})

const names = async (text: string): Promise<number> => {
  const sort = { field: 'FullName', descending: false } as const
  return (await directory.find({ text, scope: 'everyone', sort, from: 0, count: 5, columns: [] })).total
}
const change = (id: number, FullName: string, minute: number): void => {
  users = users.map((user) => (user.Id === id ? { Id: id, FullName, UpdatedOn: at(minute) } : user))
}
const listings = () => asked.filter((query) => query.startsWith('page=1&size=100&orderBy=Id'))

describe('a later reading', () => {
  it('says what it does, and when it is done', async () => {
    const said: (string | null)[] = []
    directory.onChange(({ reading }) => {
      const now = reading && `${reading.what} ${reading.done}/${reading.total ?? '?'}`
      if (said.at(-1) !== now) said.push(now)
    })
    await directory.fill({ sweep: true })
    expect(said[0]).toBeNull()
    expect(said).toContain('people 250/?')
    expect(said.at(-1)).toBeNull()
    now += 1
    said.splice(0)
    await directory.fill()
    expect(said).toEqual([null, 'changes 0/?', null])
    expect(directory.state.missing).toContain('roles')
  })

  it('asks for what changed since the server’s own newest stamp, less a few minutes', async () => {
    users = users.map((user) => (user.Id > 5 ? { ...user, UpdatedOn: at(1) } : user))
    await directory.fill({ sweep: true })
    asked = []
    change(200, 'Changed', 12)
    now = 5_000
    await directory.fill()
    expect(asked).toEqual(['page=1&size=100&orderBy=UpdatedOn&dir=1&from_User_UpdatedOn=2026-01-01T00:05'])
    expect(await names('changed')).toBe(1)
    expect(directory.state).toMatchObject({ refreshedAt: 5_000, people: 250, problem: null })
    asked = []
    await directory.fill()
    expect(asked).toEqual(['page=1&size=100&orderBy=UpdatedOn&dir=1&from_User_UpdatedOn=2026-01-01T00:07'])
  })

  it('lists everybody once a day and when asked to, and finds who is gone', async () => {
    users = users.filter(({ Id }) => Id !== 7)
    now += 60_000
    await directory.fill()
    expect(listings()).toEqual([])
    await directory.fill({ sweep: true })
    now += day + 1
    await directory.fill()
    expect(listings()).toHaveLength(2)
    expect(directory.state.people).toBe(249)
  })

  it.each<[string, (stamp: string, since: string) => boolean]>([
    ['means another clock', (stamp, since) => stamp >= since.replace('T00', 'T09')],
    ['is not obeyed by a server that sorts as it likes', () => true],
  ])('finds what changed where the filter %s', async (_, takes) => {
    filterTakes = takes
    change(9, 'Changed', 40)
    if (takes('', '')) users = users.map((user) => ({ ...user, UpdatedOn: at(user.Id === 9 ? 40 : 1) }))
    await directory.fill()
    expect(await names('changed')).toBe(1)
  })
})

describe('a first reading that is broken off', () => {
  it('goes on at its page, and misses nobody who changed meanwhile', async () => {
    await directory.fill({ sweep: true })
    asked = []
    const whole = users
    let pages = 0
    users = new Proxy(whole, {
      get(target, key, receiver) {
        if (key === 'filter' && ++pages > 2) throw new UsherError('timeout', { host: 'x.example' })
        return Reflect.get(target, key, receiver) as unknown
      },
    })
    await directory.fill({ sweep: true })
    expect(directory.state.problem).toMatchObject({ code: 'timeout' })
    users = whole
    change(3, 'Changed', 11)
    asked = []
    await directory.fill()
    expect(asked[0]).toBe('page=2&size=100&orderBy=Id&dir=0')
    await directory.fill()
    expect(asked.at(-1)).toContain('from_User_UpdatedOn=2026-01-01T00:05')
    expect(await names('changed')).toBe(1)
  })
})
