import { beforeEach, describe, expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import { createBudget, localLimits } from './budget'
import { createApi, type Api, type TokenSource } from './http'

const api = 'https://x.example'
let told: string[]
let asked: string[]
let answer: () => Response
let tokens: TokenSource
let account: number
let time: number
let budget: ReturnType<typeof createBudget>
let client: Api

beforeEach(() => {
  told = []
  asked = []
  account = 1
  answer = () => Response.json({})
  tokens = { current: () => Promise.resolve('t0'), replace: () => Promise.resolve('t1') }
  time = 1_000
  const clock = { now: () => time, sleep: () => new Promise<void>(() => undefined) }
  budget = createBudget(() => localLimits, clock)
  client = createApi({
    ...{ budget, clock },
    fetch: (url, init) => {
      asked.push(`${new Headers(init.headers).get('authorization') ?? ''} ${url}`)
      return Promise.resolve(answer())
    },
    network: {
      requireOnline: () => undefined,
      reached: (server) => told.push(`reached ${server}`),
      failed: (server, error) => told.push(`${error.code} ${server}`),
    },
    owner: () => ({ account, api, tokens }),
  })
})
const request = () => client.request({ path: '/x', priority: 'sync' })

describe('a token that cannot be renewed', () => {
  it('tells the connection when the server does not answer: asking is for later', async () => {
    tokens = { ...tokens, current: () => Promise.reject(new UsherError('unreachable')) }
    await expect(request()).rejects.toMatchObject({ code: 'unreachable' })
    expect([told, asked]).toEqual([[`unreachable ${api}`], []])
  })

  it('tells it also when the server refused the old one', async () => {
    answer = () => new Response('', { status: 401 })
    tokens = { ...tokens, replace: () => Promise.reject(new UsherError('timeout')) }
    await expect(request()).rejects.toMatchObject({ code: 'timeout' })
    expect(told).toEqual([`reached ${api}`, `timeout ${api}`])
  })

  it('holds back everything when the server asks for patience', async () => {
    tokens = { ...tokens, current: () => Promise.reject(new UsherError('throttled', { retryAt: 9_000 })) }
    await expect(request()).rejects.toMatchObject({ code: 'throttled' })
    expect(budget.pausedUntil(api)).toBe(9_000)
    expect(told).toEqual([`reached ${api}`])
  })
})

/** A whole record that waited for its turn carries back what others changed meanwhile. */
describe('a request that waited for its turn', () => {
  const send = (method: 'GET' | 'PUT' | 'PATCH') =>
    client.request({
      method,
      path: '/x',
      priority: 'sync',
      before: () => Promise.resolve(void asked.push('before')),
    })
  /** The turn comes so much later, as at the end of a pause or of a spent allowance. */
  const waitFor = (ms: number) => {
    budget.take = () => Promise.resolve(void (time += ms))
  }

  it.each(['PUT', 'PATCH'] as const)('is not sent when it is a %s', async (method) => {
    waitFor(2_001)
    await expect(send(method)).rejects.toMatchObject({ code: 'throttled', unsent: true, overtaken: true })
    expect([asked, budget.pausedUntil(api)]).toEqual([[], 0])
    waitFor(1_999)
    await send(method)
    expect(asked).toEqual(['before', `Bearer t0 ${api}/x`])
  })

  it('is not sent when renewing the token was what it waited for', async () => {
    waitFor(0)
    tokens = { ...tokens, replace: () => ((time += 3_000), Promise.resolve('t1')) }
    answer = () => new Response('', { status: 401 })
    await expect(send('PUT')).rejects.toMatchObject({ unsent: true, overtaken: true })
    expect(asked).toEqual(['before', `Bearer t0 ${api}/x`])
  })

  it('is sent when it only reads', async () => {
    waitFor(60_000)
    await send('GET')
    expect(asked).toEqual(['before', `Bearer t0 ${api}/x`])
  })

  it('makes sure of what has to hold once its turn has come', async () => {
    budget.take = () => Promise.resolve(void asked.push('turn'))
    await send('PATCH')
    expect(asked).toEqual(['turn', 'before', `Bearer t0 ${api}/x`])
  })
})

describe('a 401', () => {
  beforeEach(() => {
    answer = () => new Response('', { status: 401 })
  })

  it('is tried once with a fresh token', async () => {
    await expect(request()).rejects.toMatchObject({ code: 'no-permission' })
    expect(asked).toEqual([`Bearer t0 ${api}/x`, `Bearer t1 ${api}/x`])
  })

  it('is not sent again where what has to hold before it does not any more', async () => {
    const before = () => {
      asked.push('before')
      return asked.length < 4 ? Promise.resolve() : Promise.reject(new UsherError('gone'))
    }
    const patch = () => client.request({ method: 'PATCH', path: '/x', body: '{}', priority: 'sync', before })
    answer = () => (asked.length === 2 ? new Response('', { status: 401 }) : Response.json({}))
    await patch()
    expect(asked).toEqual(['before', `Bearer t0 ${api}/x`, 'before', `Bearer t1 ${api}/x`])
    await expect(patch()).rejects.toMatchObject({ code: 'gone', unsent: true })
    expect(asked.slice(4)).toEqual(['before'])
  })

  it('is a missing permission when the token is fresh already', async () => {
    tokens = { ...tokens, replace: (refused) => Promise.resolve(refused) }
    await expect(request()).rejects.toMatchObject({ code: 'no-permission' })
    expect(asked).toHaveLength(1)
  })
})

it('does not wait out a pause for an account that was left while its token was renewed', async () => {
  budget.pauseUntil(api, 9_000)
  tokens = {
    ...tokens,
    current: () => {
      account = 2
      return Promise.resolve('t0')
    },
  }
  await expect(request()).rejects.toMatchObject({ code: 'not-signed-in' })
})

describe('a picture', () => {
  const picture = (most = 1_000, whose = 1) =>
    client.picture({ path: '/p', account: whose, priority: 'picture', most })

  it('is its bytes, asked for with the token', async () => {
    answer = () => new Response(new Uint8Array([1, 2, 3]))
    expect(await picture()).toEqual(new Uint8Array([1, 2, 3]))
    expect(asked).toEqual([`Bearer t0 ${api}/p`])
  })

  it('is not read any further once it is too large', async () => {
    const read: number[] = []
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          read.push(400)
          controller.enqueue(new Uint8Array(400))
        },
      },
      { highWaterMark: 0 },
    )
    answer = () => new Response(body)
    expect(await picture()).toBeNull()
    expect(read).toHaveLength(3)
    answer = () => new Response(new Uint8Array(1_000))
    expect((await picture())?.length).toBe(1_000)
  })

  it.each([
    [404, 'gone'],
    [403, 'no-permission'],
    [500, 'server-fault'],
  ])('that is answered with %i fails as %s, and is asked for once', async (status, code) => {
    answer = () => new Response('', { status })
    await expect(picture()).rejects.toMatchObject({ code })
    expect(asked).toHaveLength(1)
  })

  it('that is answered with 401 is asked for once more, with a fresh token', async () => {
    answer = () => new Response('', { status: asked.length === 1 ? 401 : 200 })
    expect(await picture()).toEqual(new Uint8Array())
    expect(asked).toEqual([`Bearer t0 ${api}/p`, `Bearer t1 ${api}/p`])
  })

  it('is a missing permission when a fresh token is refused too, or there is none', async () => {
    answer = () => new Response('', { status: 401 })
    await expect(picture()).rejects.toMatchObject({ code: 'no-permission' })
    expect(asked).toHaveLength(2)
    tokens = { ...tokens, replace: (refused) => Promise.resolve(refused) }
    await expect(picture()).rejects.toMatchObject({ code: 'no-permission' })
    expect(asked).toHaveLength(3)
  })

  it('is not asked for with the fresh token of somebody who left meanwhile', async () => {
    answer = () => new Response('', { status: 401 })
    tokens = {
      ...tokens,
      replace: () => {
        account = 2
        return Promise.resolve('t1')
      },
    }
    await expect(picture()).rejects.toMatchObject({ code: 'not-signed-in' })
    expect(asked).toHaveLength(1)
  })

  it('holds everything back when the server asks for patience', async () => {
    answer = () => new Response('', { status: 429, headers: { 'Retry-After': '8' } })
    await expect(picture()).rejects.toMatchObject({ code: 'throttled' })
    expect(budget.pausedUntil(api)).toBe(9_000)
  })

  it('that does not come says nothing of the connection', async () => {
    answer = () => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) })
    }
    await expect(picture()).rejects.toMatchObject({ code: 'unreachable' })
    expect(told).toEqual([])
  })

  it('is asked for as nobody but whose list it is of', async () => {
    await expect(picture(1_000, 2)).rejects.toMatchObject({ code: 'not-signed-in' })
    tokens = {
      ...tokens,
      current: () => {
        account = 2
        return Promise.resolve('t0')
      },
    }
    await expect(picture()).rejects.toMatchObject({ code: 'not-signed-in' })
    expect(asked).toEqual([])
  })
})

