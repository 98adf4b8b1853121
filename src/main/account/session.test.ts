import { beforeEach, describe, expect, it, vi } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import type { SessionState } from '#shared/ipc/models'
import { openTestDatabase } from '../database/testing'
import { createAccounts } from './accounts'
import type { Keychain } from './keychain/keychain'
import { createSession, type Session } from './session'
import { adminSystem } from './systems'
import type { Tokens } from './token-client'

/** A desk with a keychain that can be locked, and a server that is asked when the test says so. */
function createDesk(override: Parameters<typeof createSession>[0]['override'] = {}) {
  const stored = new Map<string, string>()
  const desk = {
    stored,
    database: openTestDatabase(),
    locked: false,
    /** Keychain entries that cannot be deleted. */
    stuck: '',
    me: { Id: 7, Email: 'ada@x.example' } as Record<string, unknown>,
    portal: (): Response => Response.json({ Id: 1, Name: 'Harbour' }),
    asked: [] as string[],
    states: [] as SessionState[],
    answerRefresh: (() => undefined) as (answer: Tokens | UsherError) => void,
    session: null as unknown as Session,
    /** A new start of the program on the same disk and keychain. */
    start,
  }
  const guard = (): void => {
    if (desk.locked) throw new UsherError('keychain-locked')
  }
  const attempt = <T>(work: () => T): Promise<T> => Promise.resolve().then(work)
  const keychain: Keychain = {
    check: () => attempt(guard),
    get: (name) => attempt(() => (guard(), stored.get(name) ?? null)),
    set: (name, secret) => attempt(() => (guard(), void stored.set(name, secret))),
    delete: (name) =>
      attempt(() => {
        guard()
        if (desk.stuck !== '' && name.endsWith(desk.stuck)) throw new UsherError('keychain-failed')
        stored.delete(name)
      }),
    close: () => undefined,
  }
  function start(): Session {
    desk.session = createSession({
      ...{ system: adminSystem, keychain, override, now: () => 1_000, requireOnline: () => undefined },
      accounts: createAccounts(desk.database, () => 1),
      demo: { start: () => Promise.resolve({ url: 'http://127.0.0.1:1', email: 'd', password: 'd' }) },
      fetch: (url) => {
        desk.asked.push(url)
        if (url.endsWith('/api/auth/me')) return Promise.resolve(Response.json(desk.me))
        return Promise.resolve(url.includes('/businesses/') ? desk.portal() : Response.json({}))
      },
      client: {
        signIn: (api) => {
          desk.asked.push(`${api} password`)
          return Promise.resolve({ access: 'access-0', refresh: 'refresh-0', expiresAt: 1_000 })
        },
        refresh: () =>
          new Promise((resolve, reject) => {
            desk.answerRefresh = (answer) => (answer instanceof UsherError ? reject(answer) : resolve(answer))
          }),
      },
    })
    desk.session.onChange((state) => desk.states.push(state))
    return desk.session
  }
  start()
  return desk
}
const form = { address: 'https://x.example', email: 'ada@x.example', password: 'p' }
const renewed: Tokens = { access: 'access-1', refresh: 'refresh-1', expiresAt: 9e9 }
const current = async () => (await createAccounts(desk.database, () => 1).current())?.account.email ?? null

let desk: ReturnType<typeof createDesk>
beforeEach(() => {
  desk = createDesk()
})

describe('signing out while the tokens are being renewed', () => {
  let asked: Promise<string>
  beforeEach(async () => {
    await desk.session.signIn(form)
    asked = desk.session.signedIn().tokens.current()
    asked.catch(() => null)
    await desk.session.signOut()
  })

  it('keeps nothing of the answer, and the next start asks for a sign-in', async () => {
    desk.answerRefresh(renewed)
    await expect(asked).rejects.toMatchObject({ code: 'not-signed-in' })
    expect([...desk.stored.keys()]).toEqual([])
    expect(await current()).toBeNull()
    expect((await desk.start().restore()).phase).toBe('signed-out')
  })

  it('does not say that a sign-in has ended when nobody is signed in', async () => {
    desk.answerRefresh(new UsherError('sign-in-ended'))
    await expect(asked).rejects.toMatchObject({ code: 'not-signed-in' })
    expect(desk.session.state).toMatchObject({ phase: 'signed-out', problem: null })
  })

  it('does not end the sign-in of somebody else', async () => {
    await desk.session.tryDemo()
    desk.answerRefresh(new UsherError('sign-in-ended'))
    await expect(asked).rejects.toMatchObject({ code: 'not-signed-in' })
    expect(desk.session.state).toMatchObject({ phase: 'signed-in', account: { demo: true } })
  })
})

it('signs out before the keychain is asked: nothing goes out in the name of who has left', async () => {
  await desk.session.signIn(form)
  const leaving = desk.session.signOut()
  expect(desk.session.state.phase).toBe('signed-out')
  expect(() => desk.session.signedIn()).toThrow()
  await leaving
})

