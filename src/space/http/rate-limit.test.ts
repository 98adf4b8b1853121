import { afterEach, describe, expect, it } from 'vitest'
import { startSpace, type Space } from '../space'
import { signIn, type Client } from '../testing/client'

let time = Date.parse('2026-12-01T09:00:00Z')
let space: Space
afterEach(() => space.stop())

async function start(rateLimit: 409 | 429): Promise<Client> {
  space = await startSpace({ users: 40, rateLimit, now: () => time })
  const client = await signIn(space)
  time += 1_000
  return client
}

describe.each([409, 429] as const)('limits with status %i', { timeout: 30_000 }, (status) => {
  it('allow one request in 100 ms', async () => {
    const ada = await start(status)
    expect((await ada.get('/api/auth/me')).status).toBe(200)
    time += 99
    const refused = await ada.get('/api/auth/me')
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([status, '1'])
    time += 1
    expect((await ada.get('/api/auth/me')).status).toBe(200)
  })

  it('allow 120 requests in a minute, 60 of them writes', async () => {
    const ada = await start(status)
    const body = space.value(space.accounts.colleague.id)
    const statuses: number[] = []
    const ask = async (request: () => Promise<Response>): Promise<Response> => {
      time += 100
      const answer = await request()
      statuses.push(answer.status)
      return answer
    }
    for (let count = 0; count < 60; count += 1) await ask(() => ada.put(body))
    const write = await ask(() => ada.put(body))
    expect([write.status, Number(write.headers.get('Retry-After'))]).toEqual([status, 54])
    for (let count = 0; count < 60; count += 1) await ask(() => ada.get('/api/auth/me'))
    expect(statuses.filter((one) => one === 200)).toHaveLength(120)
    expect((await ask(() => ada.get('/api/auth/me'))).status).toBe(status)
    time += 60_000
    expect((await ask(() => ada.put(body))).status).toBe(200)
  })
})

describe('limits of a day', { timeout: 60_000 }, () => {
  it('allow 5,000 writes, also when no minute had too many', async () => {
    const ada = await start(409)
    // An empty body is no update, but a request all the same.
    const write = () => ada.put('')
    const statuses = new Set<number>()
    for (let count = 0; count < 5_000; count += 1) {
      time += 1_000
      statuses.add((await write()).status)
    }
    expect([...statuses]).toEqual([500])
    time += 1_000
    const refused = await write()
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([409, String(86_400 - 5_000)])
    expect((await ada.get('/api/auth/me')).status).toBe(200)
    time += 86_400_000
    expect((await write()).status).toBe(500)
  })
})
