import * as v from 'valibot'
import { Confirmation } from '#shared/api/envelopes'
import { CoworkerRecord, PortalUser, ProfileList, PublicCountries } from '#shared/api/profile'
import { UsherError } from '#shared/ipc/errors'
import type { LookupRow, ProfileChoice } from '#shared/ipc/models'
import type { Values } from '#shared/records/merge'
import { confirm, json, parse, type RawAnswer } from './answers'
import type { Priority } from './budget'
import type { Api, ApiRequest } from './http'
import { loginFlags, readProfile, toPatch, type Passwords, type ReadProfile } from './profile-record'

/** A profile as read just now. */
export interface FreshProfile extends ReadProfile {
  readonly id: number
  /** Read as this account, and to be written as no other. */
  readonly account: number
}

/**
 * A customer's own profiles on a location's portal (nexudus-api.md §5). The server keeps which of them a session is
 * about, so that one thing is asked after the other here. Every method throws UsherError, `no-profile` for whoever is no
 * customer.
 */
export interface Profiles {
  list(account?: number): Promise<readonly ProfileChoice[]>
  /** The profile that the session is about, as nobody has chosen another. */
  current(account?: number): Promise<number>
  read(id: number, priority: Priority, account?: number): Promise<FreshProfile>
  /** Sends these values and nothing else. Resolves when the server says that it took them. */
  update(fresh: FreshProfile, values: Values): Promise<void>
  /** The three passwords belong together (vendor page ‘Update Profile’), and to the sign-in: whichever profile is shown. */
  setPassword(passwords: Passwords, account?: number): Promise<void>
  countries(account?: number): Promise<readonly LookupRow[]>
  /** A summary that the location's own integration wrote; nothing is kept of it there. */
  suggestSummary(id: number, account?: number): Promise<string>
}

const path = '/api/public/coworker/profile'

export function createProfiles(api: Api): Profiles {
  let last: Promise<unknown> = Promise.resolve()

  /** Another profile must not be chosen between two steps of a job. */
  const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
    const result = last.then(job)
    last = result.catch(() => null)
    return result
  }
  const ask = async (request: ApiRequest): Promise<RawAnswer> => {
    try {
      return await api.request(request)
    } catch (error) {
      // With a token that counts, a 401 means that the person is no customer here (§1.7).
      if (!(error instanceof UsherError) || error.code !== 'no-permission') throw error
      const facts = new UsherError('no-profile', error.facts, { cause: error })
      facts.unsent = error.unsent
      throw facts
    }
  }
  const readRecord = async (account: number, priority: Priority) => {
    const answer = await ask({ path: '/en/profile?_resource=Coworker', priority, account })
    const parsed = v.safeParse(CoworkerRecord, json(answer))
    // Somebody who is no customer is answered without a number in `Id` (§11.2).
    if (!parsed.success) throw new UsherError('no-profile', { host: answer.host })
    return parsed.output
  }
  /**
   * Makes sure that the session is about a profile, each time anew: choosing one makes it the person's default, so that
   * their browser may have chosen another since (vendor page ‘Switch Active Profile’).
   * @returns the profile's record, read after that
   */
  const readChosen = async (id: number, account: number, priority: Priority): Promise<CoworkerRecord> => {
    const first = await readRecord(account, priority)
    return first.Id === id ? first : choose(id, account, priority)
  }
  const choose = async (id: number, account: number, priority: Priority): Promise<CoworkerRecord> => {
    const request = { path: `/api/public/coworkers/profiles/current?coworkerId=${id}`, priority, account }
    confirm(await ask({ ...request, method: 'PUT' }))
    const record = await readRecord(account, priority)
    if (record.Id !== id) throw new UsherError('gone', { cause: 'Id' })
    return record
  }
  /**
   * Before an update, which names no profile: whoever else was chosen since it was read must not be written to. What
   * fails here leaves nothing in doubt, since nothing was written.
   */
  const requireChosen = async (id: number, account: number): Promise<void> => {
    try {
      await readChosen(id, account, 'sync')
    } catch (error) {
      if (error instanceof UsherError) error.unsent = true
      throw error
    }
  }
  /** The login side, with the notification flags: as documented, or else in the form that clients have seen (§5.2). */
  const readFlags = async (account: number, priority: Priority): Promise<PortalUser | null> => {
    for (const source of ['/login/me?', '/en/profile?_resource=User']) {
      try {
        const parsed = v.safeParse(PortalUser, json(await ask({ path: source, priority, account })))
        if (parsed.success && loginFlags.every((name) => typeof parsed.output[name] === 'boolean'))
          return parsed.output
      } catch (error) {
        if (!(error instanceof UsherError) || !isShapeless(error)) throw error
      }
    }
    return null
  }
  return {
    async list(account = api.account()) {
      const answer = await ask({ path: '/api/public/coworkers/profiles', priority: 'interactive', account })
      const { Profiles } = parse(ProfileList, answer)
      // A list without anybody says what a 401 says elsewhere.
      if (Profiles.length === 0) throw new UsherError('no-profile', { host: answer.host })
      return Profiles.map((row) => ({
        id: row.Id,
        name: row.FullName ?? '',
        company: row.CompanyName ?? '',
        active: row.Active !== false,
        isDefault: row.IsDefaultProfile === true,
      }))
    },
    current: (account = api.account()) => inTurn(async () => (await readRecord(account, 'interactive')).Id),
    read: (id, priority, account = api.account()) =>
      inTurn(async () => {
        const record = await readChosen(id, account, priority)
        return { id, account, ...readProfile(record, await readFlags(account, priority)) }
      }),
    update: ({ id, account, gender }, values) =>
      inTurn(async () => {
        const before = (): Promise<void> => requireChosen(id, account)
        const body = JSON.stringify(toPatch(values, gender))
        confirm(await ask({ method: 'PATCH', path, body, priority: 'sync', account, before }))
      }),
    setPassword: ({ old, fresh, again }, account = api.account()) =>
      inTurn(async () => {
        const body = JSON.stringify({ OldPassword: old, NewPassword: fresh, RepeatNewPassword: again })
        confirm(await ask({ method: 'PATCH', path, body, priority: 'interactive', account }))
      }),
    async countries(account = api.account()) {
      const answer = await ask({ path: '/api/public/countries', priority: 'background', account })
      return parse(PublicCountries, answer).Countries.map(({ Id, Name }) => ({
        id: Id,
        name: Name,
        detail: '',
      }))
    },
    suggestSummary: (id, account = api.account()) =>
      inTurn(async () => {
        await readChosen(id, account, 'interactive')
        const request = {
          path: '/en/profile/GenerateOpenAiProfile',
          priority: 'interactive',
          account,
        } as const
        const answer = await ask({ ...request, method: 'POST' })
        // A refusal may come in the envelope of a 200 here, too (§6.1).
        if (v.is(Confirmation, json(answer))) confirm(answer)
        return parse(v.object({ ProfileSummary: v.pipe(v.string(), v.trim(), v.minLength(1)) }), answer)
          .ProfileSummary
      }),
  }
}

/** The path is not there, or answers otherwise than is known of it. */
function isShapeless({ code }: UsherError): boolean {
  return code === 'gone' || code === 'not-json' || code === 'unexpected-answer'
}
