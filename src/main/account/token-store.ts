import { UsherError, type Problem } from '#shared/ipc/errors'
import { toProblem } from '#shared/ipc/errors'
import type { TokenSource } from '../nexudus/http'
import type { Accounts, SavedAccount } from './accounts'
import type { Keychain } from './keychain/keychain'
import type { TokenClient, Tokens } from './token-client'

/** A token is renewed this long before it ends, milliseconds. */
const margin = 60_000

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
}

export function createTokenStore(parts: Parts): TokenStore {
  const { account, client, clientId, keychain, accounts, now } = parts
  let tokens = parts.tokens
  let ended: Problem | null = null
  let keep = parts.keep
  let refreshing: Promise<string> | null = null

  const store = async (pair: Tokens): Promise<void> => {
    if (keep === 'keychain') {
      const names = entries(account.key)
      // The refresh token first: if this process dies between the two, it alone can bring the session back.
      await keychain.set(names.refresh, pair.refresh)
      await keychain.set(names.access, pair.access)
    }
    await accounts.setCurrent(account, keep, pair.expiresAt)
  }
  const refresh = async (): Promise<string> => {
    if (ended) throw new UsherError(ended.code, ended.facts)
    try {
      const pair = await client.refresh(account.api, clientId, tokens.refresh)
      // Stored before it is used: the server has already forgotten the old pair.
      await store(pair).catch((error: unknown) => {
        keep = 'memory'
        parts.onUnsaved(toProblem(error))
      })
      tokens = pair
      return pair.access
    } catch (error) {
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
    current: async () => (tokens.expiresAt - now() > margin ? tokens.access : refreshOnce()),
    replace: async (refused) => (tokens.access === refused ? refreshOnce() : tokens.access),
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

/** Removes both entries. @throws UsherError with a keychain code when one may still be there */
export async function forgetTokens(keychain: Keychain, key: string): Promise<void> {
  const names = entries(key)
  await keychain.delete(names.access)
  await keychain.delete(names.refresh)
}
