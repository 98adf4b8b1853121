import { setTimeout as sleep } from 'node:timers/promises'
import type { MiddlewareHandler } from 'hono'
import type { RawRecord } from '#shared/records/raw-record'
import { accountKinds, demoPassword, type Account, type AccountName } from './accounts'
import { slugOf } from './generate/network'
import { page } from './http/answers'
import { makeApp } from './http/app'
import type { SpaceEnv } from './http/env'
import type { FaultHandle, FaultRule } from './http/fault'
import { readFault } from './http/fault-text'
import { Faults } from './http/faults'
import { rateLimit } from './http/rate-limit'
import { Recorder, type RecordedRequest, type RequestMatch } from './http/recorder'
import { SpaceServer } from './http/server'
import { readOptions, type Settings, type SpaceOptions } from './options'
import { coworkerText } from './profile/record'
import { asTexts, insertSomebody } from './store/second-writer'
import { State } from './store/state'
import { StateFile } from './store/state-file'

export type { Account, AccountName } from './accounts'
export type { Fault, FaultHandle, FaultRule, When } from './http/fault'
export type { RecordedRequest, RequestMatch } from './http/recorder'
export { OptionError, type SpaceOptions } from './options'

/** A location's own host (nexudus-api.md §1.8). */
export interface Portal {
  /** Of the location. */
  readonly id: number
  readonly name: string
  readonly slug: string
  /** `http://<slug>.localhost:<port>` */
  readonly url: string
}

/** A running demo space, with the means to look into it and to disturb it. */
export interface Space {
  /** Where it listens, without a slash at the end. The same after it was offline. */
  readonly url: string
  /** The administrator whom people sign in as. */
  readonly email: string
  readonly password: string
  /** Every location's own host, the first being that of `url`, too. Names below `localhost` are this computer's. */
  readonly portals: readonly Portal[]
  /** People for every kind of sign-in. */
  readonly accounts: Readonly<Record<AccountName, Account>>

  /** What was asked since the start or `clearRequests`, the oldest first. */
  readonly requests: readonly RecordedRequest[]
  clearRequests(): void
  /** The next matching request to arrive, before it is handled. */
  nextRequest(match?: RequestMatch): Promise<RecordedRequest>

  /** Ids of all users in ascending order. */
  ids(): readonly number[]
  /** The id of the user with an e-mail address. */
  find(email: string): number | undefined
  /** A record as JSON text by field. @throws when there is no such user. */
  record(id: number): RawRecord
  /** A record as values; numbers beyond 2^53 are rounded. @throws when there is no such user. */
  value(id: number): Readonly<Record<string, unknown>>
  /** Texts of all access, refresh and reset tokens issued since the start. */
  readonly issuedTokens: readonly string[]
  /** Every secret text that records and applications hold now. */
  secrets(): readonly string[]

  /**
   * Another administrator changes a record, with audit rows and `UpdatedOn`.
   * @param changes values by field name
   * @param by e-mail address; the colleague's unless given
   */
  edit(id: number, changes: Readonly<Record<string, unknown>>, by?: string): void
  /** Moves `UpdatedOn` alone. */
  touch(id: number): void
  /** Ids of a user's customer profiles, the default one first. */
  profiles(userId: number): readonly number[]
  /** A customer profile as the portal reads it. @throws when there is no such profile */
  profile(id: number): Readonly<Record<string, unknown>>
  /** Somebody else changes a customer profile, as `edit` does for users. */
  editProfile(id: number, changes: Readonly<Record<string, unknown>>, by?: string): void
  /**
   * Another administrator adds a user.
   * @param values by field name; a name, an address and all that is required are made up unless given
   * @returns the id
   */
  insert(values?: Readonly<Record<string, unknown>>, by?: string): number
  /** Another administrator deletes a user. */
  remove(id: number): void
  /** Access tokens stop counting, as if their time were over. */
  expireAccessTokens(): void
  /** Refresh tokens stop counting. */
  revokeRefreshTokens(): void
  /** Sets a fault for the next matching requests; in the words of the command line (`http/fault-text.ts`), if given as text. */
  fault(rule: FaultRule | string): FaultHandle
  /** Milliseconds that every request waits from now on. */
  setLatency(milliseconds: number): void
  /** Stops listening and breaks all connections. */
  goOffline(): Promise<void>
  /** Listens again on the same port. */
  goOnline(): Promise<void>
  /** Ends the space; what is to be kept is kept. */
  stop(): Promise<void>
}

