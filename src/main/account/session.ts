import { UsherError, toProblem, type Problem } from '#shared/ipc/errors'
import type { SignIn } from '#shared/ipc/contract'
import type { SessionState } from '#shared/ipc/models'
import type { Fetch, TokenSource } from '../nexudus/http'
import type { Accounts, SavedAccount } from './accounts'
import { readAddress, type SpaceAddress } from './address'
import type { Keychain } from './keychain/keychain'
import type { TokenClient } from './token-client'
import { createTokenStore, forgetTokens, loadTokens, type TokenStore } from './token-store'
import { askLocation, askWho } from './who'

/** The embedded demo space, started when first needed. */
export interface DemoSpace {
  start(): Promise<{ url: string; email: string; password: string }>
}

/** Who is signed in. Main alone knows the tokens; `state` is what the window may know. */
export interface Session {
  readonly state: SessionState
  /** The account with its tokens. @throws UsherError `not-signed-in` */
  signedIn(): { readonly account: SavedAccount; readonly tokens: TokenSource }
  /** Signs in at the next start without asking; without a network too, since nothing is asked of the server here. */
  restore(): Promise<SessionState>
  /** @throws UsherError; whatever was signed in before stays */
  signIn(form: SignIn): Promise<SessionState>
  tryDemo(): Promise<SessionState>
  signOut(): Promise<SessionState>
  onChange(listener: (state: SessionState) => void): void
}

interface Parts {
  readonly fetch: Fetch
  readonly client: TokenClient
  readonly keychain: Keychain
  readonly accounts: Accounts
  readonly demo: DemoSpace
  readonly now: () => number
  /** Redirects a run: these addresses are asked, whatever was typed. */
  readonly override: Partial<SpaceAddress>
  /** @throws UsherError `offline` when asking makes no sense */
  readonly requireOnline: () => void
}

export function createSession(parts: Parts): Session {
  const { fetch, client, keychain, accounts, demo, now, override } = parts
  const listeners: ((state: SessionState) => void)[] = []
  let signedIn: { account: SavedAccount; tokens: TokenStore } | null = null
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
  const signedOut = async (problem: Problem | null): Promise<SessionState> => {
    signedIn = null
    return set({ phase: 'signed-out', account: null, problem, remembered: await accounts.remembered() })
  }
  const open = (account: SavedAccount, tokens: TokenStore, keep: 'keychain' | 'memory'): SessionState => {
    signedIn = { account, tokens }
    const { name, email, space, address, demo: isDemo } = account
    return set({
      phase: 'signed-in',
      account: { name, email, space, address, demo: isDemo },
      tokens: keep,
      problem: null,
      ...(isDemo ? {} : { remembered: { address, email } }),
    })
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
    const location = where.portal === null ? null : await askLocation(fetch, where.portal)
    const clientId = await accounts.clientId()
    const tokens = await client.signIn(where.api, clientId, form)
    const me = await askWho(fetch, where.api, tokens.access, now())
    const account = await accounts.save({
      key: entry.key ?? `${where.api} ${me.Email.toLowerCase()}`,
      name: me.FullName ?? me.Email,
      email: me.Email,
      space: location ?? me.DefaultBusinessName ?? new URL(where.api).host,
      address: entry.typed,
      api: where.api,
      portal: where.portal,
      demo: entry.demo,
    })
    const store = await storeFor(account, tokens, keep)
    await store.save()
    return open(account, store, keep)
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

  return {
    get state() {
      return state
    },
    signedIn: () => required(signedIn),
    async restore() {
      const current = await accounts.current()
      if (!current) return signedOut(null)
      const { account, tokens: keep, expiresAt } = current
      if (account.demo) return await enterDemo().catch((error: unknown) => signedOut(toProblem(error)))
      if (keep === 'memory') return signedOut(null)
      try {
        const tokens = await loadTokens(keychain, account.key, expiresAt)
        if (!tokens) return await signedOut(null)
        return open(account, await storeFor(account, tokens, keep), keep)
      } catch (error) {
        return signedOut(toProblem(error))
      }
    },
    async signIn(form) {
      const typed = readAddress(form.address)
      const where = { api: override.api ?? typed.api, portal: override.portal ?? typed.portal }
      if (form.email.trim() === '' || form.password === '') throw new UsherError('credentials-required')
      const keep = form.memoryOnly ? 'memory' : 'keychain'
      parts.requireOnline()
      // Before the password is sent: a sign-in that cannot be kept is the person's choice to make.
      if (keep === 'keychain') await keychain.check()
      const trimmed = { ...form, email: form.email.trim(), code: form.code?.replace(/\s/g, '') }
      return enter(trimmed, { where, typed: form.address.trim(), keep, demo: false })
    },
    tryDemo: enterDemo,
    async signOut() {
      const leaving = signedIn?.account ?? (await accounts.current())?.account
      const kept = state.tokens === 'keychain' && leaving && !leaving.demo
      await accounts.setCurrent(null, 'memory', 0)
      const problem = kept ? await forgetTokens(keychain, leaving.key).then(noProblem, toProblem) : null
      return signedOut(problem)
    },
    onChange: (listener) => void listeners.push(listener),
  }
}

const noProblem = (): null => null

function required<T>(value: T | null): T {
  if (value === null) throw new UsherError('not-signed-in')
  return value
}
