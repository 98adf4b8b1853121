import { UsherError, type Problem } from '#shared/ipc/errors'
import { toProblem } from '#shared/ipc/errors'
import type { TokenSource } from '../nexudus/http'
import type { Accounts, SavedAccount } from './accounts'
import type { Keychain } from './keychain/keychain'
import type { TokenClient, Tokens } from './token-client'

/** A token is renewed this long before it ends, milliseconds. */
const margin = 60_000
/**
 * A token that was renewed less than this ago, milliseconds, and is refused all the same: a permission is missing, and
 * yet another token would be refused alike (nexudus-api.md §1.7).
 */
const fresh = 60_000

const entries = (key: string) => ({ refresh: `${key} refresh`, access: `${key} access` })

interface Parts {
  readonly account: SavedAccount
  readonly tokens: Tokens
  readonly keep: 'keychain' | 'memory'
  readonly client: TokenClient
  readonly clientId: string
  readonly keychain: Keychain
  readonly accounts: Accounts
  readonly now: () => number
  /** The server refused the refresh token: the person has to sign in again. */
  readonly onEnded: (problem: Problem) => void
  /** The keychain did not take a renewed pair: the sign-in lasts until Usher ends. */
  readonly onUnsaved: (problem: Problem) => void
}

/** The signed-in account's tokens: in memory, and in the keychain unless the person chose otherwise. */
export interface TokenStore extends TokenSource {
  /** Stores the pair it was made with. @throws UsherError with a keychain code */
  save(): Promise<void>
  /**
   * Nobody is signed in with these any more: what a refresh that is on its way brings is neither kept nor told. Resolves
   * when nothing is being stored.
   */
  close(): Promise<void>
}

export function createTokenStore(parts: Parts): TokenStore {
  const { account, client, clientId, keychain, accounts, now } = parts
  let tokens = parts.tokens
  let ended: Problem | null = null
  let keep = parts.keep
  let refreshing: Promise<string> | null = null
  let storing: Promise<void> = Promise.resolve()
  let renewedAt = -Infinity
  let closed = false

  const requireOpen = (): void => {
    if (closed) throw new UsherError('not-signed-in')
  }
  /** Asks before each step: whoever signs out meanwhile waits for the step, and for no more. */
  const storeNow = async (pair: Tokens): Promise<void> => {
    requireOpen()
    if (keep === 'keychain') {
      const names = entries(account.key)
      // Noted first: an entry that nobody knows of would never be removed.
      await accounts.noteKept(account.key)
      requireOpen()
      // The refresh token first: if this process dies between the two, it alone can bring the session back.
      await keychain.set(names.refresh, pair.refresh)
      requireOpen()
      await keychain.set(names.access, pair.access)
      requireOpen()
    }
    await accounts.setCurrent(account, keep, pair.expiresAt)
  }
  const store = (pair: Tokens): Promise<void> => {
    const stored = storeNow(pair)
    storing = stored.catch(() => undefined)
    return stored
  }
  const refresh = async (): Promise<string> => {
    if (ended) throw new UsherError(ended.code, ended.facts)
    try {
      const pair = await client.refresh(account.api, clientId, tokens.refresh)
      requireOpen()
      // Stored before it is used: the server has already forgotten the old pair.
      await store(pair).catch(async (error: unknown) => {
        requireOpen()
        keep = 'memory'
        // What the keychain holds is spent: the next start must not take it for a sign-in.
        await accounts.setCurrent(account, keep, pair.expiresAt).catch(() => undefined)
        requireOpen()
        parts.onUnsaved(toProblem(error))
      })
      requireOpen()
      tokens = pair
      renewedAt = now()
      return pair.access
    } catch (error) {
      requireOpen()
      if (error instanceof UsherError && error.code === 'sign-in-ended') {
        ended = toProblem(error)
        parts.onEnded(ended)
      }
      throw error
    }
  }
  /** Two requests that find the token spent share one refresh: the second use of a refresh token ends the session. */
  const refreshOnce = (): Promise<string> =>
    (refreshing ??= refresh().finally(() => {
      refreshing = null
    }))
  return {
    save: () => store(tokens),
    async current() {
      requireOpen()
      return tokens.expiresAt - now() > margin ? tokens.access : refreshOnce()
    },
    async replace(refused) {
      requireOpen()
      if (tokens.access !== refused) return tokens.access
      return now() - renewedAt < fresh ? refused : refreshOnce()
    },
    close() {
      closed = true
      return storing
    },
  }
}

/** Reads a stored pair. @returns null when there is none. @throws UsherError with a keychain code */
export async function loadTokens(keychain: Keychain, key: string, expiresAt: number): Promise<Tokens | null> {
  const names = entries(key)
  const refresh = await keychain.get(names.refresh)
  if (refresh === null) return null
  const access = await keychain.get(names.access)
  // Without the access token the refresh token is enough; it is used at the first request.
  return { refresh, access: access ?? '', expiresAt: access === null ? 0 : expiresAt }
}

/** Removes both entries, or whichever can be. @throws UsherError with a keychain code when one may still be there */
export async function forgetTokens(keychain: Keychain, key: string): Promise<void> {
  const names = entries(key)
  // The refresh token first: it is worth more, and lives longer.
  const tried = [await attempt(keychain.delete(names.refresh)), await attempt(keychain.delete(names.access))]
  const failed = tried.find((error) => error !== null)
  if (failed) throw failed
}

/** @returns what went wrong, or null */
function attempt(work: Promise<void>): Promise<UsherError | null> {
  return work.then(
    () => null,
    (error: unknown) => {
      const { code, facts } = toProblem(error)
      return new UsherError(code, facts, { cause: error })
    },
  )
}
