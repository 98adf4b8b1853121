import { beforeEach, describe, expect, it } from 'vitest'
import { UsherError, type ErrorCode } from '#shared/ipc/errors'
import type { Api, ApiRequest } from '../nexudus/http'
import { createUsers } from '../nexudus/users'
import { createPasswordSetter, type PasswordSetter } from './password'

const record = {
  ...{ Id: 7, FullName: 'Ana', Email: 'a@b.c', Language: 1, PasswordSalt: 's', LastHelpVisited: 0 },
  ...{ InvalidLoginAttempts: 0, UserRoles: [], Businesses: [] },
}
const answerOf = (value: unknown) => ({
  ...{ status: 200, contentType: 'application/json', retryAfter: null, host: 'x.example' },
  text: JSON.stringify(value),
})
const password = 'Correct1!horse'

/** Who is signed in now. */
let account: number
let sent: string[]
let priorities: string[]
let pausedUntil: number | null
let put: () => unknown
/** What is on its way before the password's turn. */
let before: Promise<unknown>
let set: PasswordSetter

beforeEach(() => {
  account = 1
  sent = []
  priorities = []
  pausedUntil = null
  before = Promise.resolve()
  put = () => ({ WasSuccessful: true })
  const api: Api = {
    account: () => account,
    async request({ method, body, priority, ...request }: ApiRequest) {
      await Promise.resolve()
      if ((request.account ?? account) !== account) throw new UsherError('not-signed-in')
      priorities.push(priority)
      if (method !== 'PUT') return answerOf(record)
      const { NewPassword } = JSON.parse(body ?? '{}') as { NewPassword: string }
      sent.push(`${account}: ${NewPassword}`)
      return answerOf(put())
    },
    picture: () => Promise.resolve(null),
  }
  set = createPasswordSetter({
    users: createUsers(api),
    pausedUntil: () => pausedUntil,
    exclusive: (job) => before.then(job),
  })
})

describe('setting a password', () => {
  it('sends it at once, as who typed it, before anything that can wait', async () => {
    await set(1, 7, password)
    expect(sent).toEqual([`1: ${password}`])
    expect(priorities).toEqual(['interactive', 'interactive'])
  })

  it('does not send it as somebody else who signed in before its turn came', async () => {
    // Both may well have a person 7, in two spaces.
    let end: (value: unknown) => void = () => undefined
    before = new Promise((resolve) => (end = resolve))
    const asked = set(1, 7, password)
    account = 2
    end(null)
    await expect(asked).rejects.toMatchObject({ code: 'not-signed-in' })
    expect(sent).toEqual([])
  })

  it('does not hold it for a server that asks for patience', async () => {
    pausedUntil = 3_600_000
    // The turn would come in an hour; the answer comes now.
    before = new Promise(() => undefined)
    await expect(set(1, 7, password)).rejects.toMatchObject({
      code: 'password-waits',
      facts: { retryAt: 3_600_000 },
    })
  })

  it('gives it back when the pause begins on the way', async () => {
    put = () => {
      throw new UsherError('throttled', { retryAt: 9_000 })
    }
    await expect(set(1, 7, password)).rejects.toMatchObject({
      code: 'password-waits',
      facts: { retryAt: 9_000 },
    })
    before = Promise.resolve().then(() => void (pausedUntil = 8_000))
    await expect(set(1, 7, password)).rejects.toMatchObject({
      code: 'password-waits',
      facts: { retryAt: 8_000 },
    })
  })

  it.each<ErrorCode>(['timeout', 'unreachable', 'server-fault', 'not-json'])(
    'says that it may have been set after %s: the server may have taken it',
    async (code) => {
      put = () => {
        throw new UsherError(code, { host: 'x.example' })
      }
      await expect(set(1, 7, password)).rejects.toMatchObject({ code: 'password-unsure' })
    },
  )

  it('says so after an answer that cannot be read too', async () => {
    put = () => 'Done'
    await expect(set(1, 7, password)).rejects.toMatchObject({ code: 'password-unsure' })
  })

  it.each<ErrorCode>(['no-permission', 'gone', 'sign-in-ended'])('keeps what is sure: %s', async (code) => {
    put = () => {
      throw new UsherError(code)
    }
    await expect(set(1, 7, password)).rejects.toMatchObject({ code })
  })

  it('keeps the server’s refusal', async () => {
    put = () => ({ WasSuccessful: false, Message: 'No.' })
    await expect(set(1, 7, password)).rejects.toMatchObject({ code: 'refused', facts: { words: 'No.' } })
  })
})
