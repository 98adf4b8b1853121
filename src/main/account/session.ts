import { UsherError, toProblem, type Problem } from '#shared/ipc/errors'
import type { SignIn } from '#shared/ipc/contract'
import type { FoundLocation, SessionState } from '#shared/ipc/models'
import type { Fetch, TokenSource } from '../nexudus/http'
import type { Accounts, SavedAccount } from './accounts'
import { readAddress, requireSecure, type SpaceAddress } from './address'
import { createForgetting } from './forgetting'
import type { Keychain } from './keychain/keychain'
import type { System } from './systems'
import type { TokenClient } from './token-client'
import { createTokenStore, loadTokens, type TokenStore } from './token-store'
import { askLocation } from './who'

/** The embedded demo space, started when first needed. */
export interface DemoSpace {
  start(): Promise<{ url: string; email: string; password: string }>
}

/** Who is signed in to one of the two systems. Main alone knows the tokens; `state` is what the window may know. */
export interface Session {
  readonly state: SessionState
  /** The account with its tokens. @throws UsherError `not-signed-in` */
  signedIn(): { readonly account: SavedAccount; readonly tokens: TokenSource }
  /** Signs in at the next start without asking; without a network too, since nothing is asked of the server here. */
  restore(): Promise<SessionState>
  /** The location that answers at an address, asked before anything secret is typed. @throws UsherError */
  find(address: string): Promise<FoundLocation>
  /** @throws UsherError; whatever was signed in before stays */
  signIn(form: SignIn): Promise<SessionState>
  tryDemo(): Promise<SessionState>
  signOut(): Promise<SessionState>
  /** Leaves, and keeps what is stored for the next time. */
  close(): Promise<void>
  onChange(listener: (state: SessionState) => void): void
}

interface Parts {
  readonly system: System
  readonly fetch: Fetch
  readonly client: TokenClient
  readonly keychain: Keychain
  readonly accounts: Accounts
  readonly demo: DemoSpace
  readonly now: () => number
  /** Redirects a run: these addresses are asked, whatever was typed. */
  readonly override: Partial<SpaceAddress>
  /** @throws UsherError `offline` when asking the server at this address makes no sense */
  readonly requireOnline: (api: string) => void
}

