import { beforeEach, describe, expect, it } from 'vitest'
import { UsherError, type Problem } from '#shared/ipc/errors'
import { openTestDatabase } from '../database/testing'
import { createAccounts, type SavedAccount } from './accounts'
import type { Keychain } from './keychain/keychain'
import { createTokenStore, forgetTokens, loadTokens } from './token-store'
import type { TokenClient } from './token-client'

const hour = 3_600_000
let time = 0
let stored: Map<string, string>
let order: string[]
let broken: boolean
let refused: boolean
let refreshes: string[]
let problems: Problem[]
let account: SavedAccount
let database: ReturnType<typeof openTestDatabase>

const keychain: Keychain = {
  check: () => Promise.resolve(),
  get: (name) => Promise.resolve(stored.get(name) ?? null),
  set: (name, secret) => {
    order.push(`store ${name.split(' ').at(-1)}`)
    if (broken) return Promise.reject(new UsherError('keychain-locked'))
    stored.set(name, secret)
    return Promise.resolve()
  },
  delete: (name) => Promise.resolve(void stored.delete(name)),
  close: () => undefined,
}
const client: TokenClient = {
  signIn: () => Promise.reject(new Error('not here')),
  refresh: (_api, _id, token) => {
    refreshes.push(token)
    if (refused) return Promise.reject(new UsherError('sign-in-ended'))
    const n = refreshes.length
    return Promise.resolve({ access: `access-${n}`, refresh: `refresh-${n}`, expiresAt: time + hour })
  },
}

beforeEach(async () => {
  time = 1_000_000
  stored = new Map()
  order = []
  refreshes = []
  problems = []
  broken = refused = false
  database = openTestDatabase()
  account = await createAccounts(database, () => time).save({
    ...{ key: 'https://x ada', name: 'Ada', email: 'ada@x', space: 'X', address: 'x', demo: false },
    ...{ api: 'https://x', portal: null },
  })
})
const open = (expiresAt: number, keep: 'keychain' | 'memory' = 'keychain') =>
  createTokenStore({
    ...{ account, client, clientId: 'id', keychain, keep, now: () => time },
    tokens: { access: 'access-0', refresh: 'refresh-0', expiresAt },
    accounts: createAccounts(database, () => time),
    onEnded: (problem) => problems.push(problem),
    onUnsaved: (problem) => problems.push(problem),
  })

describe('the token store', () => {
  it('gives the token while it lasts, and a fresh one before it ends', async () => {
    const store = open(time + hour)
    expect(await store.current()).toBe('access-0')
    time += hour - 30_000
    expect(await store.current()).toBe('access-1')
    expect(refreshes).toEqual(['refresh-0'])
  })

  it('refreshes once for many that ask at the same time', async () => {
    const store = open(0)
    const tokens = await Promise.all([store.current(), store.current(), store.replace('access-0')])
    expect(new Set(tokens)).toEqual(new Set(['access-1']))
    expect(refreshes).toHaveLength(1)
  })

  it('does not refresh for a refusal of a token that has been replaced meanwhile', async () => {
    const store = open(0)
    await store.current()
    expect(await store.replace('access-0')).toBe('access-1')
    expect(refreshes).toHaveLength(1)
  })

  it('stores the new pair, the refresh token first, before anybody can use it', async () => {
    const store = open(0)
    const got = store.current().then((token) => order.push(`use ${token}`))
    await got
    expect(order).toEqual(['store refresh', 'store access', 'use access-1'])
    expect([...stored.values()].sort()).toEqual(['access-1', 'refresh-1'])
  })

  it('goes on in memory when the keychain does not take the pair, and says so', async () => {
    const store = open(0)
    broken = true
    expect(await store.current()).toBe('access-1')
    expect(problems).toEqual([{ code: 'keychain-locked', facts: {} }])
    time += 2 * hour
    expect(await store.current()).toBe('access-2')
    expect(refreshes).toEqual(['refresh-0', 'refresh-1'])
  })

  it('ends the session once when the server refuses, and asks no more', async () => {
    const store = open(0)
    refused = true
    await expect(store.current()).rejects.toMatchObject({ code: 'sign-in-ended' })
    await expect(store.current()).rejects.toMatchObject({ code: 'sign-in-ended' })
    expect(refreshes).toHaveLength(1)
    expect(problems).toHaveLength(1)
  })

  it('writes nothing anywhere but memory when the person chose so', async () => {
    const store = open(0, 'memory')
    await store.current()
    await store.save()
    expect(stored.size).toBe(0)
    const rows = await database.all('SELECT * FROM settings')
    expect(JSON.stringify(rows)).not.toMatch(/access-|refresh-/)
  })

  it('is found again by the next start, and gone after signing out', async () => {
    await open(time + hour).save()
    expect(await loadTokens(keychain, account.key, time + hour)).toMatchObject({ refresh: 'refresh-0' })
    await forgetTokens(keychain, account.key)
    expect(stored.size).toBe(0)
    expect(await loadTokens(keychain, account.key, 0)).toBeNull()
  })

  it('needs only the refresh token: a start that finds no access token gets one', async () => {
    stored.set(`${account.key} refresh`, 'refresh-0')
    expect(await loadTokens(keychain, account.key, time + hour)).toEqual({
      access: '',
      refresh: 'refresh-0',
      expiresAt: 0,
    })
  })
})

describe('a token that was refused', () => {
  it('is not renewed again within a minute: a permission is missing, and a new token would be refused alike', async () => {
    const store = open(time + hour)
    const first = await store.replace('access-0')
    expect(first).toBe('access-1')
    time += 59_000
    expect(await store.replace(first)).toBe(first)
    expect(refreshes).toHaveLength(1)
    time += 2_000
    expect(await store.replace(first)).toBe('access-2')
  })
})

it('once closed gives nothing, and does not put back what is on its way', async () => {
  const store = open(0)
  const asked = store.current()
  await store.close()
  await expect(asked).rejects.toMatchObject({ code: 'not-signed-in' })
  await expect(store.current()).rejects.toMatchObject({ code: 'not-signed-in' })
  await expect(store.replace('access-0')).rejects.toMatchObject({ code: 'not-signed-in' })
  expect(stored.size).toBe(0)
})

it('waits, when closed, for the step that is being stored, and takes no other', async () => {
  const store = open(time + hour)
  const saving = store.save()
  await store.close()
  await expect(saving).rejects.toMatchObject({ code: 'not-signed-in' })
  expect(stored.size).toBe(0)
})
