import * as v from 'valibot'
import { CurrentBusiness, Me } from '#shared/api/lookups'
import { UsherError } from '#shared/ipc/errors'
import { failure, parse } from '../nexudus/answers'
import { exchange, type Fetch } from '../nexudus/http'
import { isVendor } from './address'

/**
 * The location's name, asked without a sign-in so that a mistyped address is found before a password is sent. The
 * vendor's own hosts may keep it to themselves; at any other host only the card of a space shows that one is there.
 * @returns null when a host of the vendor's does not tell
 * @throws UsherError `address-unknown`, `not-json`, or what kept it from answering
 */
export async function askLocation(fetch: Fetch, portal: string, now: number): Promise<string | null> {
  const answer = await exchange(fetch, `${portal}/api/public/businesses/current`, {
    headers: { Accept: 'application/json' },
  })
  const { status, host } = answer
  if (status === 404) throw new UsherError('address-unknown', { host, status })
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), CurrentBusiness), answer.text)
  if (status === 200 && parsed.success) return parsed.output.Name
  if (isVendor(new URL(portal).hostname)) return null
  const error = failure(answer, now)
  throw error && ['throttled', 'server-fault'].includes(error.code)
    ? error
    : new UsherError('not-json', { host, status })
}

/**
 * Who a fresh token belongs to, and that it may read users at all: a 401 right after a good sign-in is a missing
 * permission (nexudus-api.md §1.6, §9.6).
 * @throws UsherError `no-permission`, or what kept it from answering
 */
export async function askWho(fetch: Fetch, api: string, token: string, now: number): Promise<Me> {
  const ask = async (path: string) => {
    const answer = await exchange(fetch, api + path, {
      headers: { Accept: 'application/json', Authorization: `Bearer ${token}` },
    })
    const error = failure(answer, now)
    if (error) throw error
    return answer
  }
  const me = parse(Me, await ask('/api/auth/me'))
  await ask('/api/sys/users?page=1&size=1&orderBy=Id&dir=0')
  return me
}
