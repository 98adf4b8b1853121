import { afterEach, describe, expect, it } from 'vitest'
import { validate } from '#shared/records/validate'
import { draftableProfileFields } from '#shared/records/profile-fields'
import { readValue } from '#shared/records/values'
import { userFields } from '#shared/records/user-fields'
import { startSpace, type Space } from '../space'
import { signIn } from '../testing/client'
import { peculiarNames } from './names'

let space: Space
afterEach(() => space.stop())

const profiles = (): Readonly<Record<string, unknown>>[] =>
  space.ids().flatMap((id) => space.profiles(id).map((profile) => space.profile(profile)))
const records = (): Readonly<Record<string, unknown>>[] => space.ids().map((id) => space.value(id))

describe('a network', { timeout: 30_000 }, () => {
  it('is the same for the same seed, and another for another', async () => {
    space = await startSpace({ seed: 5 })
    const first = space.ids().map((id) => space.record(id))
    await space.stop()
    space = await startSpace({ seed: 5, omitted: 'kept' })
    expect(space.ids().map((id) => space.record(id))).toEqual(first)
    await space.stop()
    space = await startSpace({ seed: 6 })
    expect(space.ids().map((id) => space.record(id))).not.toEqual(first)
  })

  it('has administrators, staff with roles, and customers', async () => {
    space = await startSpace()
    const admins = records().filter((user) => user.IsAdmin === true)
    const staff = records().filter((user) => (user.UserRoles as number[]).length > 0)
    expect(admins.length).toBe(40)
    expect(staff.length).toBeGreaterThan(50)
    expect(staff.filter((user) => user.IsAdmin === true)).toEqual([])
  })

  it('has records that the server itself would take, and fictional addresses that nobody shares', async () => {
    space = await startSpace({ users: 2_000 })
    const emails = new Set<string>()
    for (const user of records()) {
      for (const field of userFields) {
        if (field.use !== 'edit') continue
        const value = user[field.name] as string | number | boolean | null
        if (validate(field, value) !== null)
          throw new Error(`${String(user.Id)} ${field.name}: ${String(value)}`)
      }
      expect(user.Email).toMatch(/@(example\.(com|org|net)|[a-z]+\.example)$/)
      expect((user.CreatedOn as string) <= (user.UpdatedOn as string)).toBe(true)
      emails.add(String(user.Email).toLowerCase())
    }
    expect(emails.size).toBe(2_000)
  })

  it('has null wherever a value may be missing, and something elsewhere', async () => {
    space = await startSpace({ users: 2_000 })
    const all = records()
    const always = ['ToStringText', 'LocalizationDetails', 'NewPassword', 'NewAvatarUrl']
    for (const field of userFields) {
      const values = all.map((user) => user[field.name])
      const isConstant = always.includes(field.name) || field.use === 'companion'
      expect([field.name, values.some((value) => value !== null)]).toEqual([field.name, !isConstant])
    }
    for (const name of ['LastAccess', 'PreferredLanguageId', 'ApplicationId', 'AvatarFileName', 'Devices'])
      expect([name, all.some((user) => user[name] === null)]).toEqual([name, true])
  })

  it('has names of many scripts, and each peculiar one', async () => {
    space = await startSpace()
    const names = records().map((user) => String(user.FullName))
    for (const script of ['Greek', 'Cyrillic', 'Arabic', 'Hebrew', 'Han', 'Hangul', 'Latin']) {
      const letter = new RegExp(`\\p{Script=${script}}`, 'u')
      expect([script, names.some((name) => letter.test(name))]).toEqual([script, true])
    }
    for (const { shown } of peculiarNames) expect(names).toContain(shown)
  })

  it('of the fewest users is the demo accounts', async () => {
    space = await startSpace({ users: 7, locations: 1 })
    expect(Object.values(space.accounts).map(({ email }) => space.find(email))).toEqual(space.ids())
  })

  it('has empty and very long values, and empty lists', async () => {
    space = await startSpace({ users: 2_000 })
    const all = records()
    const texts = userFields.filter(({ use, type }) => use === 'read' && type === 'opaque')
    const values = all.flatMap((user) => texts.map(({ name }) => user[name]))
    expect(values).toContain('')
    const long = values.map((value) => (typeof value === 'string' ? value.length : 0))
    expect(Math.max(...long)).toBeGreaterThan(2_000)
    for (const name of ['UserRoles', 'Businesses', 'ChatRooms'])
      expect([name, all.some((user) => (user[name] as number[]).length === 0)]).toEqual([name, true])
  })

  it('of forty locations has people and customers at each', async () => {
    space = await startSpace({ users: 5_000, locations: 40 })
    expect(space.portals).toHaveLength(40)
    expect(new Set(space.portals.map(({ slug }) => slug)).size).toBe(40)
    const homes = new Set(records().flatMap((user) => user.Businesses as number[]))
    const customers = new Set(profiles().map((profile) => profile.InvoicingBusinessId))
    for (const { id } of space.portals) expect([homes.has(id), customers.has(id)]).toEqual([true, true])
  })

  it('of a hundred thousand answers pages, orders and filters', async () => {
    space = await startSpace({ users: 100_000, locations: 40 })
    const ada = await signIn(space)
    const { Records, TotalItems } = await ada.list('/api/sys/users?size=1000&page=50')
    expect([Records.length, TotalItems]).toEqual([1_000, 100_000])
    const admins = await ada.list('/api/sys/users?User_IsAdmin=true&orderBy=FullName')
    expect(admins.TotalItems).toBe(40)
  })
})

