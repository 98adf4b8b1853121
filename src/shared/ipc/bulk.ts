import * as v from 'valibot'
import type { FieldValue } from '../records/field'
import { bulkUserFields, userField } from '../records/user-fields'
import type { Values } from '../records/merge'
import { ManyIds } from './many-ids'
import type { Problem } from './errors'

/** The most people one edit may be about: all of it is one transaction, and one review. */
export const mostInBulk = 10_000
/** The most records one call reads: between two calls a person can stop. */
export const mostToRead = 20

const field = v.picklist(bulkUserFields.map(({ name }) => name))
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const someIds = v.pipe(v.array(id), v.maxLength(10_000))
const value = v.union([
  v.null(),
  v.pipe(v.string(), v.maxLength(10_000)),
  v.pipe(v.number(), v.safeInteger()),
  v.boolean(),
])

export const ManyPeople = v.pipe(ManyIds, v.maxLength(mostInBulk))
export const FewPeople = v.pipe(ManyIds, v.maxLength(mostToRead))

/** What is wanted of a field for everybody: one value; of a list, what is added to and taken from whatever each has. */
export const BulkEdit = v.pipe(
  v.union([v.object({ field, add: someIds, remove: someIds }), v.object({ field, value })]),
  // A value in a list's place would empty it.
  v.check((edit) => (userField(edit.field)?.type === 'set') === 'add' in edit),
)
export type BulkEdit = v.InferOutput<typeof BulkEdit>
export const BulkDraft = v.object({
  ids: ManyPeople,
  edits: v.pipe(v.array(BulkEdit), v.minLength(1), v.maxLength(200)),
})
export type BulkDraft = v.InferOutput<typeof BulkDraft>

/** What many people's records hold by now, drafts included. */
export interface BulkLook {
  /** Whose record was read in full on this computer: only they can be edited. */
  readonly ready: number
  /**
   * What the account that is signed in may do itself, where it is one of them: the values of the fields that raise access.
   */
  readonly own: Values | null
  /** The others, and what they are called in the list. */
  readonly unread: readonly { readonly id: number; readonly name: string }[]
  readonly fields: readonly BulkField[]
}

export interface BulkField {
  readonly field: string
  /** The values there are and how many have each, the most frequent first; of a list, each of its ids. */
  readonly values: readonly {
    readonly value: Exclude<FieldValue, readonly number[]>
    readonly count: number
  }[]
}

/** How reading went. */
export interface BulkRead {
  readonly read: readonly number[]
  /** Why the rest was not: of those that are asked for next it will be the same. */
  readonly problem: Problem | null
}

export interface BulkDrafted {
  /** Names the edit, so that it can be taken back; null where nothing was drafted. */
  readonly edit: number | null
  /** For whom something was drafted. */
  readonly drafted: number
  /** Who had all of it already. */
  readonly same: number
  /** Whose record is not here: nothing was drafted for them. */
  readonly unread: number
}

/** How taking an edit back went, in people. */
export interface BulkUndone {
  readonly undone: number
  /** Whose draft stays as it is: all of it was changed or sent since. */
  readonly kept: number
}
