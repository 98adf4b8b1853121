import { beforeEach, expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import type { Api, ApiRequest } from './http'
import { createProfiles, type Profiles } from './profiles'

/** A portal where Zoë has the profiles 5 and 6; whichever she chose counts, as on the server. */
let current: number
let sent: string[]
let answers: Record<string, () => unknown>
/** What happens while a token is renewed; the request is sent a second time then. */
let renewal: (() => void) | null
let profiles: Profiles
const flags = {
  ...{ OnHelpDeskMsg: true, OnNewWallPost: true, OnNewBlogComment: true, OnNewEventComment: true },
  ReceiveCommunityDigest: true,
}
const user = { Id: 1, Email: 'zoe@harbour.example', ...flags }
const success = { WasSuccessful: true, Errors: null }

beforeEach(() => {
  current = 5
  sent = []
  renewal = null
  answers = {
    '/en/profile?_resource=Coworker': () => ({ Id: current, FullName: `Zoë ${current}` }),
    '/login/me?': () => user,
    '/en/profile?_resource=User': () => user,
    '/api/public/coworker/profile': () => success,
  }
  for (const id of [5, 6])
    answers[`/api/public/coworkers/profiles/current?coworkerId=${id}`] = () => ((current = id), success)
  const api: Api = {
    account: () => 1,
    picture: () => Promise.resolve(null),
    async request({ method = 'GET', path, body, before }: ApiRequest) {
      await Promise.resolve()
      await before?.()
      if (renewal && method === 'PATCH') {
        renewal()
        await before?.()
      }
      sent.push([method, path, body].filter(Boolean).join(' '))
      const given = answers[path]
      if (!given) throw new UsherError('gone')
      const answer = given()
      const text = typeof answer === 'string' ? answer : JSON.stringify(answer)
      return { status: 200, contentType: 'application/json', retryAfter: null, host: 'harbour', text }
    },
  }
  profiles = createProfiles(api)
})
const writes = () => sent.filter((line) => line.startsWith('PATCH'))

it('reads the profile that the session is about without choosing it', async () => {
  expect((await profiles.read(5, 'interactive')).values.FullName).toBe('Zoë 5')
  expect(sent).toEqual(['GET /en/profile?_resource=Coworker', 'GET /login/me?'])
})

it('chooses another one first', async () => {
  expect((await profiles.read(6, 'interactive')).values.FullName).toBe('Zoë 6')
  expect(current).toBe(6)
})

it('writes to the profile that was read, although another was opened meanwhile', async () => {
  const fresh = await profiles.read(5, 'sync')
  await profiles.read(6, 'interactive')
  let written = 0
  answers['/api/public/coworker/profile'] = () => ((written = current), success)
  await profiles.update(fresh, { Position: 'Carpenter' })
  expect(written).toBe(5)
  expect(writes()).toEqual(['PATCH /api/public/coworker/profile {"Position":"Carpenter"}'])
})

/** A write that was refused for its token went to whichever profile the browser had chosen while that was renewed. */
it('writes to the profile that was read, although another was chosen while a token was renewed', async () => {
  const fresh = await profiles.read(5, 'sync')
  renewal = () => (current = 6)
  let written = 0
  answers['/api/public/coworker/profile'] = () => ((written = current), success)
  await profiles.update(fresh, { Position: 'Carpenter' })
  expect(written).toBe(5)
})

/** Choosing a profile makes it the person's default, on the server: their browser may do so at any time. */
it('writes to the profile that was read, although it was switched elsewhere meanwhile', async () => {
  const fresh = await profiles.read(5, 'sync')
  current = 6
  let written = 0
  answers['/api/public/coworker/profile'] = () => ((written = current), success)
  await profiles.update(fresh, { Position: 'Carpenter' })
  expect(written).toBe(5)
})

it('leaves no doubt about a write that was not begun', async () => {
  const fresh = await profiles.read(5, 'sync')
  answers['/en/profile?_resource=Coworker'] = () => {
    throw new UsherError('timeout')
  }
  await expect(profiles.update(fresh, { Position: 'x' })).rejects.toMatchObject({
    code: 'timeout',
    unsent: true,
  })
  expect(writes()).toEqual([])
})

it('says that somebody is no customer: a list of nobody', async () => {
  answers['/api/public/coworkers/profiles'] = () => ({ User: user, Profiles: [] })
  await expect(profiles.list()).rejects.toMatchObject({ code: 'no-profile' })
})

it('takes the envelope at its word, where a summary was asked for too', async () => {
  answers['/en/profile/GenerateOpenAiProfile'] = () => ({ WasSuccessful: false, Message: 'Too little.' })
  await expect(profiles.suggestSummary(5)).rejects.toMatchObject({
    code: 'refused',
    facts: { words: 'Too little.' },
  })
  answers['/en/profile/GenerateOpenAiProfile'] = () => ({ Id: 5, ProfileSummary: ' **Joiner** ' })
  expect(await profiles.suggestSummary(5)).toBe('**Joiner**')
})

it('writes to nobody when the server does not take the choice', async () => {
  const fresh = await profiles.read(5, 'sync')
  await profiles.read(6, 'interactive')
  answers['/api/public/coworkers/profiles/current?coworkerId=5'] = () => success
  await expect(profiles.update(fresh, { Position: 'x' })).rejects.toMatchObject({ code: 'gone' })
  expect(writes()).toEqual([])
})

it.each<[string, () => unknown]>([
  [
    'is not there',
    () => {
      throw new UsherError('gone')
    },
  ],
  ['is a page', () => '<html></html>'],
  ['has other keys', () => ({ ...user, OnNewWallPost: undefined })],
])('takes the flags of the other form where /login/me? %s', async (_, me) => {
  answers['/login/me?'] = me
  answers['/en/profile?_resource=User'] = () => ({ ...user, OnNewWallPost: false })
  const { values } = await profiles.read(5, 'interactive')
  expect([values.OnHelpDeskMsg, values.OnNewWallPost]).toEqual([true, false])
})

it('does not go on to the other form when the network fails', async () => {
  answers['/login/me?'] = () => {
    throw new UsherError('unreachable')
  }
  await expect(profiles.read(5, 'interactive')).rejects.toMatchObject({ code: 'unreachable' })
})

it('sends the three passwords together, and nothing with them', async () => {
  await profiles.setPassword({ old: 'a', fresh: 'b', again: 'b' })
  expect(writes()).toEqual([
    'PATCH /api/public/coworker/profile {"OldPassword":"a","NewPassword":"b","RepeatNewPassword":"b"}',
  ])
})

it('takes the envelope at its word and not the status', async () => {
  const fresh = await profiles.read(5, 'sync')
  answers['/api/public/coworker/profile'] = () => ({ WasSuccessful: false, Errors: { Position: 'too long' } })
  await expect(profiles.update(fresh, { Position: 'x' })).rejects.toMatchObject({
    code: 'refused',
    facts: { fields: [{ field: 'Position', words: 'too long' }] },
  })
})

it.each<[string, () => unknown]>([
  [
    '401',
    () => {
      throw new UsherError('no-permission', { status: 401 })
    },
  ],
  ['a record without a number', () => ({ Id: null })],
])('says that somebody is no customer: %s', async (_, answer) => {
  answers['/en/profile?_resource=Coworker'] = answer
  await expect(profiles.read(5, 'interactive')).rejects.toMatchObject({ code: 'no-profile' })
})
