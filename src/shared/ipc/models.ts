import type { FieldValue, Lookup } from '../records/field'
import type { Invalid } from '../records/validate'
import type { Profile, RecordKey, Values, VisibleUser } from '../records'
import type { Problem } from './errors'

/** Times in these shapes are milliseconds since 1970; dates inside records are the server's own strings. */

/** Who is signed in, where. */
export interface Account {
  /** Usher's own number of it, on this computer. */
  readonly account: number
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

/** Who answers at an address: the location's name where it tells, and its host. */
export interface FoundLocation {
  readonly host: string
  readonly name: string | null
}

export interface ConnectionState {
  readonly online: boolean
  /** The person asked to work offline. */
  readonly workOffline: boolean
  /** The server asked to wait until then. */
  readonly pausedUntil: number | null
}

/** A list, who has its rows, or people's full records. */
export type Missing = Lookup | `${Lookup}-members` | 'records'

/**
 * What a reading of the space does now: lists everybody, asks for what changed, reads the lists of roles and the like, who
 * has which, or administrators' full records.
 */
export interface Reading {
  readonly what: 'people' | 'changes' | 'lists' | 'members' | 'records'
  readonly done: number
  /** Null while nobody knows. */
  readonly total: number | null
}

export interface DirectoryState {
  /** People in the local copy. */
  readonly people: number
  /** People on the server, once a page has told. */
  readonly total: number | null
  readonly filling: boolean
  /** What is being read; null while nothing is. */
  readonly reading: Reading | null
  /** When the last complete fill ended. */
  readonly refreshedAt: number | null
  readonly problem: Problem | null
  /** What this account may not read, so that search and counts know nothing of it. */
  readonly missing: readonly Missing[]
  /** Moves whenever rows may have changed. */
  readonly revision: number
}

/**
 * Where a draft is. `saved`: on this computer only. `queued`: waits to be sent. `sending`: on its way; `verifying`: taken,
 * and being read back. `conflict`, `refused`, `blocked` (a required field was not returned) and `gone` wait for a person.
 */
export const draftStates = [
  ...(['saved', 'queued', 'sending', 'verifying', 'conflict', 'refused', 'blocked', 'gone'] as const),
] as const
export type DraftState = (typeof draftStates)[number]

export interface DraftChange {
  readonly field: string
  readonly base: FieldValue
  readonly mine: FieldValue
  /** What the server holds instead, when both sides changed the field. */
  readonly theirs?: FieldValue
  /** What the server held when it was last asked, when that is not the base. */
  readonly now?: FieldValue
  /** The server's words about this field. */
  readonly refusal?: string
  /** Why the value cannot be sent. */
  readonly invalid?: Invalid
}

/** What a person drafted for one record. */
export interface Draft {
  /** Whose it is; see `Account`. */
  readonly account: number
  readonly id: number
  /** Name and email as last read from the server. */
  readonly title: string
  readonly email: string
  readonly state: DraftState
  readonly changes: readonly DraftChange[]
  readonly problem: Problem | null
  readonly editedAt: number
  readonly retryAt: number | null
  /** Moves with every change of the draft: what is applied is what was shown. */
  readonly revision: number
  /** When the record was last read to check the draft against it; null when it was not since Usher started. */
  readonly checkedAt: number | null
  /** Names that reading: a clock may tell one time twice. */
  readonly reading: number | null
  /** A write of this draft was sent and its outcome is not known yet: it cannot be discarded. */
  readonly unsettled: boolean
}

/** Drafts that are new or other than before, in the list's order, and those that are no longer there. */
export interface MovedDrafts {
  readonly drafts: readonly Draft[]
  readonly gone: readonly number[]
}

/** One draft of a review, as it was shown. */
export interface Shown {
  readonly account: number
  readonly id: number
  readonly revision: number
  /** Beside which it was shown. */
  readonly reading: number | null
}

/** What became of an apply: drafts that moved since they were shown are not sent. */
export interface ApplyAnswer {
  readonly queued: readonly number[]
  readonly stale: readonly number[]
}

export interface SyncState {
  readonly running: boolean
  /** A person asked to wait; what is on its way ends first. */
  readonly paused: boolean
  /** Drafts of the current round: settled, of those some without reaching the server, out of all so far. */
  readonly done: number
  readonly failed: number
  readonly total: number
  /** When the round began. */
  readonly startedAt: number | null
  /** Drafts whose records are still to be read for the review. */
  readonly checking: number
  /** Why nothing is sent although drafts are queued. */
  readonly problem: Problem | null
}

export const noSync: SyncState = {
  ...{
    running: false,
    paused: false,
    done: 0,
    failed: 0,
    total: 0,
    startedAt: null,
    checking: 0,
    problem: null,
  },
}

/**
 * What reading back showed. `verified`: every field as sent, or in the server's own form of it. `changed`: taken, and some field is not as sent. `ignored`:
 * taken, and every field is as before. `unread`: taken, and the record could not be read afterwards. `unknown`: sent, and
 * whether it was taken could never be found out.
 */
export const outcomes = ['verified', 'changed', 'ignored', 'unread', 'unknown'] as const
export type Outcome = (typeof outcomes)[number]

/** One field of a write. */
export interface JournalChange {
  readonly field: string
  readonly before: FieldValue
  /** What was sent. */
  readonly after: FieldValue
  /** What was there when it was read back, where that is something else: the server's own form, or somebody's since. */
  readonly found?: FieldValue
  /** A later change that was drafted as the undoing of this one has reached the server. */
  readonly undone?: true
}

/** A write that reached the server. */
export interface JournalEntry {
  readonly id: number
  readonly user: number
  readonly title: string
  readonly appliedAt: number
  readonly by: string
  readonly outcome: Outcome
  readonly changes: readonly JournalChange[]
  /** All of it that can be undone was. */
  readonly undone: boolean
  /** Some of it can be undone, and was not yet. */
  readonly undoable: boolean
}

export interface JournalPage {
  readonly entries: readonly JournalEntry[]
  /** Older entries match too. */
  readonly more: boolean
}

/** Who gave a field its value on the server, newest first, from the server's audit trail. */
export interface AuditNote {
  readonly by: string
  readonly at: number | null
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

/**
 * How many a search would find with a condition in it, and with the opposite. Whom a draft moves from one side to the other
 * is found on both.
 */
export interface Sides {
  readonly on: number
  readonly off: number
}

/** What each further condition of a search would find. One that the search has already is counted as if it were not there. */
export interface Facets {
  readonly total: number
  /** By row of the lookup; rows that nobody was read to have may be missing. */
  readonly members: Readonly<Partial<Record<Lookup, readonly ({ readonly id: number } & Sides)[]>>>
  /** By field of the table. */
  readonly switches: readonly ({ readonly field: string } & Sides)[]
  /** Of the conditions that were asked for beside these, in their order. */
  readonly conditions: readonly Sides[]
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

/** A customer's own profile, as the window knows it. */
export interface OpenedProfile {
  readonly id: RecordKey
  readonly record: Profile
  /** The sign-in's, which an update does not take. */
  readonly email: string
  /** The location can draft a summary. */
  readonly offersSummary: boolean
  readonly readAt: number
  /** Why the record is the local copy and not fresh. */
  readonly problem: Problem | null
  /** An update is partial: nothing is ever missing for it. */
  readonly missing: readonly string[]
}

/** A record in an editor, of either kind. */
export type OpenedRecord = OpenedUser | OpenedProfile

/** The sign-in to a location's portal, and whose profiles it opens. */
export interface PortalState {
  readonly session: SessionState
  readonly profiles: readonly ProfileChoice[]
  readonly countries: readonly LookupRow[]
  /** The profile to show: the one shown last, else the default one; null until they are known. */
  readonly current: number | null
  /** The portal can be asked. */
  readonly online: boolean
  /** The portal asked to wait until then. */
  readonly pausedUntil: number | null
  /** Why the list of profiles could not be read. */
  readonly problem: Problem | null
}

/** One of a customer's own profiles. */
export interface ProfileChoice {
  readonly id: number
  readonly name: string
  readonly company: string
  readonly active: boolean
  readonly isDefault: boolean
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
