import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import { Grant, type PasswordGrant, type TokenError, type TokenPair } from '#shared/api/token'
import { stamp } from '../generate/network'
import { json } from '../http/answers'
import type { Parts, SpaceEnv } from '../http/env'
import { profileAt, slugIn } from '../http/portal'
import type { State } from '../store/state'
import { hashPassword } from '../store/password'
import { asIds } from '../store/users'

/** The token endpoint (nexudus-api.md §1.1 to §1.4, §11.1). */
export function tokenRoutes(parts: Parts): Hono<SpaceEnv> {
  const routes = new Hono<SpaceEnv>()
  routes.post('/api/token', async (context) => {
    const mediaType = (context.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase()
    const form = new URLSearchParams(await context.req.text())
    const grant = v.safeParse(Grant, Object.fromEntries(form))
    if (mediaType !== 'application/x-www-form-urlencoded' || !grant.success)
      return refuse('unsupported_grant_type')
    const clientId = context.req.header('client_id')
    return grant.output.grant_type === 'password'
      ? signIn(parts, grant.output, (id) => isWelcome(parts.state, context, id), clientId)
      : refresh(parts.state, grant.output.refresh_token, clientId)
  })
  return routes
}

/** A location's own host takes its customers, and whoever may do something in the admin API (§1.3, §11.2). */
function isWelcome(state: State, context: Context<SpaceEnv>, id: number): boolean {
  if (slugIn(context) === undefined || profileAt(state, context, id) !== undefined) return true
  return state.users.value(id, 'IsAdmin') === true || asIds(state.users.value(id, 'UserRoles')).length > 0
}

function signIn(
  { state, settings }: Parts,
  grant: PasswordGrant,
  mayComeIn: (id: number) => boolean,
  clientId?: string,
): Response {
  const { users } = state
  const id = users.find(grant.username)
  if (id === undefined) return refuse('invalid_grant', wrongPassword)
  const salt = String(users.value(id, 'PasswordSalt'))
  if (users.value(id, 'Password') !== hashPassword(salt, grant.password)) {
    const attempts = Number(users.value(id, 'InvalidLoginAttempts'))
    state.touch(id, new Map([['InvalidLoginAttempts', String(attempts + 1)], attempted(state)]))
    return refuse('invalid_grant', wrongPassword)
  }
  if (users.value(id, 'Active') !== true || !mayComeIn(id)) return refuse('invalid_grant', wrongPassword)
  if (users.value(id, 'TwoFactorEnabled') === true && grant.totp !== settings.totp)
    return refuse('two_factor_auth_check', 'Two factor authentication code required.')
  if (users.value(id, 'MustResetPassword') === true)
    return refuse('must_reset_password', state.tokens.issueReset(id))
  const [, now] = attempted(state)
  state.touch(id, new Map([['LastAccess', now], attempted(state)]))
  // Without a client id the e-mail address stands for it, as documented.
  return answer(state, id, clientId ?? grant.username.trim().toLowerCase())
}

/** Rotation: the token used stops counting with the answer (nexudus-api.md §1.4). */
function refresh(state: State, token: string, clientId?: string): Response {
  const id = clientId === undefined ? undefined : state.tokens.user('refresh', token, clientId)
  if (id === undefined || clientId === undefined || !state.users.has(id)) return refuse('invalid_grant')
  if (state.users.value(id, 'Active') !== true) return refuse('invalid_grant')
  return answer(state, id, clientId)
}

const wrongPassword = 'The user name or password is incorrect.'

function attempted(state: State): [field: string, text: string] {
  return ['LastLoginAttempt', JSON.stringify(stamp(state.now()))]
}

function answer(state: State, id: number, clientId: string): Response {
  const pair = state.tokens.issue(id, clientId) satisfies TokenPair
  state.onChange()
  return json(pair)
}

function refuse(error: string, description?: string): Response {
  const body: TokenError = description === undefined ? { error } : { error, error_description: description }
  return json(body, 400)
}
