import { UsherError } from '#shared/ipc/errors'
import type { PortalState } from '#shared/ipc/models'
import type { SignIn } from '#shared/ipc/contract'
import { createAccounts, type SavedAccount } from './account/accounts'
import type { SpaceAddress } from './account/address'
import type { Keychain } from './account/keychain/keychain'
import { createOwnPasswordSetter } from './account/password'
import { createSession, type DemoSpace, type Session } from './account/session'
import { portalSystem } from './account/systems'
import type { TokenClient } from './account/token-client'
import type { Database } from './database/database'
import { openDesk, type Desk } from './drafts/desk'
import { createDesks, type Desks } from './drafts/desks'
import { createProfileSource } from './drafts/profile-source'
import type { DraftRepository } from './drafts/repository'
import type { Log } from './log/log'
import type { Budget, Clock } from './nexudus/budget'
import { createConnection } from './nexudus/connection'
import { createApi, exchange, type Fetch, type Owner } from './nexudus/http'
import type { Passwords } from './nexudus/profile-record'
import { createProfiles } from './nexudus/profiles'
import { createOwnProfile, type OwnProfile } from './profile/own-profile'
import { createProfileCopy } from './profile/profile-copy'

/** The other of the two systems: a location's portal, where whoever is signed in to the space is a customer. */
export interface Portal {
  readonly state: PortalState
  /** The portal account whose requests make sense now. */
  readonly account: number | null
  readonly desks: Desks
  readonly own: OwnProfile
  /** Follows who is signed in to the space; null for nobody. What was stored for the last one stays. */
  show(account: SavedAccount | null): void
  find: Session['find']
  signIn(form: SignIn): Promise<void>
  restore(): Promise<void>
  /** At once; what is stored is removed after that. */
  signOut(): Promise<void>
  setPassword(id: number, passwords: Passwords): Promise<void>
  suggestSummary(id: number): Promise<string>
  hint(online: boolean): void
  workOffline(on: boolean): void
  /** Something changed for the better: reads the profiles' list and sends drafts, where that can work. */
  readonly refresh: () => void
  onChange(listener: (state: PortalState) => void): void
  /** Drafts of the profiles, or how their sending goes, have changed. */
  onDrafts(listener: (urgent: boolean) => void): void
  /** Another desk is shown, or none. */
  onDesk(listener: () => void): void
  /** Whose requests make sense has changed. */
  onAccount(listener: () => void): void
  stop(): Promise<void>
}

interface Parts {
  readonly fetch: Fetch
  readonly client: TokenClient
  readonly keychain: Keychain
  readonly demo: DemoSpace
  readonly database: Database
  readonly drafts: DraftRepository
  readonly budget: Budget
  readonly clock: Clock
  readonly random: () => number
  readonly isLocal: (server: string) => boolean
  readonly startOffline: boolean
  readonly override: Partial<SpaceAddress>
  readonly log: Log
}

