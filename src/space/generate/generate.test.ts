import { afterEach, describe, expect, it } from 'vitest'
import { validate } from '#shared/records/validate'
import { userFields } from '#shared/records/user-fields'
import { startSpace, type Space } from '../space'
import { signIn } from '../testing/client'
import { peculiarNames } from './names'

let space: Space
afterEach(() => space.stop())

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

  it('of a hundred thousand starts fast and answers', async () => {
    const memory = process.memoryUsage().heapUsed
    const from = performance.now()
    space = await startSpace({ users: 100_000 })
    const started = performance.now()
    const ada = await signIn(space)
    const signedIn = performance.now()
    const { Records, TotalItems } = await ada.list('/api/sys/users?size=1000&page=50')
    const listed = performance.now()
    await ada.list('/api/sys/users?User_IsAdmin=true&orderBy=FullName')
    const filtered = performance.now()
    const megabytes = (process.memoryUsage().heapUsed - memory) / 2 ** 20
    const times = [started - from, signedIn - started, listed - signedIn, filtered - listed]
    console.info(
      `start, sign in, 1000 rows, filter: ${times.map(Math.round).join(', ')} ms; ${megabytes | 0} MB`,
    )
    expect([Records.length, TotalItems]).toEqual([1_000, 100_000])
    expect(filtered - from).toBeLessThan(10_000)
  })
})
