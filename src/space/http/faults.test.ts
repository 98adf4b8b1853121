import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSpace, type FaultRule, type Space } from '../space'
import { signIn, type Client } from '../testing/client'

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