describe('forgetting the tokens', () => {
  it('removes both entries although the keychain failed once and the session went on in memory', async () => {
    await desk.session.signIn(form)
    desk.locked = true
    const asked = desk.session.signedIn().tokens.current()
    await vi.waitFor(() => desk.answerRefresh(renewed))
    await asked
    desk.locked = false
    expect(desk.session.state.tokens).toBe('memory')
    await desk.session.signOut()
    expect([...desk.stored.keys()]).toEqual([])
  })

  it.each(['Try again', 'the next start'])('is finished by %s when the keychain was locked', async (how) => {
    await desk.session.signIn(form)
    desk.locked = true
    const left = { code: 'keychain-locked', facts: { leftover: true } }
    expect((await desk.session.signOut()).problem).toEqual(left)
    // Said as long as it is so.
    expect((await desk.start().restore()).problem).toEqual(left)
    desk.locked = false
    const { problem } = await (how === 'Try again' ? desk.session : desk.start()).restore()
    expect([problem, [...desk.stored.keys()]]).toEqual([null, []])
  })

  it('goes on to the second entry when the first cannot be removed', async () => {
    await desk.session.signIn(form)
    for (const stuck of ['access', 'refresh']) {
      desk.stuck = stuck
      await desk.session.signOut()
      expect([...desk.stored.keys()].map((name) => name.split(' ').at(-1))).toEqual([stuck])
      desk.stuck = ''
      await desk.session.signIn(form)
    }
  })

  it('leaves alone what a locked keychain still holds for the next start', async () => {
    await desk.session.signIn(form)
    desk.locked = true
    expect((await desk.start().restore()).problem).toEqual({ code: 'keychain-locked', facts: {} })
    desk.locked = false
    expect((await desk.session.restore()).phase).toBe('signed-in')
  })

  it('does not ask the keychain for a sign-in that was never kept there', async () => {
    desk.locked = true
    await desk.session.signIn({ ...form, memoryOnly: true })
    expect((await desk.session.signOut()).problem).toBeNull()
  })

  it('removes what an earlier sign-in of somebody else left, once somebody is in', async () => {
    await desk.session.signIn(form)
    const asked = desk.session.signedIn().tokens.current()
    await vi.waitFor(() => desk.answerRefresh(new UsherError('sign-in-ended')))
    await asked.catch(() => null)
    desk.me = { Id: 8, Email: 'bo@x.example' }
    await desk.session.signIn({ ...form, email: 'bo@x.example' })
    await vi.waitFor(() =>
      expect([...desk.stored.keys()].every((name) => name.includes('user 8'))).toBe(true),
    )
  })
})

describe('who somebody is', () => {
  it('is their number at the server: a new email finds the same drafts', async () => {
    await desk.session.signIn(form)
    const { account } = desk.session.signedIn().account
    await desk.session.signOut()
    desk.me = { Id: 7, Email: 'ada.new@x.example' }
    await desk.session.signIn({ ...form, email: 'ada.new@x.example' })
    expect(desk.session.signedIn().account).toMatchObject({ account, email: 'ada.new@x.example' })
  })

  it('is found again where an earlier Usher knew them by their email, and the old entries go', async () => {
    const key = 'https://x.example ada@x.example'
    await desk.database.all(
      `INSERT INTO accounts VALUES (5, ?, 'x', 'https://x.example', NULL, 'ada@x.example', 'Ada', 'X', 0, 0)`,
      key,
    )
    desk.stored.set(`${key} refresh`, 'old').set(`${key} access`, 'old')
    await desk.session.signIn(form)
    expect(desk.session.signedIn().account.account).toBe(5)
    await vi.waitFor(() =>
      expect([...desk.stored.keys()]).toEqual([
        'https://x.example user 7 refresh',
        'https://x.example user 7 access',
      ]),
    )
  })

  it('is not who had their email before', async () => {
    await desk.session.signIn(form)
    const { account } = desk.session.signedIn().account
    await desk.session.signOut()
    desk.me = { Id: 9, Email: 'ada@x.example' }
    await desk.session.signIn(form)
    expect(desk.session.signedIn().account.account).not.toBe(account)
  })
})

describe('a password goes only where a space is', () => {
  const passwords = () => desk.asked.filter((url) => url.endsWith('password'))

  it.each<[string, () => Response, string]>([
    ['a page', () => new Response('<!doctype html><h1>Hello</h1>'), 'not-json'],
    ['other JSON', () => Response.json({ ok: true }), 'not-json'],
    ['nothing', () => new Response(''), 'not-json'],
    ['a refusal', () => new Response('', { status: 403 }), 'not-json'],
    ['nothing there', () => new Response('', { status: 404 }), 'address-unknown'],
    ['a fault', () => new Response('', { status: 502 }), 'server-fault'],
  ])('%s at a host that is not the vendor’s stops the sign-in', async (_, portal, code) => {
    desk.portal = portal
    await expect(desk.session.signIn(form)).rejects.toMatchObject({ code })
    expect(passwords()).toEqual([])
  })

  it('the vendor’s own hosts may keep their card to themselves', async () => {
    desk.portal = () => new Response('', { status: 403 })
    await desk.session.signIn({ ...form, address: 'harbour' })
    expect(passwords()).toEqual(['https://spaces.nexudus.com password'])
  })

  it.each([{ api: 'http://usher.example' }, { portal: 'http://usher.example' }])(
    'a run that is redirected to %j is refused: it would go in clear',
    async (override) => {
      desk = createDesk(override)
      await expect(desk.session.signIn(form)).rejects.toMatchObject({ code: 'address-insecure' })
      expect(desk.asked).toEqual([])
    },
  )

  it('tokens of an account at such an address are not used either', async () => {
    await desk.session.signIn(form)
    await desk.database.all(`UPDATE accounts SET api_url = 'http://usher.example'`)
    expect(await desk.start().restore()).toMatchObject({
      phase: 'signed-out',
      problem: { code: 'address-insecure', facts: { host: 'usher.example' } },
    })
  })
})
