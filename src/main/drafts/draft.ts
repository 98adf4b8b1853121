import type { Problem } from '#shared/ipc/errors'
import type { Draft, DraftState } from '#shared/ipc/models'
import type { Conflict, Patch } from '#shared/records/merge'
import { userField } from '#shared/records/user-fields'
import { validate } from '#shared/records/validate'

/** A draft as it is kept: one open row a person. */
export interface StoredDraft {
  readonly id: number
  readonly title: string
  readonly email: string
  readonly state: DraftState
  readonly patch: Patch
  /** The patch of a write whose outcome is not known yet. */
  readonly intent: Patch | null
  readonly conflicts: readonly Conflict[]
  readonly problem: Problem | null
  /** Tries since the last edit or apply that ended without an answer that settles anything. */
  readonly attempts: number
  readonly retryAt: number | null
  /** Order of applying. */
  readonly sequence: number
  readonly editedAt: number
}

/** The draft as the window sees it. */
export function describe(draft: StoredDraft): Draft {
  const { id, title, email, state, problem, editedAt, retryAt } = draft
  const changes = Object.entries(draft.patch).map(([field, { base, mine }]) => {
    const conflict = draft.conflicts.find((one) => one.field === field)
    const refusal = problem?.facts.fields?.find((one) => names(field, one.field))?.words
    const definition = userField(field)
    const invalid = definition ? validate(definition, mine) : null
    return {
      ...{ field, base, mine },
      ...(conflict ? { theirs: conflict.theirs } : {}),
      ...(refusal ? { refusal } : {}),
      ...(invalid ? { invalid } : {}),
    }
  })
  return { id, title, email, state, changes, problem, editedAt, retryAt }
}

/** Whether the server's `PropertyName` means a field: it may leave out the `Id` of a reference (nexudus-api.md §6.1). */
function names(field: string, property: string): boolean {
  return field === property || field === `${property}Id`
}

/** Whether a draft can be sent: something to send, nothing invalid, no decision open. */
export function canApply(draft: StoredDraft): boolean {
  const { state, changes } = describe(draft)
  return (
    !['conflict', 'gone', 'sending'].includes(state) && changes.length > 0 && changes.every((c) => !c.invalid)
  )
}