export function createPortal(parts: Parts): Portal {
  const { fetch, client, keychain, demo, database, budget, clock, random, log } = parts
  const listeners: ((state: PortalState) => void)[] = []
  const draftListeners: ((urgent: boolean) => void)[] = []
  const deskListeners: (() => void)[] = []
  const accountListeners: (() => void)[] = []
  /** Who is signed in to the space, and their sign-in to the portal. */
  let shown: { readonly person: SavedAccount; readonly session: Session } | null = null
  let wasOnline = true

  const isSignedIn = (): boolean => shown?.session.state.phase === 'signed-in'
  const signedIn = () => current().signedIn()
  const current = (): Session => {
    if (!shown) throw new UsherError('not-signed-in')
    return shown.session
  }
  const owner = (): Owner => {
    const { account, tokens } = signedIn()
    return { account: account.account, api: account.api, tokens }
  }
  const connection = createConnection({
    ...{ clock, random, isLocal: parts.isLocal, startOffline: parts.startOffline },
    server: () => (isSignedIn() ? owner().api : null),
    pausedUntil: (portal) => budget.pausedUntil(portal),
    probe: async () => exchange(fetch, `${owner().api}/api/public/businesses/current`, {}),
  })
  const profiles = createProfiles(createApi({ fetch, budget, clock, network: connection, owner }))
  const own = createOwnProfile({
    ...{ profiles, copy: createProfileCopy(database), now: clock.now },
    save: (statements) => database.transaction(statements),
    // What else is told of a session, such as a keychain that fails, keeps nothing from being read.
    trouble: () => connection.trouble() ?? (isSignedIn() ? null : current().state.problem),
  })
  const ready = (account: number): boolean =>
    isSignedIn() && owner().account === account && desks.shown?.account === account && connection.state.online

  const open = async (account: number): Promise<Desk> => {
    const desk = await openDesk({
      ...{ account, repository: parts.drafts, clock, random },
      by: signedIn().account.email,
      source: createProfileSource(account, profiles, own),
      ready: () => ready(account),
      describePerson: (key) => own.person(key),
    })
    const tell = (urgent: boolean): void => {
      if (desks.shown === desk) for (const listener of draftListeners) listener(urgent)
    }
    desk.outbox.onChange(tell)
    desk.onSync((state) => {
      tell(false)
      if (state.problem) log.write('profile sync', { problem: state.problem.code })
    })
    return desk
  }
  const desks = createDesks(open, () => {
    for (const listener of deskListeners) listener()
  })

  const state = (): PortalState => {
    const { profiles, countries, chosen } = own.lists
    const known = profiles.find(({ id }) => id === chosen) ?? profiles.find(({ isDefault }) => isDefault)
    return {
      ...{ session: shown?.session.state ?? nobody, profiles, countries },
      current: known?.id ?? profiles[0]?.id ?? null,
      online: connection.state.online,
      pausedUntil: connection.state.pausedUntil,
      problem: own.problem,
    }
  }
  const tell = (): void => {
    for (const listener of listeners) listener(state())
  }
  own.onChange(tell)
  connection.onChange(({ online }) => {
    // Only coming back is news: a pause that the server asked for must not be answered with more requests.
    if (online && !wasOnline) refresh()
    wasOnline = online
    tell()
  })

  /** Which account is open, or being opened. */
  let entered: number | null = null
  /** The portal account whose profiles are shown: also after its sign-in has ended by itself. */
  const here = (): number | null => {
    const phase = shown?.session.state.phase
    return phase === 'signed-in' || phase === 'ended' ? signedIn().account.account : null
  }
  const refresh = (): void => {
    const account = here()
    if (account === null) return
    // What could not be opened is tried again.
    if (account !== entered) return void enter(account)
    if (!ready(account)) return
    own.refresh().catch((error: unknown) => log.crash(error))
    desks.shown?.engine.wake()
  }
  /** Opens what is kept of an account, and reads on where that can work. */
  const enter = async (account: number): Promise<void> => {
    entered = account
    try {
      await own.open(account)
      // Left meanwhile: nothing of it is shown to whoever came after.
      if (entered !== account) return
      await desks.show(account)
      if (entered === account) refresh()
    } catch (error) {
      log.crash(error)
      if (entered === account) entered = null
    }
  }
  const follow = (session: Session): void => {
    if (shown?.session !== session) return
    for (const listener of accountListeners) listener()
    connection.switched()
    if (here() === null) leave()
    else refresh()
    tell()
  }
  /** At once: nothing of the last account is seen or can be pressed any more. */
  const leave = (): void => {
    entered = null
    void own.open(null)
    void desks.show(null)
  }
  const begin = (account: SavedAccount): Session => {
    const session = createSession({
      ...{ system: portalSystem, fetch, client, keychain, demo, now: clock.now },
      accounts: createAccounts(database, clock.now, account.account),
      override: parts.override,
      requireOnline: (portal) => connection.requireOnline(portal),
    })
    session.onChange(() => follow(session))
    return session
  }
  const restore = async (): Promise<void> => {
    const entering = shown
    if (!entering) throw new UsherError('not-signed-in')
    const { phase } = await entering.session.restore()
    // The demo's people are made up: nothing has to be typed to see one's profile there.
    if (phase === 'signed-out' && entering.person.demo && shown === entering) await entering.session.tryDemo()
  }
  const setPassword = createOwnPasswordSetter({
    profiles,
    pausedUntil: () => connection.state.pausedUntil,
    exclusive: (job) => desks.current().engine.exclusive(job),
  })
  return {
    get state() {
      return state()
    },
    get account() {
      return isSignedIn() ? owner().account : null
    },
    desks,
    own,
    show(account) {
      if (account?.account === shown?.person.account) return
      // First nobody's: a session that is being closed answers no question about itself.
      const left = shown?.session
      shown = null
      void left?.close()
      leave()
      shown = account && { person: account, session: begin(account) }
      for (const listener of accountListeners) listener()
      tell()
      if (shown) restore().catch((error: unknown) => log.crash(error))
    },
    find: (address) => current().find(address),
    async signIn(form) {
      await current().signIn(form)
    },
    restore,
    async signOut() {
      await shown?.session.signOut()
    },
    setPassword: (id, passwords) => setPassword(owner().account, id, passwords),
    suggestSummary: (id) => profiles.suggestSummary(id, owner().account),
    hint: (online) => connection.hint(online),
    workOffline: (on) => connection.workOffline(on),
    refresh,
    onChange: (listener) => void listeners.push(listener),
    onDrafts: (listener) => void draftListeners.push(listener),
    onDesk: (listener) => void deskListeners.push(listener),
    onAccount: (listener) => void accountListeners.push(listener),
    async stop() {
      connection.stop()
      await desks.stop()
    },
  }
}

const nobody: PortalState['session'] = {
  ...{ phase: 'starting', account: null, tokens: 'keychain', problem: null },
  remembered: { address: '', email: '' },
}
