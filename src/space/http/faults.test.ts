import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSpace, type FaultRule, type Space } from '../space'
import { signIn, type Client } from '../testing/client'
import { enter } from '../testing/portal'

let space: Space
let ada: Client
let id: number
beforeEach(async () => {
  space = await startSpace({ users: 40 })
  ada = await signIn(space)
  id = space.accounts.colleague.id
})
afterEach(() => space.stop())

const put = { method: 'PUT', path: '/api/sys/users' } as const
const rename = (name: string): Promise<Response> => ada.put({ ...space.value(id), FullName: name })
const name = (): unknown => space.value(id).FullName

/** What `fetch` fails with when the connection breaks. */
const broken: unknown = expect.objectContaining({
  cause: expect.objectContaining({ code: 'ECONNRESET' }) as unknown,
})

describe('a broken connection', () => {
  it('before the commit leaves nothing behind', async () => {
    const fault = space.fault({ ...put, kind: 'reset', when: 'before' })
    await expect(rename('Lost')).rejects.toEqual(broken)
    expect(name()).toBe('Grace Okonkwo')
    expect(fault.hits).toBe(1)
    expect(space.requests.at(-1)).toMatchObject({ method: 'PUT', path: '/api/sys/users', status: null })
    expect((await rename('Found')).status).toBe(200)
  })

  it('after the commit loses the answer alone', async () => {
    space.fault({ ...put, kind: 'reset', when: 'after' })
    await expect(rename('Done')).rejects.toEqual(broken)
    expect(name()).toBe('Done')
  })
})

describe('a hanging answer', () => {
  it.each([
    ['before', 'Grace Okonkwo'],
    ['after', 'Late'],
  ] as const)('hangs %s the commit until released', async (when, meanwhile) => {
    const fault = space.fault({ ...put, kind: 'hang', when })
    let isAnswered = false
    const asked = rename('Late').then((answer) => {
      isAnswered = true
      return answer
    })
    await fault.hit
    expect([isAnswered, name()]).toEqual([false, meanwhile])
    fault.release()
    expect((await asked).status).toBe(200)
    expect(name()).toBe('Late')
  })

  it('ends with the space and writes nothing then', async () => {
    const fault = space.fault({ ...put, kind: 'hang', when: 'before' })
    const asked = rename('Too late')
    await fault.hit
    await Promise.all([space.stop(), expect(asked).rejects.toThrow()])
    fault.release()
    // Whatever the request still does, it does before the next turn of the event loop.
    await nextTurn()
    expect(name()).toBe('Grace Okonkwo')
  })
})

describe('another answer', () => {
  const retry = { 'retry-after': '7' }
  it.each<[FaultRule, number, string | null, string, object]>([
    [{ kind: 'html' }, 200, 'text/html; charset=utf-8', '<!DOCTYPE html>', {}],
    [{ kind: 'status', status: 401 }, 401, null, '', {}],
    [{ kind: 'status', status: 403 }, 403, 'text/html; charset=utf-8', '<!DOCTYPE', {}],
    [{ kind: 'status', status: 404 }, 404, 'application/json; charset=utf-8', '"Not found"', {}],
    [{ kind: 'status', status: 409, retryAfter: 7 }, 409, null, '', retry],
    [{ kind: 'status', status: 429, retryAfter: 7 }, 429, 'text/plain;charset=UTF-8', 'You must wait', retry],
    [{ kind: 'status', status: 500 }, 500, 'application/json; charset=utf-8', '{"Message":"An error', {}],
    [{ kind: 'status', status: 502 }, 502, 'text/html; charset=utf-8', '<!DOCTYPE', {}],
    [{ kind: 'status', status: 504 }, 504, 'text/html; charset=utf-8', '<!DOCTYPE', {}],
    [{ kind: 'status', status: 503, retryAfter: 7 }, 503, 'text/html; charset=utf-8', '<!DOCTYPE', retry],
    [{ kind: 'unsuccessful', message: 'No' }, 200, 'application/json; charset=utf-8', '{"Status":500', {}],
  ])('is given for %j, and nothing is done', async (rule, status, type, start, headers) => {
    space.fault({ ...put, ...rule })
    const answer = await rename('Not done')
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([status, type])
    const text = await answer.text()
    expect(text.slice(0, start.length || 1)).toBe(start)
    expect(Object.fromEntries(answer.headers)).toMatchObject(headers)
    expect(name()).toBe('Grace Okonkwo')
    expect(space.requests.at(-1)?.status).toBe(status)
  })

  it('lacks a field', async () => {
    const path = `/api/sys/users/${id}`
    space.fault({ path, kind: 'drop', fields: ['PasswordSalt'] })
    const cut = await ada.read(id)
    expect(cut.has('PasswordSalt')).toBe(false)
    expect((await ada.read(id)).size).toBe(cut.size + 1)
    expect(cut.get('LedgerNumber')).toBe(space.record(id).get('LedgerNumber'))
  })

  it('lacks a field in each row', async () => {
    space.fault({ path: '/api/sys/users', kind: 'drop', fields: ['FullName'] })
    const { Records, TotalItems } = await ada.list('/api/sys/users')
    expect(Records.some((row) => 'FullName' in row)).toBe(false)
    expect(TotalItems).toBe(40)
  })
})

