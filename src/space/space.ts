import { setTimeout as sleep } from 'node:timers/promises'
import type { MiddlewareHandler } from 'hono'
import { accountKinds, demoPassword, type Account, type AccountName } from './accounts'
import { slugOf } from './generate/network'
import type { Portal, Space } from './handle'
import { page } from './http/answers'
import { makeApp } from './http/app'
import type { SpaceEnv } from './http/env'
import { readFault } from './http/fault-text'
import { Faults } from './http/faults'
import { rateLimit } from './http/rate-limit'
import { Recorder } from './http/recorder'
import { SpaceServer } from './http/server'
import { readOptions, type Settings, type SpaceOptions } from './options'
import { coworkerText } from './profile/record'
import { asTexts, editProfile, insertSomebody } from './store/second-writer'
import { State } from './store/state'
import { StateFile } from './store/state-file'

export type { Account, AccountName } from './accounts'
export type { Portal, Space } from './handle'
export type { Fault, FaultHandle, FaultRule, When } from './http/fault'
export type { RecordedRequest, RequestMatch } from './http/recorder'
export { OptionError, type SpaceOptions } from './options'

/**
 * Starts a demo space on loopback: an embedded server that speaks the vendor's two APIs (nexudus-api.md; vendor
 * pages ‘Update User’ and ‘Update Profile’) about a made-up network.
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
    editProfile: (id, changes, by) => editProfile(state, id, changes, by),
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
