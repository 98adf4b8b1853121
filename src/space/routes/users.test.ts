import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Me } from '#shared/api/lookups'
import { parseRaw } from '#shared/records/raw-record'
import { columnUserFields, sealedUserFields, userFields } from '#shared/records/user-fields'
import { startSpace, type AccountName, type Space } from '../space'
import { clientWith, required, signIn, type Client } from '../testing/client'

let space: Space
let ada: Client
beforeAll(async () => {
  space = await startSpace()
  ada = await signIn(space)
})
afterAll(() => space.stop())

describe('a record', () => {
  it('has every field of the table, and some the vendor has added since', async () => {
    const record = await ada.read(space.accounts.colleague.id)
    const known = userFields.map(({ name }): string => name)
    expect([...record.keys()]).toEqual(expect.arrayContaining(known))
    expect(record.size).toBeGreaterThan(known.length + 4)
    for (const { name, use } of userFields) {
      if (use === 'companion' || use === 'write-only')
        expect([name, record.get(name)]).toEqual([name, 'null'])
    }
    expect(record.get('NewAvatarUrl')).toBe('null')
    expect(record.get('ClearAvatarFile')).toBe('false')
  })

  it('arrives in characters that parsing and writing again would lose', async () => {
    const text = await (await ada.get(`/api/sys/users/${space.accounts.colleague.id}`)).text()
    expect(JSON.stringify(JSON.parse(text))).not.toBe(text)
    expect(parseRaw(text).get('LoyaltyFactor')).toMatch(/^\d\.0$/)
    expect(Number.isSafeInteger(Number(parseRaw(text).get('LedgerNumber')))).toBe(false)
  })

  it.each(['/api/sys/users/5', '/api/sys/users/142806114', '/api/sys/users/getavatar/5'])(
    'is not found at %s',
    async (path) => {
      const answer = await ada.get(path)
      expect([answer.status, await answer.json()]).toEqual([404, 'Not found'])
    },
  )
})

describe('who I am', () => {
  it('is the record with the surroundings', async () => {
    const body: unknown = await (await ada.get('/api/auth/me')).json()
    expect(v.parse(Me, body)).toEqual({
      Id: space.accounts.admin.id,
      FullName: 'Ada Northlight',
      Email: space.email,
      IsAdmin: true,
      DefaultBusinessName: 'Northlight Canal Street',
    })
    expect(body).toMatchObject({ UserRoles: [], DefaultSimpleTimeZoneNameIana: 'Europe/London' })
  })
})

describe('a list row', () => {
  it('has the columns, and neither lists nor secrets nor unknown fields', async () => {
    const { Records } = await ada.list('/api/sys/users?size=1000')
    expect(Records).toHaveLength(320)
    const names = Object.keys(Records[0] ?? {})
    expect(names).toEqual(expect.arrayContaining(columnUserFields.map(({ name }) => name)))
    const kept = userFields.filter(({ type }) => type === 'set').map(({ name }): string => name)
    const secret = sealedUserFields.map(({ name }) => name)
    expect(names.filter((name) => [...kept, ...secret, 'LedgerNumber'].includes(name))).toEqual([])
    for (const row of Records) {
      const record = space.value(Number(row.Id))
      for (const { name } of columnUserFields) expect(row[name]).toEqual(record[name])
    }
    const text = JSON.stringify(Records)
    expect(space.secrets().filter((value) => text.includes(value))).toEqual([])
  })

  it('tells nothing of the bookkeeping that the record has', async () => {
    const { Records } = await ada.list('/api/sys/users?size=1000')
    expect(Records.filter((row) => row.Devices !== null || row.LastHelpVisited !== 0)).toEqual([])
    const told = space.ids().filter((id) => space.value(id).Devices !== null)
    expect(told.length).toBeGreaterThan(0)
  })
})

describe('an avatar', () => {
  it('is a small picture, the same each time, of who has one', async () => {
    const withPicture = space.ids().filter((id) => space.value(id).AvatarFileName !== null)
    const without = space.ids().find((id) => space.value(id).AvatarFileName === null)
    const fetchPicture = async (id: number) => {
      const answer = await ada.get(`/api/sys/users/getavatar/${id}`)
      expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'image/png'])
      return Buffer.from(await answer.arrayBuffer())
    }
    const [one = 0, other = 0] = withPicture
    const picture = await fetchPicture(one)
    expect(picture.subarray(1, 4).toString()).toBe('PNG')
    expect(picture.length).toBeLessThan(4_000)
    expect(await fetchPicture(one)).toEqual(picture)
    expect(await fetchPicture(other)).not.toEqual(picture)
    expect((await ada.get(`/api/sys/users/getavatar/${without}`)).status).toBe(404)
  })
})

describe('permissions', () => {
  const id = () => space.accounts.colleague.id
  const statuses = async (client: Client) => [
    (await client.get('/api/auth/me')).status,
    (await client.get('/api/sys/users')).status,
    (await client.get(`/api/sys/users/${id()}`)).status,
    (await client.put(required(space, id()))).status,
    (await client.get('/api/sys/businesses')).status,
    (await client.get('/api/security/userroles')).status,
  ]

  it.each<[AccountName, number[]]>([
    ['admin', [200, 200, 200, 200, 200, 200]],
    ['editor', [200, 200, 200, 200, 200, 200]],
    ['reader', [200, 200, 200, 401, 401, 401]],
    ['noAccess', [200, 401, 401, 401, 401, 401]],
  ])('of %s', async (name, expected) => {
    expect(await statuses(await signIn(space, space.accounts[name]))).toEqual(expected)
  })

  it('are none without a token that counts, and the body is empty', async () => {
    for (const token of ['', 'wrong']) {
      const answer = await clientWith(space, token).get('/api/sys/users')
      expect([answer.status, await answer.text()]).toEqual([401, ''])
    }
  })

  it('end when somebody is switched off, and change with their roles', async () => {
    const reader = await signIn(space, space.accounts.reader)
    const readerId = space.accounts.reader.id
    const roles = space.value(readerId).UserRoles
    space.edit(readerId, { UserRoles: [] })
    expect((await reader.get('/api/sys/users')).status).toBe(401)
    space.edit(readerId, { UserRoles: roles, Active: false })
    expect((await reader.get('/api/auth/me')).status).toBe(401)
    space.edit(readerId, { Active: true })
    expect((await reader.get('/api/sys/users')).status).toBe(200)
  })
})