describe('a server with its own mind', () => {
  it('stores something else than was sent', async () => {
    space.fault({ ...put, kind: 'normalise', fields: { FullName: (value) => String(value).trim() } })
    expect((await rename('  Spaces ')).status).toBe(200)
    expect(name()).toBe('Spaces')
  })

  it('lets another administrator in between reading and writing', async () => {
    const run = () => space.edit(id, { Active: false })
    space.fault({ ...put, kind: 'run', when: 'before', run })
    const sent = { ...space.value(id), FullName: 'Mine' }
    expect((await ada.put(sent)).status).toBe(200)
    expect(space.value(id)).toMatchObject({ FullName: 'Mine', Active: true })
    space.fault({ ...put, kind: 'run', when: 'after', run })
    expect((await ada.put(sent)).status).toBe(200)
    expect(space.value(id)).toMatchObject({ Active: false, UpdatedBy: 'grace@northlight.example' })
  })
})

describe('a fault', () => {
  it('meets as many requests as it says, after those it lets pass', async () => {
    const fault = space.fault({ path: '/api/sys', kind: 'status', status: 500, times: 2, skip: 1 })
    const statuses = []
    for (let round = 0; round < 4; round += 1) statuses.push((await ada.get('/api/sys/users')).status)
    expect(statuses).toEqual([200, 500, 500, 200])
    expect(fault.hits).toBe(2)
  })

  it('meets only its method and path, and none when cancelled', async () => {
    const fault = space.fault({ ...put, kind: 'status', status: 500, times: Infinity })
    expect((await ada.get('/api/sys/users')).status).toBe(200)
    expect((await rename('a')).status).toBe(500)
    expect((await rename('b')).status).toBe(500)
    fault.cancel()
    expect((await rename('c')).status).toBe(200)
  })
})