describe('what a failure says of a write', () => {
  const put = (): Promise<unknown> =>
    client
      .request({ method: 'PUT', path: '/x', body: '{}', priority: 'sync' })
      .catch((error: unknown) => error)
  const lost = new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) })
  const unknown = new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ENOTFOUND' }) })

  it.each([
    [401, true],
    [409, true],
    [429, true],
    [400, false],
    [500, false],
    [503, false],
  ])('answer %i: surely had no effect: %s', async (status, unsent) => {
    answer = () => new Response('{}', { status, headers: { 'content-type': 'application/json' } })
    expect(await put()).toMatchObject({ unsent })
  })

  it('a lost connection leaves it open; a host that does not exist does not', async () => {
    answer = () => {
      throw lost
    }
    expect(await put()).toMatchObject({ code: 'unreachable', unsent: false })
    answer = () => {
      throw unknown
    }
    expect(await put()).toMatchObject({ code: 'address-unknown', unsent: true })
  })

  it('never left when the token could not be had, or the account was left', async () => {
    tokens = { ...tokens, current: () => Promise.reject(new UsherError('sign-in-ended')) }
    expect(await put()).toMatchObject({ code: 'sign-in-ended', unsent: true })
    tokens = {
      ...tokens,
      current: () => {
        account = 2
        return Promise.resolve('t0')
      },
    }
    expect(await put()).toMatchObject({ code: 'not-signed-in', unsent: true })
  })

  it('a connection that is lost at the second try, after a 401, leaves it open', async () => {
    const answers = [() => new Response('', { status: 401 })]
    answer = () => {
      const next = answers.pop()
      if (!next) throw lost
      return next()
    }
    expect(await put()).toMatchObject({ code: 'unreachable', unsent: false })
  })
})
