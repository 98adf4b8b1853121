import { UsherError } from '#shared/ipc/errors'
import type { FieldValue } from '#shared/records/field'
import type { JournalChange } from '#shared/ipc/models'
import type { Change, Patch } from '#shared/records/merge'
import { fieldsOf, type RecordKey } from '#shared/records/key'
import { rebase } from '#shared/records/rebase'
import { userField } from '#shared/records/user-fields'
import { sameValue } from '#shared/records/values'
import type { Intent } from './draft'

/**
 * The patch with one field changed; a value equal to its base is no change. Commands that exclude each other do.
 * @throws UsherError `invalid-call` for a field that cannot be drafted of such a record
 */
export function changed(key: RecordKey, patch: Patch, name: string, change: Change): Patch {
  const field = fieldsOf(key)(name)
  if (field?.use !== 'edit' && field?.use !== 'command') throw new UsherError('invalid-call', { cause: name })
  const others = without(patch, name)
  const nothing =
    field.use === 'command'
      ? change.mine === change.base || change.mine === null || change.mine === false || change.mine === ''
      : sameValue(field, change.mine, change.base)
  return nothing ? others : { ...others, [name]: change }
}

/** Two patches of one record as one: where both change a field, or give commands that exclude each other, `newer` wins. */
export function joined(older: Patch, newer: Patch): Patch {
  return { ...Object.keys(newer).reduce(without, older), ...newer }
}

/** The patch without a field, and without the commands that exclude it. */
function without(patch: Patch, name: string): Patch {
  const observed = userField(name)?.observe
  const isRival = (other: string): boolean => observed !== undefined && userField(other)?.observe === observed
  return Object.fromEntries(Object.entries(patch).filter(([other]) => other !== name && !isRival(other)))
}

/**
 * A change whose wish is typed anew: its base stays what the person saw when they first changed the field, and it undoes
 * an earlier one only as long as it wishes the same.
 */
export function retyped(first: Change | undefined, { base, mine }: Change): Change {
  if (!first) return { base, mine }
  const undoes = JSON.stringify(first.mine) === JSON.stringify(mine) ? first.undoes : undefined
  return { base: first.base, mine, ...(undoes === undefined ? {} : { undoes }) }
}

/**
 * A change that was typed over one that was on its way, and whose turn came after that had landed: it changes what was
 * written, not what the person began with.
 * @param intent of the draft as it was when this was typed
 */
export function afterLanding(key: RecordKey, intent: Intent, name: string, change: Change): Change {
  const [sent, written] = [intent.patch[name], intent.write[name]]
  if (!sent || written === undefined || fieldsOf(key)(name)?.use !== 'edit') return change
  const left = rebase(fieldsOf(key), { [name]: sent }, { [name]: change }, { [name]: written })
  return left[name] ?? { base: written, mine: written }
}

/** Whether there is anything to set back: it was not yet, it can be, and it was not gone at once. */
export function isUndoable(key: RecordKey, { field, before, found, undone }: JournalChange): boolean {
  const definition = fieldsOf(key)(field)
  if (definition?.use !== 'edit' || undone) return false
  return found === undefined || !sameValue(definition, found, before)
}

/**
 * The change that sets back another. Its base is what the server is known to hold since: what was sent, or its own form
 * of that. What somebody else made of it is no base: it will show as a conflict.
 */
export function undoing({ before, after, found }: JournalChange, entry: number): Change {
  const base = found !== undefined && isOwnForm(after, found) ? found : after
  return { base, mine: before, undoes: entry }
}

/** Whether a value is what a server may make of another by itself: of a text other white space, or another case. */
export function isOwnForm(sent: FieldValue, found: FieldValue): boolean {
  return typeof sent === 'string' && typeof found === 'string' && loosely(found) === loosely(sent)
}

function loosely(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase()
}

/** What is wanted of one field of a record as it was read. */
export interface Wanted {
  readonly field: string
  readonly base: FieldValue
  /** @param now the drafted value, or else the base @returns the value that is wanted instead */
  readonly want: (now: FieldValue) => FieldValue
}

/** The patch with several wishes laid over it; the same patch when it wishes all of it already. */
export function wantedOf(key: RecordKey, patch: Patch, changes: readonly Wanted[]): Patch {
  return changes.reduce((patch, { field, base, want }) => {
    const definition = fieldsOf(key)(field)
    const first = patch[field]
    const now = first ? first.mine : base
    const mine = want(now)
    if (definition && sameValue(definition, mine, now)) return patch
    return changed(key, patch, field, retyped(first, { base, mine }))
  }, patch)
}

/** One field of a patch that is another than before; null where it has no change. */
export interface Move {
  readonly field: string
  readonly before: Change | null
  readonly after: Change | null
}

/** What leads from one patch to the next that was made of it. */
export function movesOf(before: Patch, after: Patch): Move[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...fields]
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter((move) => move.before !== move.after)
}

/** The patch without some moves, each of which it still is as they left it. */
export function takenBack(patch: Patch, moves: readonly Move[]): Patch {
  if (moves.length === 0) return patch
  const gone = new Set(moves.map(({ field }) => field))
  const others = Object.entries(patch).filter(([field]) => !gone.has(field))
  const earlier = moves.flatMap(({ field, before }) => (before ? [[field, before] as const] : []))
  return Object.fromEntries([...others, ...earlier])
}
