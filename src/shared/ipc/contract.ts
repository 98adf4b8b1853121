import * as v from 'valibot'
import { draftableProfileFields } from '../records/profile-fields'
import { draftableUserFields } from '../records/user-fields'
import type {
  AppInfo,
  ApplyAnswer,
  AuditNote,
  ConnectionState,
  DirectoryState,
  Draft,
  Facets,
  FoundLocation,
  FoundRows,
  JournalPage,
  Lookups,
  MovedDrafts,
  OpenedProfile,
  OpenedRecord,
  OpenedUser,
  PortalState,
  SessionState,
  SyncState,
} from './models'
import { BulkDraft, FewPeople, ManyPeople } from './bulk'
import type { BulkDrafted, BulkLook, BulkRead, BulkUndone } from './bulk'
import { ManyIds } from './many-ids'
import { LookAtPictures, type PictureNews, type PictureOf } from './pictures'
import { PreferenceChange, type OwnPreferences } from './preferences'
import { Column, RowQuery } from './query'
import { TableFile, TableText } from './table-text'

/**
 * The one description of what the window may ask of main: channel → schema of the argument → type of the result.
 * The preload builds its functions from it, main registers its handlers by it, the renderer's client is typed by it.
 */
export interface Call<Schema extends v.GenericSchema = v.GenericSchema, Result = unknown> {
  readonly args: Schema
  /** Only a type; never set. */
  readonly result?: Result
}

const call = <Result>() => ({
  with: <Schema extends v.GenericSchema>(args: Schema): Call<Schema, Result> => ({ args }),
})

const nothing = v.undefined()
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
/** A record's key (`records/key.ts`): a user's id, or a profile's with a minus. */
const key = v.pipe(v.number(), v.safeInteger(), v.notValue(0))
const keys = v.pipe(v.array(key), v.maxLength(100_000))
const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest))
const draftable = v.picklist([
  ...draftableUserFields.map((field) => field.name),
  ...draftableProfileFields.map((field) => field.name),
])
const value = v.union([
  v.null(),
  text(10_000),
  v.pipe(v.number(), v.safeInteger()),
  v.boolean(),
  v.pipe(v.array(id), v.maxLength(10_000)),
])

export const SignIn = v.object({
  address: text(300),
  email: text(300),
  password: text(1_000),
  code: v.optional(text(20)),
  /** Keep the tokens in memory for this session, because the keychain cannot be used. */
  memoryOnly: v.optional(v.boolean()),
})
export type SignIn = v.InferOutput<typeof SignIn>

export const FindRows = v.object({
  ...RowQuery.entries,
  /** The fields whose values the rows carry: at every key they cross, so no more than are shown. */
  columns: v.pipe(v.array(Column), v.maxLength(100)),
  from: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  count: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(500)),
})
/** Whom a list shows, from one place on, in its order; with `among`, only those of them. */
export const FindIds = v.object({
  ...RowQuery.entries,
  from: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  count: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  among: v.nullable(ManyIds),
})
export type FindIds = v.InferOutput<typeof FindIds>
/** Where some people stand in a list. */
export const FindPlaces = v.object({ ...RowQuery.entries, ids: v.pipe(v.array(id), v.maxLength(50)) })
export type FindPlaces = v.InferOutput<typeof FindPlaces>
export const CountFacets = v.object({
  ...v.pick(RowQuery, ['text', 'scope']).entries,
  /** Conditions to count beside the roles, locations and switches, as they are typed: one each. */
  conditions: v.pipe(v.array(text(100)), v.maxLength(50)),
})
export type CountFacets = v.InferOutput<typeof CountFacets>
export type FindRows = v.InferOutput<typeof FindRows>

/** `account`: as which it was typed; it may be saved late, when somebody else has signed in. */
export const EditDraft = v.object({ account: id, id: key, field: draftable, base: value, mine: value })
export type EditDraft = v.InferOutput<typeof EditDraft>

