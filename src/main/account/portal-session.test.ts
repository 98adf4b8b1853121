import { beforeEach, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../database/testing'
import { createAccounts } from './accounts'
import type { Keychain } from './keychain/keychain'
import { createSession, type Session } from './session'
import { adminSystem, portalSystem } from './systems'

/** Ada signs in to a space, and as a customer to the portal of one of its locations: one host, one person, two sign-ins. */
let database: TestDatabase
let stored: Map<string, string>
let asked: string[]
let customer: boolean
let clients: string[]
let time = 0
beforeEach(() => {
  database = openTestDatabase()
  stored = new Map()
  ;[asked, clients, customer] = [[], [], true]
})

const host = 'https://harbour.example'
const form = { address: host, email: 'ada@x.example', password: 'p' }
const attempt = <T>(work: () => T): Promise<T> => Promise.resolve().then(work)
const keychain: Keychain = {
  check: () => attempt(() => undefined),
  get: (name) => attempt(() => stored.get(name) ?? null),
  set: (name, secret) => attempt(() => void stored.set(name, secret)),
  delete: (name) => attempt(() => void stored.delete(name)),
  close: () => undefined,
}
const answers: Readonly<Record<string, () => Response>> = {
  '/api/auth/me': () => Response.json({ Id: 7, Email: 'ada@x.example' }),
  '/api/sys/users': () => Response.json({}),
  '/api/public/businesses/current': () => Response.json({ Id: 1, Name: 'Harbour' }),
  '/api/public/coworkers/profiles': () =>
    customer
      ? Response.json({ User: { Id: 7, Email: 'ada@x.example' }, Profiles: [] })
      : new Response(null, { status: 401 }),
}
function start(system: typeof adminSystem, portalOf?: number): Session {
  return createSession({
    ...{ system, keychain, override: {}, now: () => 1_000, requireOnline: () => undefined },
    accounts: createAccounts(database, () => ++time, portalOf),
    demo: { start: () => Promise.reject(new Error('no demo')) },
    fetch: (url) => {
      const { pathname } = new URL(url)
      asked.push(pathname)
      return Promise.resolve(answers[pathname]?.() ?? Response.json({}))
    },
    client: {
      signIn: (api, clientId) => {
        asked.push(`password to ${api}`)
        clients.push(clientId)
        return Promise.resolve({ access: `access ${clients.length}`, refresh: 'r', expiresAt: 9e9 })
      },
      refresh: () => Promise.reject(new Error('nothing is refreshed')),
    },
  })
}
async function bothIn() {
  const space = start(adminSystem)
  await space.signIn(form)
  const { account } = space.signedIn().account
  const portal = start(portalSystem, account)
  await portal.signIn(form)
  return { space, portal, account }
}

it('is a sign-in of its own: another account, client and keychain entries at the same host', async () => {
  const { space, portal } = await bothIn()
  expect(portal.signedIn().account.account).not.toBe(space.signedIn().account.account)
  expect(new Set(clients).size).toBe(2)
  expect([...stored.keys()].sort()).toEqual([
    ...[`${host} user 7 access`, `${host} user 7 refresh`],
    ...[`portal ${host} user 7 access`, `portal ${host} user 7 refresh`],
  ])
})

it('is restored for the space’s account that made it, and for no other', async () => {
  const { account } = await bothIn()
  expect((await start(portalSystem, account).restore()).account?.space).toBe('Harbour')
  const other = await start(portalSystem, account + 100).restore()
  expect(other.phase).toBe('signed-out')
})

it('leaves the space signed in when it is signed out, and the other way round', async () => {
  const { space, portal } = await bothIn()
  await portal.signOut()
  expect([...stored.keys()].sort()).toEqual([`${host} user 7 access`, `${host} user 7 refresh`])
  expect(space.state.phase).toBe('signed-in')
  await portal.signIn(form)
  await space.signOut()
  expect([...stored.keys()].sort()).toEqual([
    ...[`portal ${host} user 7 access`, `portal ${host} user 7 refresh`],
  ])
})

it('keeps what is stored when it is closed, and answers nobody any more', async () => {
  const { portal, account } = await bothIn()
  await portal.close()
  expect(() => portal.signedIn()).toThrow('not-signed-in')
  expect((await start(portalSystem, account).restore()).phase).toBe('signed-in')
})

it('does not offer a portal’s address as the space’s at the next sign-in', async () => {
  const { space, portal } = await bothIn()
  await portal.signIn({ ...form, address: 'https://quay.example' })
  expect((await space.signOut()).remembered.address).toBe(host)
})

it('begins with the space’s own location and the same person', async () => {
  const { account } = await bothIn()
  const fresh = await start(portalSystem, account).signOut()
  expect(fresh.remembered).toEqual({ address: host, email: 'ada@x.example' })
})

/** Told in two steps, the form was drawn between them and began empty. */
it('says that nobody is signed in together with what the form begins with', async () => {
  const { account } = await bothIn()
  const fresh = start(portalSystem, account + 100)
  await database.all(
    `INSERT INTO accounts (account, key, address, api_url, portal_url, email, name, space, demo, used_at)
     VALUES (?, 'other', 'a', ?, ?, 'bo@x.example', 'Bo', 's', 0, 0)`,
    account + 100,
    host,
    'https://quay.example',
  )
  const told: string[] = []
  fresh.onChange(({ phase, remembered }) => told.push(`${phase} ${remembered.address}`))
  await fresh.restore()
  expect(told).toEqual(['signed-out https://quay.example'])
})

it('finds the location before anything secret is asked', async () => {
  expect(await start(portalSystem, 1).find(host)).toEqual({ host: 'harbour.example', name: 'Harbour' })
  expect(asked).toEqual(['/api/public/businesses/current'])
})

it('refuses the address of a whole network: a profile belongs to one location', async () => {
  await expect(start(portalSystem, 1).find('spaces.nexudus.com')).rejects.toMatchObject({
    code: 'address-location',
  })
})

it('says that somebody is no customer there, and keeps nothing of the sign-in', async () => {
  customer = false
  await expect(start(portalSystem, 1).signIn(form)).rejects.toMatchObject({ code: 'no-profile' })
  expect(stored.size).toBe(0)
})
