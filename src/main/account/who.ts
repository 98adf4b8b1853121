import * as v from 'valibot'
import { CurrentBusiness, Me } from '#shared/api/lookups'
import { ProfileList } from '#shared/api/profile'
import { UsherError } from '#shared/ipc/errors'
import { failure, parse, type RawAnswer } from '../nexudus/answers'
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

/** Who a fresh token belongs to. */
export interface Who {
  /** At this server. */
  readonly id: number
  readonly name: string
  readonly email: string
  /** The name of the space or location, where it is told. */
  readonly space: string | null
}
/** @param api the server's address, without a trailing slash */
export type AskWho = (fetch: Fetch, api: string, token: string, now: number) => Promise<Who>

/**
 * Who a fresh token belongs to, and that it may read users at all: a 401 right after a good sign-in is a missing
 * permission (nexudus-api.md §1.6, §9.6).
 * @throws UsherError `no-permission`, or what kept it from answering
 */
export const askWho: AskWho = async (fetch, api, token, now) => {
  const me = parse(Me, await ask(fetch, `${api}/api/auth/me`, token, now))
  await ask(fetch, `${api}/api/sys/users?page=1&size=1&orderBy=Id&dir=0`, token, now)
  return {
    id: me.Id,
    name: me.FullName ?? me.Email,
    email: me.Email,
    space: me.DefaultBusinessName ?? null,
  }
}

/**
 * The same of a customer at a location's portal. A 401 right after a good sign-in means that the person is none there
 * (nexudus-api.md §1.7).
 * @throws UsherError `no-profile`, or what kept it from answering
 */
export const askCustomer: AskWho = async (fetch, portal, token, now) => {
  try {
    const answer = await ask(fetch, `${portal}/api/public/coworkers/profiles`, token, now)
    const { User, DefaultBusiness } = parse(ProfileList, answer)
    return {
      ...{ id: User.Id, name: User.FullName ?? User.Email, email: User.Email },
      space: DefaultBusiness?.Name ?? null,
    }
  } catch (error) {
    if (!(error instanceof UsherError) || error.code !== 'no-permission') throw error
    throw new UsherError('no-profile', error.facts, { cause: error })
  }
}

async function ask(fetch: Fetch, url: string, token: string, now: number): Promise<RawAnswer> {
  const answer = await exchange(fetch, url, {
    headers: { Accept: 'application/json', Authorization: `Bearer ${token}` },
  })
  const error = failure(answer, now)
  if (error) throw error
  return answer
}
