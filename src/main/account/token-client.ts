import * as v from 'valibot'
import { TokenError, TokenPair, type PasswordGrant, type RefreshGrant } from '#shared/api/token'
import { UsherError, type ErrorCode } from '#shared/ipc/errors'
import { failure, parse, type RawAnswer } from '../nexudus/answers'
import { exchange, type Fetch } from '../nexudus/http'

/** A token pair. It lives in main's memory and in the keychain, nowhere else. */
export interface Tokens {
  readonly access: string
  readonly refresh: string
  /** When the access token ends: milliseconds since 1970. */
  readonly expiresAt: number
}

export interface Credentials {
  readonly email: string
  readonly password: string
  /** One-time code, when the account has one. */
  readonly code?: string
}

/** `POST /api/token` (nexudus-api.md §1.1–1.4). */
export interface TokenClient {
  /** @throws UsherError `wrong-credentials`, `code-required`, `code-refused`, `must-reset-password` or a network code */
  signIn(api: string, clientId: string, credentials: Credentials): Promise<Tokens>
  /** @throws UsherError `sign-in-ended` when the server no longer takes the token, or a network code */
  refresh(api: string, clientId: string, refreshToken: string): Promise<Tokens>
}

export function createTokenClient(fetch: Fetch, now: () => number): TokenClient {
  const post = async (api: string, clientId: string, form: Record<string, string>): Promise<Tokens> => {
    const asked = now()
    const answer = await exchange(fetch, `${api}/api/token`, {
      method: 'POST',
      // A client id of each installation's own: one shared by two would sign each other out (§1.1).
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/x-www-form-urlencoded',
        client_id: clientId,
      },
      body: new URLSearchParams(form).toString(),
    })
    if (answer.status === 400) throw tokenError(answer, form)
    const error = failure(answer, now())
    if (error) throw error
    const pair = parse(TokenPair, answer)
    return {
      access: pair.access_token,
      refresh: pair.refresh_token ?? form['refresh_token'] ?? '',
      expiresAt: asked + pair.expires_in * 1_000,
    }
  }
  return {
    signIn: (api, clientId, { email, password, code }) =>
      post(api, clientId, {
        grant_type: 'password',
        username: email,
        password,
        ...(code ? { totp: code } : {}),
      } satisfies v.InferInput<typeof PasswordGrant>),
    refresh: (api, clientId, refresh_token) =>
      post(api, clientId, {
        grant_type: 'refresh_token',
        refresh_token,
      } satisfies v.InferInput<typeof RefreshGrant>),
  }
}

/**
 * What the server meant by a 400 (§1.3). With a code sent, both `two_factor_auth_check` and `invalid_grant` can mean
 * that the code was wrong (§9.22); the first is sure, the second only says that the pair does not fit.
 */
function tokenError(answer: RawAnswer, form: Record<string, string>): UsherError {
  const body = v.safeParse(TokenError, tryJson(answer.text))
  if (!body.success) return new UsherError('not-json', { status: answer.status, host: answer.host })
  const { error } = body.output
  const facts = { status: answer.status, host: answer.host, cause: error.slice(0, 40) }
  if (form['grant_type'] === 'refresh_token') return new UsherError('sign-in-ended', facts)
  const codes: Record<string, ErrorCode> = {
    two_factor_auth_check: form['totp'] ? 'code-refused' : 'code-required',
    must_reset_password: 'must-reset-password',
    invalid_grant: form['totp'] ? 'code-refused' : 'wrong-credentials',
  }
  return new UsherError(codes[error] ?? 'unexpected-answer', facts)
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
