import { afterEach, expect, it } from 'vitest'
import { draftableProfileFields, toProfileUpdate } from '#shared/records/profile-fields'
import { readValue } from '#shared/records/values'
import { demoPassword } from '../accounts'
import { startSpace, type Space } from '../space'
import { askToken, signIn } from '../testing/client'
import { askPortal } from '../testing/portal'

let space: Space
afterEach(() => space.stop())

const stamps = /^Updated(On|OnUtc|By)$/

it('a profile sent back as the field table reads it changes nothing', { timeout: 60_000 }, async () => {
  space = await startSpace({ users: 400, seed: 9 })
  let sent = 0
  for (const id of space.ids()) {
    const form = { grant_type: 'password', username: String(space.value(id).Email), password: demoPassword }
    const [profile] = space.profiles(id).filter((each) => space.profile(each).Active === true)
    const { body: pair } = profile === undefined ? { body: {} } : await askToken(space, form)
    if (profile === undefined || !('access_token' in pair)) continue
    const before = space.profile(profile)
    const body = Object.fromEntries(
      draftableProfileFields.flatMap((field) => {
        const value = readValue(field, before[field.name]) as string | number | boolean | null
        // An empty text goes as null where that is taken: to people the same, and not to the letter.
        return value === '' && 'nullable' in field ? [] : [[field.name, toProfileUpdate(field, value)]]
      }),
    )
    const token = String(pair.access_token)
    const path = '/api/public/coworker/profile'
    const answer = await askPortal(space, { method: 'PATCH', path, token, body })
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('"WasSuccessful":true')])
    const after = space.profile(profile)
    for (const [name, value] of Object.entries(before))
      if (!stamps.test(name)) expect([name, after[name]]).toEqual([name, value])
    sent += 1
  }
  expect(sent).toBeGreaterThan(200)
  const { TotalItems } = await (await signIn(space)).list('/api/sys/audittrailentries')
  expect(TotalItems).toBe(0)
})