export const contract = {
  'app.info': call<AppInfo>().with(nothing),
  /** The answer to `leaving`: what the window still held is kept, and it may close. */
  'app.left': call<undefined>().with(nothing),
  /** Opens a page of help in the browser, by topic: the window never hands over an address. */
  'app.openHelp': call<undefined>().with(v.object({ topic: v.picklist(['keychain', 'password-reset']) })),

  'session.state': call<SessionState>().with(nothing),
  'session.signIn': call<SessionState>().with(SignIn),
  'session.tryDemo': call<SessionState>().with(nothing),
  /** Tries once more to read the stored sign-in, after a keychain was installed or unlocked. */
  'session.restore': call<SessionState>().with(nothing),
  'session.signOut': call<SessionState>().with(nothing),

  /** The sign-in to a location's portal, beside the one to the space. */
  'portal.state': call<PortalState>().with(nothing),
  /** Which location answers at an address: asked before a password is typed. */
  'portal.find': call<FoundLocation>().with(v.object({ address: text(300) })),
  'portal.signIn': call<PortalState>().with(SignIn),
  'portal.restore': call<PortalState>().with(nothing),
  'portal.signOut': call<PortalState>().with(nothing),
  /** Reads the list of profiles once more. */
  'portal.refresh': call<PortalState>().with(nothing),

  'connection.state': call<ConnectionState>().with(nothing),
  /** The window saw the computer's network come or go. */
  'connection.hint': call<undefined>().with(v.object({ online: v.boolean() })),
  'connection.workOffline': call<ConnectionState>().with(v.object({ on: v.boolean() })),

  'directory.state': call<DirectoryState>().with(nothing),
  'directory.find': call<FoundRows>().with(FindRows),
  /** The numbers of those who are found. */
  'directory.ids': call<Float64Array>().with(FindIds),
  /** The index of each person in a list; -1 for who is not in it. */
  'directory.places': call<readonly number[]>().with(FindPlaces),
  /** Puts people on the clipboard, as text that spreadsheets take. */
  'directory.copy': call<{ rows: number }>().with(TableText),
  /** Writes people into a file that the person chooses; null when they choose none. */
  'directory.export': call<{ rows: number; file: string } | null>().with(TableFile),
  /** How many would be found with one condition more: each role, location and switch, and others that are asked for. */
  'directory.facets': call<Facets>().with(CountFacets),
  'directory.refresh': call<undefined>().with(nothing),

  /**
   * Whose pictures are looked at now, and nobody else's. Answers those that are here; the event `picture` tells when others
   * have come.
   */
  'pictures.look': call<readonly PictureOf[]>().with(LookAtPictures),

  /** Reads the full record from the server, or says why the answer is the local copy. */
  'users.open': call<OpenedUser>().with(v.object({ id })),
  /** Sends a new password at once. It is never stored. */
  'users.setPassword': call<undefined>().with(v.object({ id, password: text(1_000) })),
  /** Reads one of the signed-in customer's own profiles, or says why the answer is the local copy. */
  'profile.open': call<OpenedProfile>().with(v.object({ id })),
  /** Sends a new password at once, with the old one. None of the three is ever stored. */
  'profile.setPassword': call<undefined>().with(
    v.object({ id, old: text(1_000), fresh: text(1_000), again: text(1_000) }),
  ),
  /** A summary that the location's integration wrote, in Markdown. It is only shown until a person takes it over. */
  'profile.suggestSummary': call<string>().with(v.object({ id })),
  'lookups.get': call<Lookups>().with(nothing),

  'drafts.list': call<readonly Draft[]>().with(nothing),
  /** Resolves when the change is on disk. A value equal to its base takes the change away. */
  'drafts.edit': call<Draft | null>().with(EditDraft),
  /**
   * Reads the drafts' records, to show them against what the server holds now. Resolves when they are read, or cannot be
   * for now, and answers those that were left.
   */
  'drafts.check': call<readonly number[]>().with(v.object({ ids: keys })),
  /** Nobody looks any more: what was not read yet is left. */
  'drafts.endChecks': call<undefined>().with(nothing),
  /** Queues what was shown, and refuses what has moved since. */
  'drafts.apply': call<ApplyAnswer>().with(
    v.object({
      shown: v.pipe(
        v.array(v.object({ account: id, id: key, revision: v.number(), reading: v.nullable(v.number()) })),
        v.maxLength(100_000),
      ),
    }),
  ),
  /** Takes drafts that wait to be sent out of the queue. */
  'drafts.hold': call<undefined>().with(v.object({ ids: keys })),
  /** `theirs` drops the change; else the server's value is the new base, and mine or another value is wanted. */
  'drafts.resolve': call<Draft | null>().with(
    v.object({
      ...{ id: key, field: draftable },
      keep: v.union([v.picklist(['mine', 'theirs']), v.object({ value })]),
    }),
  ),
  /** Answers the drafts that were discarded: none whose sending is not settled. */
  'drafts.discard': call<readonly number[]>().with(v.object({ ids: keys })),
  /** Brings back what was discarded last for these people. */
  'drafts.restore': call<undefined>().with(v.object({ ids: keys })),

  /** What many people's records hold, drafts included. */
  'bulk.look': call<BulkLook>().with(v.object({ ids: ManyPeople })),
  /** Reads records that were never read in full on this computer. */
  'bulk.read': call<BulkRead>().with(v.object({ ids: FewPeople })),
  /** Drafts the same for all of them, or for none. Resolves when it is on disk. */
  'bulk.draft': call<BulkDrafted>().with(BulkDraft),
  /** Takes back what such an edit drafted, wherever it still stands. */
  'bulk.undo': call<BulkUndone>().with(v.object({ edit: id })),

  /** What the account's window remembers, and whose it is. */
  'preferences.read': call<OwnPreferences>().with(nothing),
  'preferences.set': call<undefined>().with(v.object({ owner: id, change: PreferenceChange })),

  'sync.state': call<SyncState>().with(nothing),
  'sync.pause': call<undefined>().with(v.object({ on: v.boolean() })),
  /** Entries whose person, actor or values contain every word, newest first, older than an entry. */
  'journal.list': call<JournalPage>().with(
    v.object({
      text: text(500),
      /** Fields whose labels contain what was typed: the window knows the labels. */
      fields: v.pipe(v.array(text(100)), v.maxLength(200)),
      before: v.nullable(id),
      count: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(500)),
    }),
  ),
  /**
   * Makes a draft that sets the entry's fields back. Nothing is sent. Answers the person's id, and the fields that stay
   * as they are because a draft has them already.
   */
  'journal.undo': call<{ id: number; kept: readonly string[] }>().with(v.object({ entry: id })),
  /** Who changed a user's field on the server, from its audit trail; of a profile, who saved it last. */
  'audit.who': call<readonly AuditNote[]>().with(v.object({ id: key, field: draftable })),
} as const satisfies Record<string, Call>

export type Contract = typeof contract
export type Channel = keyof Contract
export type Args<C extends Channel> = v.InferOutput<Contract[C]['args']>
export type Result<C extends Channel> = Contract[C] extends Call<v.GenericSchema, infer R> ? R : never

/** What main tells the window unasked, each with the whole new state, but for `moved`. */
export interface Events {
  session: SessionState
  portal: PortalState
  connection: ConnectionState
  directory: DirectoryState
  drafts: readonly Draft[]
  /** What has moved of the drafts since they, or this, were told last: thousands of them wait while one is sent. */
  moved: MovedDrafts
  sync: SyncState
  /** A record that was read anew for another reason than `users.open` or `profile.open`, such as an applied draft. */
  record: OpenedRecord
  /** The window is about to close, and waits a moment for `app.left`. */
  leaving: null
  /** A picture that was looked for has come. */
  picture: PictureNews
  /** A menu command; its id is one of the renderer's commands. */
  command: string
}
export const eventNames = [
  'session',
  'portal',
  'connection',
  'directory',
  'drafts',
  'moved',
  'sync',
  'record',
  'leaving',
  'picture',
  'command',
] as const
export type EventName = (typeof eventNames)[number] & keyof Events
