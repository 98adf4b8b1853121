import type { Problem } from '#shared/ipc/errors'
import type { DraftState } from '#shared/ipc/models'
import type { FieldValue } from '#shared/records/field'
import type { Conflict, Patch, Values } from '#shared/records/merge'
import type { Intent, StoredDraft } from './draft'
import { retyped } from './patch'

/**
 * Every way a draft may move, as pure functions of the old draft. Who moves: a person (`edit`, `apply`, `hold`,
 * `resolve`) or the engine (the rest). A move that a draft does not allow any more, because somebody was faster, is
 * null and changes nothing.
 */
export type Step = (draft: StoredDraft) => StoredDraft | null

const calm = { problem: null, retryAt: null, attempts: 0 } as const
const is = ({ state }: StoredDraft, ...states: readonly DraftState[]): boolean => states.includes(state)

/**
 * A person changed what they want. A queued draft has to be reviewed anew, since what was shown is no longer what would
 * be sent; a draft that may be on its way stays so, and what was edited meanwhile is left over once that is known.
 */
export function edit(draft: StoredDraft, patch: Patch, editedAt: number): StoredDraft {
  const conflicts = draft.conflicts.filter((conflict) => patch[conflict.field])
  const edited = { ...draft, patch, conflicts, editedAt, reviewed: false, revision: draft.revision + 1 }
  if (draft.intent !== null || draft.state === 'gone') return edited
  if (conflicts.length > 0) return { ...edited, state: 'conflict' }
  return { ...edited, ...calm, state: 'saved' }
}

/** A person sent it on. @param confirmed what was shown beside changes that raise access */
export const apply =
  (sequence: number, confirmed: Values): Step =>
  (draft) =>
    is(draft, 'saved', 'queued', 'refused', 'blocked', 'gone')
      ? {
          ...{ ...draft, ...calm, state: 'queued', reviewed: true, sequence },
          // Applied once more while it waits: what was shown before is not less seen.
          confirmed: draft.reviewed ? { ...draft.confirmed, ...confirmed } : confirmed,
        }
      : null

/** A person took it out of the queue. Where a write may have arrived, its outcome is still looked for. */
export const hold: Step = (draft) => {
  if (!is(draft, 'queued')) return null
  return { ...draft, reviewed: false, state: draft.intent ? 'queued' : 'saved', problem: null }
}

/**
 * The engine is about to write: after this the outcome is unknown until the record has been read back.
 * @param merged the draft that was merged: one that was edited since, or taken out and applied anew, is not sent
 */
export const send =
  (merged: Pick<StoredDraft, 'revision' | 'sequence'>, intent: Intent): Step =>
  (draft) =>
    is(draft, 'queued') &&
    draft.reviewed &&
    draft.revision === merged.revision &&
    draft.sequence === merged.sequence
      ? { ...draft, state: 'sending', intent, problem: null, retryAt: null }
      : null

/** The server said that it took the write. */
export const accept: Step = (draft) =>
  draft.intent && { ...draft, state: 'verifying', intent: { ...draft.intent, accepted: true } }

/** Found at a start: whatever was on its way when the program ended goes on from reading, its intent kept. */
export function resume(draft: StoredDraft): StoredDraft {
  return is(draft, 'sending', 'verifying') ? { ...draft, state: 'queued' } : draft
}

/** No answer that settles anything: it will be tried again from the reading on. The intent stays. */
export const retry =
  (problem: Problem, retryAt: number | null): Step =>
  (draft) =>
    is(draft, 'queued', 'sending', 'verifying')
      ? { ...draft, state: 'queued', problem, retryAt, attempts: draft.attempts + 1 }
      : null

/** Nothing was written, and a person has to act. */
export const stop =
  (state: 'refused' | 'blocked' | 'gone' | 'saved', problem: Problem): Step =>
  (draft) =>
    is(draft, 'queued', 'sending', 'verifying')
      ? { ...draft, ...calm, state, problem, intent: null, reviewed: false }
      : null

/** A write surely did not happen; what was edited since has to be reviewed before it is sent. */
export const unsent: Step = (draft) =>
  draft.intent && {
    ...{ ...draft, problem: null, retryAt: null, intent: null },
    state: draft.reviewed ? 'queued' : 'saved',
  }

/** A write may have arrived and been set back since: a person decides, in one step, or a kill between two would send it. */
export const unsure =
  (conflicts: readonly Conflict[], problem: Problem): Step =>
  (draft) =>
    draft.intent && {
      ...{ ...draft, ...calm, intent: null, reviewed: false, conflicts, revision: draft.revision + 1 },
      ...(conflicts.length > 0 ? { state: 'conflict' } : { state: 'saved', problem }),
    }

/** Both sides changed a field; nothing is sent until a person decided. */
export const clash =
  (conflicts: readonly Conflict[]): Step =>
  (draft) => {
    if (draft.intent || !is(draft, 'saved', 'queued', 'conflict', 'refused', 'blocked')) return null
    // Only what is still wanted can clash.
    const open = conflicts.filter(({ field }) => draft.patch[field])
    if (open.length === 0) return null
    const revision = draft.revision + 1
    return { ...draft, ...calm, state: 'conflict', reviewed: false, conflicts: open, revision }
  }

/** What a person decides about a conflict: the server's value, theirs, or another one. */
export type Decision = 'mine' | 'theirs' | { readonly value: FieldValue }

/** A person decided one conflict: the server's value becomes the new base, or the change is dropped. */
export const resolve =
  (field: string, decision: Decision, now: number): Step =>
  (draft) => {
    const conflict = draft.conflicts.find((one) => one.field === field)
    const { [field]: change, ...others } = draft.patch
    if (!is(draft, 'conflict') || !conflict || !change) return null
    const mine = typeof decision === 'object' ? decision.value : change.mine
    const decided = { ...retyped(change, { base: change.base, mine }), base: conflict.theirs }
    const patch = decision === 'theirs' ? others : { ...draft.patch, [field]: decided }
    const conflicts = draft.conflicts.filter((one) => one !== conflict)
    const state = conflicts.length > 0 ? 'conflict' : 'saved'
    return { ...draft, patch, conflicts, state, revision: draft.revision + 1, editedAt: now }
  }

/** What is left once a write is settled. */
export interface Left {
  /** What is still wanted, on its new base. */
  readonly patch: Patch
  readonly conflicts?: readonly Conflict[]
  /** The server took the write, and not these fields. */
  readonly refused?: Problem | null
}

/** The server has it; what was edited meanwhile, or did not take, is a new draft on the new base. */
export function remainder(draft: StoredDraft, { patch, conflicts = [], refused }: Left): StoredDraft | null {
  if (Object.keys(patch).length === 0) return null
  const state = conflicts.length > 0 ? 'conflict' : refused ? 'refused' : 'saved'
  return {
    ...{ ...draft, ...calm, state, patch, conflicts, problem: refused ?? null },
    ...{ intent: null, reviewed: false, confirmed: {}, revision: draft.revision + 1 },
  }
}
