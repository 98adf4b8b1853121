import { createHash, randomBytes } from 'node:crypto'
import * as v from 'valibot'

/** A token that counts, known by the hash of its text alone. */
const Grant = v.object({
  hash: v.string(),
  kind: v.picklist(['access', 'refresh', 'reset']),
  userId: v.number(),
  clientId: v.string(),
  /** Milliseconds since 1970. */
  expires: v.number(),
})
type Grant = v.InferOutput<typeof Grant>
export const Grants = v.array(Grant)

/** A sign-in: one person at one client. */
export interface Session {
  readonly userId: number
  readonly clientId: string
}

export interface Lifetimes {
  /** Seconds. */
  readonly access: number
  /** Seconds. */
  readonly refresh: number
}

/** Tokens as the token endpoint answers them. */
export interface Pair {
  readonly access_token: string
  readonly token_type: 'bearer'
  readonly expires_in: number
  readonly refresh_token: string
}

/**
 * Every token issued. One refresh token counts per user and client id (nexudus-api.md §1.1, §1.4). The texts are kept in
 * memory only, for tests that search for leaks; what is saved holds hashes.
 */
export class Tokens {
  readonly #grants = new Map<string, Grant>()
  readonly #issued: string[] = []

  constructor(
    readonly lifetimes: Lifetimes,
    readonly now: () => number,
  ) {}

  /** The text of every token issued since the start, the newest last. */
  get issued(): readonly string[] {
    return this.#issued
  }

  /** A new pair. The refresh token of the same user and client id stops counting, access tokens do not. */
  issue(userId: number, clientId: string): Pair {
    this.#drop((grant) => grant.expires <= this.now())
    this.#drop((grant) => grant.kind === 'refresh' && grant.userId === userId && grant.clientId === clientId)
    return {
      access_token: this.#add('access', userId, clientId, this.lifetimes.access),
      token_type: 'bearer',
      expires_in: this.lifetimes.access,
      refresh_token: this.#add('refresh', userId, clientId, this.lifetimes.refresh),
    }
  }

  /** A token with which a password could be reset; it only travels in the answer `must_reset_password`. */
  issueReset(userId: number): string {
    return this.#add('reset', userId, '', 3_600)
  }

  /** Whose session a token of the given kind belongs to, or undefined when it does not count. */
  session(kind: 'access' | 'refresh', token: string): Session | undefined {
    const grant = this.#grants.get(hash(token))
    return grant?.kind === kind && grant.expires > this.now() ? grant : undefined
  }

  /** The user a token of the given kind stands for, or undefined when it does not count. */
  user(kind: 'access' | 'refresh', token: string, clientId?: string): number | undefined {
    const grant = this.session(kind, token)
    return clientId === undefined || grant?.clientId === clientId ? grant?.userId : undefined
  }

  /** Ends tokens of a kind, of one user or of all; those of a client id may be spared. */
  end(kind: 'access' | 'refresh', userId?: number, spared?: string): void {
    this.#drop(
      (grant) =>
        grant.kind === kind &&
        (userId === undefined || grant.userId === userId) &&
        (spared === undefined || grant.clientId !== spared),
    )
  }

  /** What counts, to be saved. */
  get grants(): readonly Grant[] {
    return [...this.#grants.values()]
  }

  restore(grants: readonly Grant[]): void {
    for (const grant of grants) this.#grants.set(grant.hash, grant)
  }

  #add(kind: Grant['kind'], userId: number, clientId: string, seconds: number): string {
    const token = `northlight-${kind}-${randomBytes(30).toString('base64url')}`
    const expires = this.now() + seconds * 1_000
    this.#grants.set(hash(token), { hash: hash(token), kind, userId, clientId, expires })
    this.#issued.push(token)
    return token
  }

  #drop(doomed: (grant: Grant) => boolean): void {
    for (const grant of this.#grants.values()) if (doomed(grant)) this.#grants.delete(grant.hash)
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64')
}
