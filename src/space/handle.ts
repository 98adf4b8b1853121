import type { RawRecord } from '#shared/records/raw-record'
import type { Account, AccountName } from './accounts'
import type { FaultHandle, FaultRule } from './http/fault'
import type { RecordedRequest, RequestMatch } from './http/recorder'

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