describe('customers', { timeout: 30_000 }, () => {
  it('have one profile mostly, several sometimes, none now and then; staff may be customers too', async () => {
    space = await startSpace({ users: 2_000 })
    const counts = space.ids().map((id) => space.profiles(id).length)
    for (const count of [0, 1, 2, 3]) expect([count, counts.includes(count)]).toEqual([count, true])
    const staff = records().filter((user) => user.IsAdmin === true || (user.UserRoles as number[]).length > 0)
    const both = staff.filter((user) => space.profiles(Number(user.Id)).length > 0)
    expect(both.length).toBeGreaterThan(10)
    expect(both.length).toBeLessThan(staff.length)
    const ids = space.ids().flatMap((id) => space.profiles(id))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('are the same for the same seed, and another for another', async () => {
    space = await startSpace({ users: 100, seed: 5 })
    const first = profiles()
    await space.stop()
    space = await startSpace({ users: 100, seed: 5 })
    expect(profiles()).toEqual(first)
    await space.stop()
    space = await startSpace({ users: 100, seed: 6 })
    expect(profiles()).not.toEqual(first)
  })

  it('have profiles that the server itself would take, null and empty wherever a text may be', async () => {
    space = await startSpace({ users: 2_000 })
    const all = profiles()
    for (const field of draftableProfileFields) {
      const values = all.map((profile) => readValue(field, profile[field.name]))
      const wrong = values.filter((value) => value !== null && validate(field, value) !== null)
      expect([field.name, wrong]).toEqual([field.name, []])
      const distinct = new Set(values)
      expect([field.name, distinct.has(null)]).toEqual([field.name, 'nullable' in field])
      expect(distinct.size).toBeGreaterThan(1)
      const isClearable = !('nullable' in field) && !('filled' in field)
      if (isClearable && ['text', 'email', 'tags'].includes(field.type)) expect(distinct).toContain('')
    }
  })

  it('have texts of many scripts, right to left, long, and such as programs stumble over', async () => {
    space = await startSpace({ users: 1_000 })
    const texts = profiles().flatMap((profile) =>
      Object.values(profile).filter((value) => typeof value === 'string'),
    )
    for (const script of ['Arabic', 'Hebrew', 'Greek', 'Cyrillic', 'Han']) {
      const letter = new RegExp(`\\p{Script=${script}}`, 'u')
      expect([script, texts.some((text) => letter.test(text))]).toEqual([script, true])
    }
    for (const peculiar of ['<script>', '=HYPERLINK', 'javascript:', '👩🏽‍🚀', '\n'])
      expect([peculiar, texts.some((text) => text.includes(peculiar))]).toEqual([peculiar, true])
    expect(Math.max(...texts.map((text) => text.length))).toBeGreaterThan(5_000)
  })
})