/**
 * Starts a demo space on loopback: an embedded server that speaks the vendor's API (nexudus-api.md; vendor page ‘Update
 * User’) about a made-up network.
 * @throws OptionError for an option that cannot be, the socket's error (such as `EADDRINUSE`) when it cannot listen
 */
export async function startSpace(options: SpaceOptions = {}): Promise<Space> {
  const settings = readOptions(options)
  const state = makeState(settings)
  const file = settings.stateFile
    ? new StateFile(settings.stateFile, state, settings, settings.warn)
    : undefined
  await file?.load()
  if (file) state.onChange = () => file.schedule()

  const recorder = new Recorder(settings.keepRequests)
  const faults = new Faults(state, settings.seed)
  for (const text of settings.faults) faults.add(readFault(text))
  let latency = settings.latency
  const delay: MiddlewareHandler<SpaceEnv> = async (_context, next) => {
    if (latency > 0) await sleep(latency, undefined, { ref: false })
    await next()
  }
  // A request that waited or hung until the space was stopped must not write into what is already saved.
  let stopped = false
  const ended: MiddlewareHandler<SpaceEnv> = async (_context, next) =>
    stopped ? page('The demo space has ended', 503) : next()
  const limits = settings.rateLimit ? [rateLimit(state, settings.rateLimit)] : []
  const app = makeApp({ state, settings }, [recorder.middleware, delay, ...limits, faults.middleware, ended])
  const server = new SpaceServer(app, settings.port)
  await server.listen()

  const accounts = makeAccounts(state, settings)
  return {
    url: server.url,
    email: accounts.admin.email,
    password: accounts.admin.password,
    portals: makePortals(state, server.url),
    accounts,
    requests: recorder.requests,
    clearRequests: () => void recorder.requests.splice(0),
    nextRequest: (match = {}) => recorder.next(match),
    ids: () => state.users.ids,
    find: (email) => state.users.find(email),
    record: (id) => state.record(id),
    value: (id) =>
      Object.fromEntries([...state.record(id)].map(([name, text]) => [name, JSON.parse(text) as unknown])),
    get issuedTokens() {
      return state.tokens.issued
    },
    secrets: () => state.secrets(),
    edit: (id, changes, by = accounts.colleague.email) => void state.write(id, asTexts(changes), by),
    touch: (id) => void state.touch(id),
    profiles: (userId) => state.coworkers.of(userId),
    profile: (id) => JSON.parse(coworkerText(state, id)) as Readonly<Record<string, unknown>>,
    editProfile: (id, changes, by = accounts.colleague.email) => state.writeProfile(id, asTexts(changes), by),
    insert: (values, by) => insertSomebody(state, values, by),
    remove: (id) => state.remove(id, accounts.colleague.email),
    expireAccessTokens: () => {
      state.tokens.end('access')
      state.onChange()
    },
    revokeRefreshTokens: () => {
      state.tokens.end('refresh')
      state.onChange()
    },
    fault: (rule) => faults.add(typeof rule === 'string' ? readFault(rule) : rule),
    setLatency: (milliseconds) => {
      latency = milliseconds
    },
    goOffline: () => server.close(),
    goOnline: () => server.listen(),
    stop: async () => {
      stopped = true
      await server.close()
      await file?.save()
    },
  }
}

function makeState({ seed, users, locations, accessLifetime, refreshLifetime, now }: Settings): State {
  const lifetimes = { access: accessLifetime, refresh: refreshLifetime }
  return new State({ seed, users, locations, lifetimes, now })
}

function makePortals({ network }: State, url: string): Portal[] {
  const { port } = new URL(url)
  return network.locations.map((location) => {
    const slug = slugOf(location)
    return { id: location.Id, name: String(location.Name), slug, url: `http://${slug}.localhost:${port}` }
  })
}

function makeAccounts(state: State, settings: Settings): Record<AccountName, Account> {
  const { people } = state.users.generator
  const entries = Object.entries(accountKinds).map(([name, kind], index): [string, Account] => {
    const totp = 'twoFactor' in kind ? { totp: settings.totp } : {}
    return [name, { id: people.id(index), email: kind.email, password: demoPassword, ...totp }]
  })
  return Object.fromEntries(entries) as Record<AccountName, Account>
}
