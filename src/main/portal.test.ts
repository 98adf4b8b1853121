import { beforeEach, expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import type { SavedAccount } from './account/accounts'
import type { Keychain } from './account/keychain/keychain'
import { openTestDatabase, type TestDatabase } from './database/testing'
import { createDraftRepository } from './drafts/repository'
import type { Log } from './log/log'
import { createBudget, localLimits } from './nexudus/budget'
import { createPortal, type Portal } from './portal'

/** Ada is signed in to a space, and as a customer to the portal of its location. */
const url = 'http://127.0.0.1:4010'
const space: SavedAccount = {
  ...{ account: 1, key: 'k', name: 'Ada', email: 'ada@x.example', space: 'Harbour' },
  ...{ address: url, api: url, portal: url, demo: false },
}
const form = { address: url, email: 'ada@x.example', password: 'p' }
const flags = Object.fromEntries(
  ['OnHelpDeskMsg', 'OnNewWallPost', 'OnNewBlogComment', 'OnNewEventComment', 'ReceiveCommunityDigest'].map(
    (name) => [name, true],
  ),
)
const user = { Id: 7, Email: 'ada@x.example', ...flags }

let database: TestDatabase
let answers: Record<string, () => Response>
let asked: string[]
let locked: boolean
let now: number
let portal: Portal
let crashes: unknown[]
/** Long enough for whatever was begun. */
const settle = async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve))
}

beforeEach(() => {
  database = openTestDatabase()
  database.run([
    {
      sql: `INSERT INTO accounts (account, key, address, api_url, portal_url, email, name, space, demo, used_at)
        VALUES (1, 'k', ?, ?, ?, 'ada@x.example', 'Ada', 'Harbour', 0, 0)`,
      params: [url, url, url],
    },
  ])
  ;[asked, crashes, locked, now] = [[], [], false, 1_000]
  answers = {
    '/api/public/businesses/current': () => Response.json({ Id: 1, Name: 'Harbour' }),
    '/api/public/coworkers/profiles': () => Response.json({ User: user, Profiles: [{ Id: 5 }] }),
    '/api/public/countries': () => Response.json({ Countries: [{ Id: 1, Name: 'Ghana' }] }),
    '/en/profile': () => Response.json({ Id: 5, FullName: 'Ada' }),
    '/login/me': () => Response.json(user),
  }
  const attempt = <T>(work: () => T): Promise<T> =>
    Promise.resolve().then(() => {
      if (locked) throw new UsherError('keychain-locked')
      return work()
    })
  const stored = new Map<string, string>()
  const keychain: Keychain = {
    check: () => attempt(() => undefined),
    get: (name) => attempt(() => stored.get(name) ?? null),
    set: (name, secret) => attempt(() => void stored.set(name, secret)),
    delete: (name) => attempt(() => void stored.delete(name)),
    close: () => undefined,
  }
  const clock = { now: () => now, sleep: () => new Promise<void>(() => undefined) }
  let tokens = 0
  const pair = () =>
    Promise.resolve({ access: `a${++tokens}`, refresh: `r${tokens}`, expiresAt: now + 200_000 })
  portal = createPortal({
    ...{
      database,
      keychain,
      clock,
      override: {},
      startOffline: false,
      isLocal: () => true,
      random: () => 0.5,
    },
    drafts: createDraftRepository(database),
    budget: createBudget(() => localLimits, clock),
    client: { signIn: pair, refresh: pair },
    demo: { start: () => Promise.resolve({ url, email: 'ada@x.example', password: 'p' }) },
    log: { write: () => undefined, crash: (error: unknown) => crashes.push(error) } as unknown as Log,
    fetch: (address) => {
      const { pathname } = new URL(address)
      asked.push(pathname)
      return Promise.resolve(answers[pathname]?.() ?? new Response('', { status: 500 }))
    },
  })
})
const signIn = async () => {
  portal.show(space)
  await settle()
  await portal.signIn(form)
  await settle()
}

it('lists the profiles of whoever signs in, and reads one', async () => {
  await signIn()
  expect(portal.state).toMatchObject({ session: { phase: 'signed-in' }, current: 5, problem: null })
  expect((await portal.own.read(5)).problem).toBeNull()
})

it('opens nothing of a portal that was left meanwhile', async () => {
  portal.show(space)
  await settle()
  const entering = portal.signIn(form)
  portal.onChange(({ session }) => {
    if (session.phase === 'signed-in') portal.show(null)
  })
  await entering.catch(() => undefined)
  await settle()
  expect(portal.desks.shown).toBeNull()
  expect(portal.state).toMatchObject({ session: { phase: 'starting' }, profiles: [] })
  expect(crashes).toEqual([])
})

/** What could not be opened once stayed closed until the person signed out and in again. */
it('opens drafts that the disk did not give at first', async () => {
  portal.show(space)
  await settle()
  portal.onChange(({ session }) => database.failing(session.phase === 'signed-in' && !portal.desks.shown))
  await portal.signIn(form)
  await settle()
  expect(portal.desks.shown).toBeNull()
  portal.onChange(() => database.failing(false))
  database.failing(false)
  portal.refresh()
  await settle()
  expect(portal.desks.shown).not.toBeNull()
  expect(portal.state.current).toBe(5)
})

/** A keychain that fails is told of in the session, and was taken for a reason to show the copy for ever. */
it('reads on when the keychain does not take a renewed sign-in', async () => {
  await signIn()
  locked = true
  now += 150_000
  await portal.own.read(5)
  expect(portal.state.session).toMatchObject({ phase: 'signed-in', problem: { code: 'keychain-locked' } })
  asked = []
  expect((await portal.own.read(5)).problem).toBeNull()
  expect(asked).toContain('/en/profile')
})

it('begins in the demo without anything typed, and again after signing out when asked', async () => {
  portal.show({ ...space, demo: true })
  await settle()
  expect(portal.state.session.phase).toBe('signed-in')
  await portal.signOut()
  await settle()
  expect(portal.state.session.phase).toBe('signed-out')
  await portal.restore()
  await settle()
  expect(portal.state).toMatchObject({ session: { phase: 'signed-in' }, current: 5 })
})

/** Somebody else signed in over a space whose sign-in had ended: the portal asked the session that it was closing. */
it('belongs to nobody once somebody else is shown', async () => {
  await signIn()
  const told: unknown[] = []
  portal.onChange(({ session }) => told.push(session.phase))
  portal.show({ ...space, account: 2 })
  expect(portal.state).toMatchObject({ profiles: [], current: null })
  await settle()
  expect(told.at(-1)).toBe('signed-out')
  expect(() => portal.desks.current()).toThrow('not-signed-in')
})

it('reads the list once more when asked, and says why it could not', async () => {
  await signIn()
  answers['/api/public/coworkers/profiles'] = () => new Response('', { status: 500 })
  await portal.own.refresh()
  expect(portal.state.problem?.code).toBe('server-fault')
  answers['/api/public/coworkers/profiles'] = () => Response.json({ User: user, Profiles: [{ Id: 6 }] })
  await portal.own.refresh()
  expect(portal.state).toMatchObject({ problem: null, current: 6 })
})
