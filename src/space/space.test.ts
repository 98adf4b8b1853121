import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OptionError, startSpace, type Space } from './space'
import { signIn } from './testing/client'

let space: Space
beforeEach(async () => {
  space = await startSpace({ users: 40 })
})
afterEach(() => space.stop())

/** The status for a request that says it is for another host; `fetch` cannot say so. */
function statusFor(host: string): Promise<number | undefined> {
  const { hostname, port } = new URL(space.url)
  return new Promise((resolve, reject) => {
    const options = { hostname, port, path: '/api/public/businesses/current', headers: { Host: host } }
    request(options, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end()
  })
}

describe('the host', () => {
  it.each(['127.0.0.1', 'localhost:4010', '[::1]:80', 'LOCALHOST', 'harbour.localhost:1'])(
    '%s is this computer',
    async (host) => {
      expect(await statusFor(host)).toBe(200)
    },
  )

  it.each([
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example:80',
    '192.168.1.2',
    'a.b.localhost',
    'evil.localhost.example',
  ])('%j is refused', async (host) => {
    expect(await statusFor(host)).toBe(403)
  })

  it('listens on loopback alone', () => {
    expect(space.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })
})

describe('any other address', () => {
  it.each(['/', '/api/sys/nothing', '/fr/profile', '/api/sys/users/abc'])('%s is a page', async (path) => {
    const answer = await fetch(space.url + path)
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([404, 'text/html; charset=utf-8'])
    expect(await answer.text()).toContain('<!DOCTYPE html>')
  })

  it('with a slash at its end is the same', async () => {
    expect((await fetch(`${space.url}/api/public/businesses/current/`)).status).toBe(200)
  })

  it('does not know PATCH', async () => {
    expect((await fetch(`${space.url}/api/sys/users`, { method: 'PATCH' })).status).toBe(404)
  })
})

describe('a body', () => {
  const put = (init: RequestInit) => fetch(`${space.url}/api/sys/users`, { method: 'PUT', ...init })

  it('that is too large, or does not say how large it is, is not read', async () => {
    expect((await put({ body: 'x'.repeat(2 * 1024 * 1024 + 1) })).status).toBe(413)
    const unmeasured = new Blob(['{}']).stream()
    expect((await put({ body: unmeasured, duplex: 'half' } as RequestInit)).status).toBe(411)
    expect((await put({ body: '{}' })).status).toBe(401)
  })
})

describe('the record of requests', () => {
  it('has what was sent and how it was answered', async () => {
    const ada = await signIn(space)
    expect(space.requests).toMatchObject([
      { method: 'POST', path: '/api/token', query: '', status: 200, headers: { client_id: 'test' } },
    ])
    expect(space.requests[0]?.body).toContain('grant_type=password')
    space.clearRequests()
    await ada.get('/api/sys/users?page=2')
    expect(space.requests).toMatchObject([
      { method: 'GET', path: '/api/sys/users', query: '?page=2', body: '', status: 200 },
    ])
  })

  it('tells of the next one', async () => {
    const next = space.nextRequest({ method: 'POST', path: '/api/token' })
    await signIn(space)
    expect((await next).body).toContain('username=ada')
  })

  it('is as long as the option says', async () => {
    const short = await startSpace({ users: 40, keepRequests: 2 })
    for (const path of ['/a', '/b', '/c']) await fetch(short.url + path)
    expect(short.requests.map(({ path }) => path)).toEqual(['/b', '/c'])
    await short.stop()
  })
})

describe('off and on line', () => {
  it('refuses connections, then listens on the same port with the same state', async () => {
    const ada = await signIn(space)
    const { url } = space
    await space.goOffline()
    await space.goOffline()
    await expect(ada.get('/api/auth/me')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
    await space.goOnline()
    await space.goOnline()
    expect(space.url).toBe(url)
    expect((await ada.get('/api/auth/me')).status).toBe(200)
  })

  it('breaks connections that are under way', async () => {
    const ada = await signIn(space)
    const fault = space.fault({ path: '/api/auth/me', kind: 'hang', when: 'before' })
    const asked = expect(ada.get('/api/auth/me')).rejects.toThrow()
    await fault.hit
    await Promise.all([space.goOffline(), asked])
  })
})

describe('the second writer', () => {
  it('edits in another name, and moves the moment of change alone', () => {
    const { id } = space.accounts.editor
    const before = space.value(id)
    space.edit(id, { FullName: 'Changed' }, 'somebody@example.org')
    const edited = space.value(id)
    expect(edited).toMatchObject({ FullName: 'Changed', UpdatedBy: 'somebody@example.org' })
    expect(Date.parse(String(edited.UpdatedOn))).toBeGreaterThan(Date.parse(String(before.UpdatedOn)))
    space.touch(id)
    const touched = space.value(id)
    expect({ ...touched, UpdatedOn: '' }).toEqual({ ...edited, UpdatedOn: '' })
    expect(touched.UpdatedOn).not.toBe(edited.UpdatedOn)
  })

  it('removes: the record is gone, its owner signed out, its address free', async () => {
    const { id, email } = space.accounts.editor
    const editor = await signIn(space, space.accounts.editor)
    const ada = await signIn(space)
    space.remove(id)
    expect((await ada.get(`/api/sys/users/${id}`)).status).toBe(404)
    expect((await editor.get('/api/auth/me')).status).toBe(401)
    expect([space.find(email), space.ids().includes(id)]).toEqual([undefined, false])
    expect(() => space.record(id)).toThrow('there is no user')
  })
})

describe('secrets', () => {
  it('are all that records and applications hold, also after a change', () => {
    const { id } = space.accounts.colleague
    const { PasswordSalt, Password } = space.value(id)
    expect(space.secrets()).toEqual(expect.arrayContaining([PasswordSalt, Password]))
    space.edit(id, { PasswordSalt: 'a new salt' })
    expect(space.secrets()).toContain('a new salt')
    expect(space.secrets()).not.toContain(PasswordSalt)
  })
})

describe('options', () => {
  it.each([
    [{ users: 3 }, 'users: must be at least 7'],
    [{ users: 100_001 }, 'users: must be at most 100000'],
    [{ locations: 0 }, 'locations: must be at least 1'],
    [{ port: 70_000 }, 'port: must be at most 65535'],
  ])('%j cannot be', async (options, message) => {
    await expect(startSpace(options)).rejects.toThrow(
      new OptionError(...(message.split(': ') as [string, string])),
    )
  })

  it('a port that is taken cannot be', async () => {
    const port = Number(new URL(space.url).port)
    await expect(startSpace({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it('latency makes every request wait, until it is set otherwise', async () => {
    const slow = await startSpace({ users: 40, latency: 600_000 })
    const card = `${slow.url}/api/public/businesses/current`
    const arrived = slow.nextRequest()
    const waiting = fetch(card)
    await arrived
    slow.setLatency(0)
    expect((await fetch(card)).status).toBe(200)
    expect(slow.requests.map(({ status }) => status)).toEqual([null, 200])
    await Promise.all([slow.stop(), expect(waiting).rejects.toThrow()])
  })
})