export function createSession(parts: Parts): Session {
  const { system, fetch, client, keychain, accounts, demo, now, override } = parts
  const forgetting = createForgetting(keychain, accounts)
  const listeners: ((state: SessionState) => void)[] = []
  let signedIn: { account: SavedAccount; tokens: TokenStore } | null = null
  let last: Promise<unknown> = Promise.resolve()
  let state: SessionState = {
    phase: 'starting',
    account: null,
    tokens: 'keychain',
    problem: null,
    remembered: { address: '', email: '' },
  }

  const set = (next: Partial<SessionState>): SessionState => {
    state = { ...state, ...next }
    for (const listener of listeners) listener(state)
    return state
  }
  /** Coming and going one after the other: each of them ends what it finds. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work)
    last = result.catch(() => null)
    return result
  }
  /** Nobody is signed in from the first step on; what is being stored is waited for, so that it can be removed. */
  const leave = async (problem: Problem | null): Promise<SessionState> => {
    const closing = signedIn?.tokens.close()
    signedIn = null
    set({ phase: 'signed-out', account: null, problem })
    await closing
    return state
  }
  const signedOut = async (problem: Problem | null): Promise<SessionState> => {
    // Told together: a form begins with what is remembered.
    state = { ...state, remembered: await accounts.remembered() }
    return leave(problem)
  }
  const open = (account: SavedAccount, tokens: TokenStore, keep: 'keychain' | 'memory'): SessionState => {
    signedIn = { account, tokens }
    const { account: number, name, email, space, address, demo: isDemo } = account
    return set({
      phase: 'signed-in',
      account: { account: number, name, email, space, address, demo: isDemo },
      tokens: keep,
      problem: null,
      ...(isDemo ? {} : { remembered: { address, email } }),
    })
  }
  /** Removes what earlier sign-ins left in the keychain. Only who is signed out is told that it could not be done. */
  const forget = async (also?: string): Promise<SessionState> => {
    const problem = await forgetting.forget(also)
    const isTold = state.problem?.facts.leftover === true
    if (state.phase === 'signed-out' && (problem ? !state.problem || isTold : isTold)) set({ problem })
    return state
  }
  const storeFor = async (
    account: SavedAccount,
    tokens: Parameters<typeof createTokenStore>[0]['tokens'],
    keep: 'keychain' | 'memory',
  ): Promise<TokenStore> =>
    createTokenStore({
      ...{ account, tokens, keep, client, keychain, accounts, now },
      clientId: await accounts.clientId(),
      onEnded: (problem) => void set({ phase: 'ended', problem }),
      onUnsaved: (problem) => void set({ tokens: 'memory', problem }),
    })

  interface Entry {
    readonly key?: string
    readonly where: SpaceAddress
    readonly typed: string
    readonly keep: 'keychain' | 'memory'
    readonly demo: boolean
  }
  const enter = async (form: SignIn, entry: Entry): Promise<SessionState> => {
    const { where, keep } = entry
    const location = where.portal === null ? null : await askLocation(fetch, where.portal, now())
    const clientId = await accounts.clientId()
    const tokens = await client.signIn(where.api, clientId, form)
    const me = await system.who(fetch, where.api, tokens.access, now())
    const account = await accounts.save(
      {
        key: system.mark + (entry.key ?? `${where.api} user ${me.id}`),
        name: me.name,
        email: me.email,
        space: location ?? me.space ?? new URL(where.api).host,
        address: entry.typed,
        api: where.api,
        portal: where.portal,
        demo: entry.demo,
      },
      system.formerKey(where.api, me.email),
    )
    const store = await storeFor(account, tokens, keep)
    await signedIn?.tokens.close()
    try {
      if (keep === 'keychain') await forgetting.hold(account.key)
      else forgetting.release()
      await store.save()
    } catch (error) {
      // Whoever was signed in before has lost their tokens to this try.
      if (state.phase === 'signed-in') await leave(toProblem(error))
      throw error
    }
    open(account, store, keep)
    void forget()
    return state
  }
  const enterDemo = async (): Promise<SessionState> => {
    const { url, email, password } = await demo.start()
    const form: SignIn = { address: url, email, password }
    // The demo's key does not carry its port, which changes: its drafts are found again at the next start. Its sign-in
    // is no secret, and needs no keychain.
    return enter(form, {
      key: 'demo',
      where: { api: url, portal: url },
      typed: url,
      keep: 'memory',
      demo: true,
    })
  }

  const locate = (address: string): SpaceAddress => {
    const typed = readAddress(address)
    for (const given of Object.values(override)) requireSecure(given ?? '')
    return system.at({ api: override.api ?? typed.api, portal: override.portal ?? typed.portal })
  }
  const signIn = async (form: SignIn): Promise<SessionState> => {
    const where = locate(form.address)
    if (form.email.trim() === '' || form.password === '') throw new UsherError('credentials-required')
    const keep = form.memoryOnly ? 'memory' : 'keychain'
    parts.requireOnline(where.api)
    // Before the password is sent: a sign-in that cannot be kept is the person's choice to make.
    if (keep === 'keychain') await keychain.check()
    const trimmed = { ...form, email: form.email.trim(), code: form.code?.replace(/\s/g, '') }
    return enter(trimmed, { where, typed: form.address.trim(), keep, demo: false })
  }
  const restore = async (): Promise<SessionState> => {
    if (signedIn) return state
    const current = await accounts.current()
    if (!current) return signedOut(null)
    const { account, tokens: keep, expiresAt } = current
    state = { ...state, remembered: await accounts.remembered() }
    try {
      if (account.demo) return await enterDemo()
      if (keep === 'memory') return await signedOut(null)
      requireSecure(account.api)
      // Until the person leaves: what a locked keychain holds is theirs.
      await forgetting.hold(account.key)
      const tokens = await loadTokens(keychain, account.key, expiresAt)
      if (!tokens) return await signedOut(null)
      return open(account, await storeFor(account, tokens, keep), keep)
    } catch (error) {
      return signedOut(toProblem(error))
    }
  }

  return {
    get state() {
      return state
    },
    signedIn: () => required(signedIn),
    async restore() {
      await inTurn(restore)
      if (state.phase !== 'signed-in') return forget()
      void forget()
      return state
    },
    async find(address) {
      const { api, portal } = locate(address)
      parts.requireOnline(api)
      const { host } = new URL(portal ?? api)
      return { host, name: portal === null ? null : await askLocation(fetch, portal, now()) }
    },
    signIn: (form) => inTurn(() => signIn(form)),
    tryDemo: () => inTurn(enterDemo),
    async signOut() {
      const leaving = signedIn?.account
      const kept = leaving && !leaving.demo && state.tokens === 'keychain' ? leaving.key : undefined
      // At once, whatever is going on; and again, should a sign-in have been on its way.
      void leave(null)
      const left = inTurn(async () => {
        await leave(null)
        forgetting.release()
        await accounts.setCurrent(null, 'memory', 0)
        set({ remembered: await accounts.remembered() })
      })
      // Also when the disk fails: the tokens must go in any case.
      const failure = await left.then(
        () => null,
        (error: unknown) => ({ error }),
      )
      await forget(kept)
      if (failure) throw failure.error
      return state
    },
    async close() {
      const end = async (): Promise<void> => {
        const closing = signedIn?.tokens.close()
        signedIn = null
        await closing
      }
      void end()
      await inTurn(end)
    },
    onChange: (listener) => void listeners.push(listener),
  }
}

function required<T>(value: T | null): T {
  if (value === null) throw new UsherError('not-signed-in')
  return value
}