describe('a second writer', () => {
  it.each(['before', 'after'] as const)('edits the record of an update %s it', async (when) => {
    space.fault({ ...put, kind: 'edit', when, changes: { Validated: false } })
    const sent = { ...space.value(id), FullName: 'Mine', Validated: true }
    expect((await ada.put(sent)).status).toBe(200)
    const by = when === 'after' ? 'grace@northlight.example' : space.email
    expect(space.value(id)).toMatchObject({ FullName: 'Mine', Validated: when === 'before', UpdatedBy: by })
  })

  it('turns over a flag of the record that is read, when nothing is said', async () => {
    const before = space.value(id).OnNewBlogComment
    space.fault(`GET /api/sys/users/${id} edit-after x1`)
    expect((await ada.read(id)).get('OnNewBlogComment')).toBe(String(before))
    expect(space.value(id).OnNewBlogComment).toBe(!(before as boolean))
    expect((await ada.read(id)).get('OnNewBlogComment')).toBe(String(!(before as boolean)))
  })

  it('edits the profile of a customer while it is updated', async () => {
    const customer = await enter(space)
    const [profile = 0] = space.profiles(space.accounts.admin.id)
    const before = space.profile(profile)
    space.fault({ method: 'PATCH', path: '/api/public', kind: 'edit', when: 'after' })
    expect((await customer.patch({ NickName: 'Mine' })).status).toBe(200)
    expect(space.profile(profile)).toMatchObject({
      NickName: 'Mine',
      ProfileIsPublic: !(before.ProfileIsPublic as boolean),
      UpdatedBy: 'grace@northlight.example',
    })
  })

  it('is nobody where a request is about no record', async () => {
    const before = space.ids().map((each) => space.record(each))
    space.fault('GET /api/sys edit-before')
    expect((await ada.get('/api/sys/users')).status).toBe(200)
    expect((await ada.get('/api/sys/users/5')).status).toBe(404)
    expect(space.ids().map((each) => space.record(each))).toEqual(before)
  })
})

describe('UpdatedOn', () => {
  it('moves by itself between reading and writing, in users and in profiles', async () => {
    const before = space.value(id)
    space.fault(`GET /api/sys/users/${id} touch-after`)
    const read = await ada.read(id)
    expect({ ...space.value(id), UpdatedOn: '' }).toEqual({ ...before, UpdatedOn: '' })
    expect(space.record(id).get('UpdatedOn')).not.toBe(read.get('UpdatedOn'))

    const customer = await enter(space)
    const profile = await customer.read()
    space.fault('PATCH touch-before x1')
    await customer.patch({})
    const moved = await customer.read()
    expect(moved).toEqual({ ...profile, UpdatedOn: moved.UpdatedOn, UpdatedOnUtc: moved.UpdatedOn })
    expect(moved.UpdatedOn).not.toBe(profile.UpdatedOn)
  })
})

describe('a late answer', () => {
  it('comes after the time it says, or after one that is drawn', async () => {
    space.fault('GET wait=40..60 x2')
    for (let round = 0; round < 2; round += 1) {
      const from = performance.now()
      expect((await ada.get('/api/auth/me')).status).toBe(200)
      expect(performance.now() - from).toBeGreaterThan(38)
    }
  })
})

describe('chance', () => {
  const statuses = async (seed: number, fault: string): Promise<number[]> => {
    const other = await startSpace({ users: 40, seed, faults: [fault] })
    const client = await signIn(other)
    const seen: number[] = []
    for (let round = 0; round < 60; round += 1) seen.push((await client.get('/api/auth/me')).status)
    await other.stop()
    return seen
  }

  it('meets about as many requests as it says, and the same ones again in a space of the same seed', async () => {
    const seen = await statuses(3, 'GET 500 0.3')
    const met = seen.filter((status) => status === 500).length
    expect(met).toBeGreaterThan(8)
    expect(met).toBeLessThan(30)
    expect(await statuses(3, 'GET 500 0.3')).toEqual(seen)
    expect(await statuses(4, 'GET 500 0.3')).not.toEqual(seen)
  })

  it('is no chance at 0 and every time at 1', async () => {
    expect(new Set(await statuses(3, 'GET 500 0'))).toEqual(new Set([200]))
    expect(new Set(await statuses(3, 'GET 500 1'))).toEqual(new Set([500]))
  })

  it('is drawn apart for two faults', async () => {
    space.fault('GET /api/auth/me 500 0.5')
    space.fault('GET /api/sys/users 503 0.5')
    const met = async (path: string): Promise<boolean> => (await ada.get(path)).status !== 200
    const pairs: boolean[] = []
    for (let round = 0; round < 40; round += 1)
      pairs.push((await met('/api/auth/me')) === (await met('/api/sys/users')))
    expect(new Set(pairs).size).toBe(2)
  })
})
