import type { Problem } from '#shared/ipc/errors'
import type { Draft, DraftState } from '#shared/ipc/models'
import type { Conflict, Patch, Values } from '#shared/records/merge'
import { fieldsOf, type RecordKey } from '#shared/records/key'
import { means } from '#shared/records/property'
import { validate } from '#shared/records/validate'
import { sameValue } from '#shared/records/values'

/** A write whose outcome is not known yet: kept on disk before it is sent, and until the record has been read again. */
export interface Intent {
  /** What was reviewed. */
  readonly patch: Patch
  /** What was sent of it. */
  readonly write: Values
  /** What these fields held when the record was read just before; of a command, the field it changes. */
  readonly before: Values
  /** The record's stamp then; see `Fresh`. */
  readonly stamp: string | null
  /** The server said that it took the write. */
  readonly accepted: boolean
}

/** A draft as it is kept: one open row a record. An intent means that it is queued, sending or verifying. */
export interface StoredDraft {
  /** Which record. */
  readonly id: RecordKey
  readonly title: string
  readonly email: string
  readonly state: DraftState
  readonly patch: Patch
  /** A person saw this very patch in the review and applied it. Nothing else is ever sent. */
  readonly reviewed: boolean
  /** The server's values beside which changes that raise access were shown when they were applied. */
  readonly confirmed: Values
  readonly intent: Intent | null
  readonly conflicts: readonly Conflict[]
  readonly problem: Problem | null
  /** Tries since the last edit or apply that ended without an answer that settles anything. */
  readonly attempts: number
  readonly retryAt: number | null
  /** Order of applying. */
  readonly sequence: number
  /** Moves with every change of what would be sent. */
  readonly revision: number
  readonly editedAt: number
}

/** What the server held when a draft was last checked against it, for the draft's fields. */
export interface Check {
  readonly at: number
  /** Counts the readings. */
  readonly reading: number
  readonly values: Values
}

export function emptyDraft(id: number, person: { title: string; email: string }, now: number): StoredDraft {
  return {
    ...{
      id,
      ...person,
      state: 'saved',
      patch: {},
      reviewed: false,
      confirmed: {},
      intent: null,
      conflicts: [],
    },
    ...{ problem: null, attempts: 0, retryAt: null, sequence: 0, revision: 0, editedAt: now },
  }
}

/** The draft as the window sees it. */
export function describe(account: number, draft: StoredDraft, check: Check | null): Draft {
  const { id, title, email, state, problem, editedAt, retryAt, revision } = draft
  const changes = Object.entries(draft.patch).map(([field, { base, mine }]) => {
    const definition = fieldsOf(id)(field)
    const conflict = draft.conflicts.find((one) => one.field === field)
    const refusal = problem?.facts.fields?.find((one) => means(one.field, field))?.words
    const invalid = definition ? validate(definition, mine) : null
    const now = check?.values[field]
    const moved = definition && now !== undefined && !sameValue(definition, now, base)
    return {
      ...{ field, base, mine },
      ...(conflict ? { theirs: conflict.theirs } : {}),
      ...(moved ? { now } : {}),
      ...(refusal ? { refusal } : {}),
      ...(invalid ? { invalid } : {}),
    }
  })
  const unsettled = draft.intent !== null
  return {
    ...{ account, id, title, email, state, changes, problem, editedAt, retryAt, revision, unsettled },
    checkedAt: check?.at ?? null,
    reading: check?.reading ?? null,
  }
}

/** Whether a draft can be sent: something to send, nothing invalid. Its state says the rest. */
export function isComplete({ id, patch }: StoredDraft): boolean {
  const changes = Object.entries(patch)
  return (
    changes.length > 0 &&
    changes.every(([name, { mine }]) => {
      const field = fieldsOf(id)(name)
      return !field || validate(field, mine) === null
    })
  )
}
