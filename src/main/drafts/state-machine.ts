import type { Problem } from '#shared/ipc/errors'
import type { DraftState } from '#shared/ipc/models'
import type { Conflict, Patch } from '#shared/records/merge'
import type { StoredDraft } from './draft'

/**
 * Every way a draft may move, as pure functions of the old draft. Who moves: a person (`edit`, `apply`, `hold`,
 * `resolve`) or the engine (the rest).
 */

const from = (draft: StoredDraft, ...states: readonly DraftState[]): void => {
  if (!states.includes(draft.state)) throw new Error(`a draft that is ${draft.state} cannot move so`)
}
const calm = { problem: null, retryAt: null, attempts: 0 } as const

/**
 * A person changed a field. A queued draft has to be reviewed anew, since what was shown is no longer what would be
 * sent; a draft that may be on its way stays so, and what was edited meanwhile is left over once that is known.
 */
export function edit(draft: StoredDraft, patch: Patch, editedAt: number): StoredDraft {
  if (draft.intent !== null || draft.state === 'gone') return { ...draft, patch, editedAt }
  const conflicts = draft.conflicts.filter((conflict) => patch[conflict.field])
  if (conflicts.length > 0) return { ...draft, patch, conflicts, editedAt }
  return { ...draft, ...calm, state: 'saved', patch, conflicts, editedAt }
}

/** A person sent it on. */
export function apply(draft: StoredDraft, sequence: number): StoredDraft {
  from(draft, 'saved', 'queued', 'refused', 'blocked')
  return { ...draft, ...calm, state: 'queued', sequence }
}

/** A person took it out of the queue. */
export function hold(draft: StoredDraft): StoredDraft {
  from(draft, 'queued', 'saved')
  return { ...draft, ...calm, state: 'saved' }
}

/** The engine is about to write: after this the outcome is unknown until the record has been read back. */
export function send(draft: StoredDraft): StoredDraft {
  from(draft, 'queued', 'sending')
  return { ...draft, state: 'sending', intent: draft.patch, problem: null, retryAt: null }
}

/** Found at a start: whatever was on its way when the program ended goes on from reading, its intent kept. */
export function resume(draft: StoredDraft): StoredDraft {
  return draft.state === 'sending' ? { ...draft, state: 'queued' } : draft
}

/** No answer that settles anything: it will be tried again from the reading on. The intent stays. */
export function retry(draft: StoredDraft, problem: Problem, retryAt: number | null): StoredDraft {
  from(draft, 'queued', 'sending')
  return { ...draft, state: 'queued', problem, retryAt, attempts: draft.attempts + 1 }
}

/** Nothing was written, and a person has to act. */
export function stop(
  draft: StoredDraft,
  state: 'refused' | 'blocked' | 'gone',
  problem: Problem,
): StoredDraft {
  from(draft, 'queued', 'sending')
  return { ...draft, state, problem, intent: null, retryAt: null, attempts: 0 }
}

/** A write whose outcome was unknown did not happen; what was edited since has to be reviewed before it is sent. */
export function notSent(draft: StoredDraft): StoredDraft {
  from(draft, 'queued', 'sending')
  const edited = JSON.stringify(draft.intent) !== JSON.stringify(draft.patch)
  return { ...draft, intent: null, state: edited ? 'saved' : 'queued' }
}

/** Both sides changed a field; nothing is sent until a person decided. */
export function clash(draft: StoredDraft, conflicts: readonly Conflict[]): StoredDraft {
  from(draft, 'queued', 'sending')
  return { ...draft, ...calm, state: 'conflict', intent: null, conflicts }
}

/** A person decided one conflict: the server's value becomes the new base, or the change is dropped. */
export function resolve(
  draft: StoredDraft,
  field: string,
  keep: 'mine' | 'theirs',
  now: number,
): StoredDraft {
  from(draft, 'conflict')
  const conflict = draft.conflicts.find((one) => one.field === field)
  if (!conflict) return draft
  const { [field]: change, ...others } = draft.patch
  const patch =
    keep === 'mine' && change ? { ...draft.patch, [field]: { ...change, base: conflict.theirs } } : others
  const conflicts = draft.conflicts.filter((one) => one !== conflict)
  return { ...draft, patch, conflicts, state: conflicts.length > 0 ? 'conflict' : 'saved', editedAt: now }
}

/** The server has it; what was edited meanwhile is a new draft on the new base. */
export function remainder(draft: StoredDraft, patch: Patch): StoredDraft | null {
  if (Object.keys(patch).length === 0) return null
  return { ...draft, ...calm, state: 'saved', patch, intent: null, conflicts: [] }
}
