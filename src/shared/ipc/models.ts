import type { FieldValue, Lookup } from '../records/field'
import type { Invalid } from '../records/validate'
import type { Values, VisibleUser } from '../records'
import type { Problem } from './errors'

/** Times in these shapes are milliseconds since 1970; dates inside records are the server's own strings. */

/** Who is signed in, where. */
export interface Account {
  readonly name: string
  readonly email: string
  /** The location's name, or the address where the server did not tell. */
  readonly space: string
  readonly address: string
  readonly demo: boolean
}

export interface SessionState {
  /** `ended`: the server no longer takes the sign-in; drafts stay and the same person can sign in over the top. */
  readonly phase: 'starting' | 'signed-out' | 'signed-in' | 'ended'
  readonly account: Account | null
  /** Where the tokens are: `memory` was chosen by the person because the keychain could not be used. */
  readonly tokens: 'keychain' | 'memory'
  /** Why the session could not be restored, or why it ended. */
  readonly problem: Problem | null
  /** What the sign-in form starts with. */
  readonly remembered: { readonly address: string; readonly email: string }
}

export interface ConnectionState {
  readonly online: boolean
  /** The person asked to work offline. */
  readonly workOffline: boolean
  /** The server asked to wait until then. */
  readonly pausedUntil: number | null
}

export interface DirectoryState {
  /** People in the local copy. */
  readonly people: number
  /** People on the server, once a page has told. */
  readonly total: number | null
  readonly filling: boolean
  /** When the last complete fill ended. */
  readonly refreshedAt: number | null
  readonly problem: Problem | null
  /** Moves whenever rows may have changed. */
  readonly revision: number
}

/**
 * Where a draft is. `saved`: on this computer only. `queued`: waits to be sent. `conflict`, `refused`, `blocked`
 * (a required field was not returned) and `gone` wait for a person.
 */
export const draftStates = ['saved', 'queued', 'sending', 'conflict', 'refused', 'blocked', 'gone'] as const
export type DraftState = (typeof draftStates)[number]

export interface DraftChange {
  readonly field: string
  readonly base: FieldValue
  readonly mine: FieldValue
  /** What the server holds instead, when both sides changed the field. */
  readonly theirs?: FieldValue
  /** The server's words about this field. */
  readonly refusal?: string
  readonly invalid?: Invalid
}

export interface Draft {
  readonly id: number
  /** The person's name as last read from the server. */
  readonly title: string
  readonly email: string
  readonly state: DraftState
  readonly changes: readonly DraftChange[]
  readonly problem: Problem | null
  readonly editedAt: number
  /** When it will be tried again, if it waits. */
  readonly retryAt: number | null
}

export interface SyncState {
  readonly running: boolean
  /** Drafts of the current round that are done, out of those queued when it began. */
  readonly done: number
  readonly total: number
  /** Why nothing is sent although drafts are queued. */
  readonly problem: Problem | null
}

/** A change that reached the server. */
export interface JournalEntry {
  readonly id: number
  readonly user: number
  readonly title: string
  readonly appliedAt: number
  readonly by: string
  /** The read-back showed every field as sent. */
  readonly verified: boolean
  readonly changes: readonly {
    readonly field: string
    readonly before: FieldValue
    readonly after: FieldValue
  }[]
  readonly undone: boolean
}

export interface Row {
  readonly id: number
  /** The asked columns' values, with pending changes in place. */
  readonly values: Values
  /** Columns and other fields that a draft changes. */
  readonly pending: readonly string[]
  readonly state: DraftState | null
}

export interface FoundRows {
  readonly total: number
  readonly from: number
  readonly rows: readonly Row[]
  readonly revision: number
}

export interface OpenedUser {
  readonly id: number
  readonly record: VisibleUser
  readonly readAt: number
  /** Why the record is the local copy and not fresh. */
  readonly problem: Problem | null
  /** Required fields that the server did not return: such a record cannot be written. */
  readonly missing: readonly string[]
}

export interface LookupRow {
  readonly id: number
  readonly name: string
  /** What tells rows of one name apart: the location a role or language belongs to, a location's address. */
  readonly detail: string
}
export type Lookups = Readonly<Record<Lookup, readonly LookupRow[]>>

export interface AppInfo {
  /** What a person has to know of this start, which is a damaged database that was put aside. */
  readonly problem: Problem | null
  readonly version: string
  readonly platform: string
  readonly runtime: string
}
