import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { TokenError, TokenPair } from '#shared/api/token'
import { startSpace, type Space } from '../space'
import { askToken, clientWith, passwordForm } from '../testing/client'

let space: Space
let time = Date.parse('2026-12-01T09:00:00Z')
beforeAll(async () => {
  space = await startSpace({ now: () => time, accessLifetime: 600, refreshLifetime: 3_600 })
})
afterAll(() => space.stop())

const client = (name: string) => ({ client_id: name })
const refreshForm = (token: unknown) => ({ grant_type: 'refresh_token', refresh_token: String(token) })
const signIn = async (name: string) => {
  const { status, body } = await askToken(space, passwordForm(space.accounts.admin), client(name))
  expect(status).toBe(200)
  return v.parse(TokenPair, body)
}
const isLive = async (token: string): Promise<boolean> =>
  (await clientWith(space, token).get('/api/auth/me')).status === 200

describe('a password sign-in', () => {
  it('answers the four documented names', async () => {
    const { status, body } = await askToken(space, passwordForm(space.accounts.admin))
    expect(status).toBe(200)
    expect(Object.keys(body).sort()).toEqual(['access_token', 'expires_in', 'refresh_token', 'token_type'])
    expect(body).toMatchObject({ token_type: 'bearer', expires_in: 600 })
    expect(space.issuedTokens).toContain(body.access_token)
    expect(space.issuedTokens).toContain(body.refresh_token)
  })

  it('takes the e-mail address in any case, and a content type with a charset', async () => {
    const answer = await fetch(`${space.url}/api/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'Application/x-www-form-urlencoded; charset=utf-8' },
      body: new URLSearchParams({
        ...passwordForm(space.accounts.admin),
        username: 'ADA@Northlight.example',
      }),
    })
    expect(answer.status).toBe(200)
  })

  it.each([
    ['a wrong password', { username: 'ada@northlight.example', password: 'no' }],
    ['an unknown address', { username: 'nobody@northlight.example', password: 'no' }],
    ['nothing', {}],
  ])('refuses %s with a description', async (_name, credentials) => {
    const { status, body } = await askToken(space, { grant_type: 'password', ...credentials })
    expect(status).toBe(400)
    expect(v.parse(TokenError, body).error).toBe('invalid_grant')
    expect(body.error_description).toBe('The user name or password is incorrect.')
  })

  it('counts a wrong password on the record', async () => {
    const { id, email } = space.accounts.colleague
    const before = space.value(id)
    await askToken(space, { grant_type: 'password', username: email, password: 'no' })
    expect(space.value(id).InvalidLoginAttempts).toBe(Number(before.InvalidLoginAttempts) + 1)
    expect(space.value(id).UpdatedOn).not.toBe(before.UpdatedOn)
  })

  it('refuses somebody who is not active', async () => {
    const id = space.find('lena@northlight.example') ?? 0
    space.edit(id, { Active: false })
    const { status, body } = await askToken(space, passwordForm(space.accounts.reader))
    expect([status, body.error]).toEqual([400, 'invalid_grant'])
    space.edit(id, { Active: true })
  })

  it('sends who must choose a new password away with a reset token', async () => {
    const { status, body } = await askToken(space, passwordForm(space.accounts.mustReset))
    expect([status, body.error]).toEqual([400, 'must_reset_password'])
    expect(space.issuedTokens).toContain(body.error_description)
  })
})

describe('the form', () => {
  it('is refused as JSON', async () => {
    const answer = await fetch(`${space.url}/api/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(passwordForm(space.accounts.admin)),
    })
    expect([answer.status, await answer.json()]).toEqual([400, { error: 'unsupported_grant_type' }])
  })

  it.each<Record<string, string>>([{}, { grant_type: 'client_credentials' }])(
    'is refused with the grant %j',
    async (form) => {
      expect(await askToken(space, form)).toEqual({ status: 400, body: { error: 'unsupported_grant_type' } })
    },
  )
})

describe('two-factor authentication', () => {
  it.each([
    ['no code', undefined],
    ['an empty code', ''],
    ['a wrong code', '000000'],
  ])('asks for the code when there is %s', async (_name, totp) => {
    const { email, password } = space.accounts.twoFactor
    const form = { grant_type: 'password', username: email, password }
    const { status, body } = await askToken(space, totp === undefined ? form : { ...form, totp })
    expect([status, body.error]).toEqual([400, 'two_factor_auth_check'])
  })

  it('does not ask before the password is right', async () => {
    const { body } = await askToken(space, { ...passwordForm(space.accounts.twoFactor), password: 'no' })
    expect(body.error).toBe('invalid_grant')
  })

  it('lets the right code in', async () => {
    expect((await askToken(space, passwordForm(space.accounts.twoFactor))).status).toBe(200)
  })
})

describe('a refresh', () => {
  it('gives a new pair, and the old token never works again', async () => {
    const first = await signIn('rotate')
    const second = await askToken(space, refreshForm(first.refresh_token), client('rotate'))
    expect(second.status).toBe(200)
    expect(second.body.refresh_token).not.toBe(first.refresh_token)
    const again = await askToken(space, refreshForm(first.refresh_token), client('rotate'))
    expect(again).toEqual({ status: 400, body: { error: 'invalid_grant' } })
    const third = await askToken(space, refreshForm(second.body.refresh_token), client('rotate'))
    expect(third.status).toBe(200)
    expect(await isLive(first.access_token)).toBe(true)
  })

  it.each([
    ['without a client id', {}],
    ['with another client id', { client_id: 'other' }],
  ])('is refused %s and leaves the token alone', async (_name, headers) => {
    const pair = await signIn('bound')
    const refused = await askToken(space, refreshForm(pair.refresh_token), headers)
    expect(refused).toEqual({ status: 400, body: { error: 'invalid_grant' } })
    expect((await askToken(space, refreshForm(pair.refresh_token), client('bound'))).status).toBe(200)
  })

  it('does not read the client id from the form', async () => {
    const pair = await signIn('header')
    const form = { ...refreshForm(pair.refresh_token), client_id: 'header' }
    expect((await askToken(space, form)).status).toBe(400)
  })

  it('ends with a fresh sign-in of the same client id alone', async () => {
    const here = await signIn('here')
    const there = await signIn('there')
    await signIn('here')
    expect((await askToken(space, refreshForm(here.refresh_token), client('here'))).status).toBe(400)
    expect((await askToken(space, refreshForm(there.refresh_token), client('there'))).status).toBe(200)
    expect(await isLive(here.access_token)).toBe(true)
  })

  it('uses the e-mail address where a sign-in had no client id', async () => {
    const { body } = await askToken(space, passwordForm(space.accounts.admin))
    const form = refreshForm(body.refresh_token)
    expect((await askToken(space, form, client(space.email))).status).toBe(200)
  })

  it('ends with its time, and so do access tokens', async () => {
    const pair = await signIn('time')
    time += 599_000
    expect(await isLive(pair.access_token)).toBe(true)
    time += 1_000
    expect(await isLive(pair.access_token)).toBe(false)
    time += 3_000_000
    expect((await askToken(space, refreshForm(pair.refresh_token), client('time'))).status).toBe(400)
  })

  it('ends when a test revokes it', async () => {
    const pair = await signIn('revoked')
    space.revokeRefreshTokens()
    expect((await askToken(space, refreshForm(pair.refresh_token), client('revoked'))).status).toBe(400)
    expect(await isLive(pair.access_token)).toBe(true)
    space.expireAccessTokens()
    expect(await isLive(pair.access_token)).toBe(false)
  })
})
