import type { Problem } from '#shared/ipc/errors'
import type { JournalChange, Outcome } from '#shared/ipc/models'
import type { Field } from '#shared/records/field'
import type { Conflict, Patch } from '#shared/records/merge'
import { rebase } from '#shared/records/rebase'
import type { ApplyParts } from './apply-one'
import type { Intent, StoredDraft } from './draft'
import type { Undone } from './repository'
import { isOwnForm } from './patch'
import { look } from './settle'
import type { Fresh } from './source'
import * as machine from './state-machine'

/** The server already held everything that was wanted. */
interface Settled<F> {
  readonly kind: 'settled'
  readonly patch: Patch
  readonly fresh: F
}
/** The record was read after the write. */
interface Read<F> {
  readonly kind: 'read'
  readonly intent: Intent
  readonly fresh: F
  /** Fields that reached the server. */
  readonly landed: readonly string[]
  /** Fields about which a person decides, because somebody may have changed them since. */
  readonly clash: readonly string[]
  /** Fields that the server took without effect, and what is said of them. */
  readonly ignored: readonly string[]
  readonly refused: Problem | null
}
/** The record cannot be read any more. */
interface Unread {
  readonly kind: 'unread'
  readonly intent: Intent
  readonly outcome: Outcome
  /** Why it can never be known whether the write arrived; null when it did. */
  readonly problem: Problem | null
}
/** How the sending of a draft ended. */
export type Ending<F extends Fresh> = Settled<F> | Read<F> | Unread

type Fields = (name: string) => Field | undefined

/** One commit: the draft away or cut to what is left, the journal in, the local copy renewed. */
export async function conclude<F extends Fresh>(
  id: number,
  ending: Ending<F>,
  { outbox, source, clock, by }: ApplyParts<F>,
): Promise<void> {
  const { fields } = source
  await outbox.commit(id, (draft) => {
    const changes = changesOf(ending, fields)
    const outcome = outcomeOf(ending, fields)
    const who = { user: id, title: draft.title, email: draft.email, by, appliedAt: clock.now() }
    return {
      remainder: remainderOf(draft, ending, fields),
      entry: changes.length > 0 ? { ...who, outcome, changes } : null,
      undone: undoneBy(ending),
      more: ending.kind === 'unread' ? [] : source.renew(id, ending.fresh),
      done: () => {
        if (ending.kind !== 'unread') source.renewed(id, ending.fresh)
      },
    }
  })
}

function remainderOf<F extends Fresh>(
  draft: StoredDraft,
  ending: Ending<F>,
  fields: Fields,
): StoredDraft | null {
  if (ending.kind === 'settled') {
    return machine.remainder(draft, {
      patch: rebase(fields, ending.patch, draft.patch, ending.fresh.values, []),
    })
  }
  if (ending.kind === 'read') return afterReading(draft, ending, fields)
  const { problem, intent } = ending
  // What was sent counts as there, unless that can never be known.
  if (problem) return machine.stop(problem.code === 'gone' ? 'gone' : 'refused', problem)(draft)
  return machine.remainder(draft, {
    patch: rebase(fields, intent.patch, draft.patch, intent.write, Object.keys(intent.write)),
  })
}

function afterReading<F extends Fresh>(
  draft: StoredDraft,
  { intent, fresh, clash, ignored, refused }: Read<F>,
  fields: Fields,
): StoredDraft | null {
  const now = fresh.values
  const open = new Set([...clash, ...ignored])
  const patch: Record<string, Patch[string]> = {
    ...rebase(
      fields,
      without(intent.patch, open),
      without(draft.patch, open),
      now,
      Object.keys(intent.write),
    ),
  }
  const conflicts: Conflict[] = []
  for (const name of open) {
    const change = draft.patch[name]
    // Taken back by the person meanwhile: nothing is wanted of it any more.
    if (!change) continue
    const theirs = now[fields(name)?.observe ?? name] ?? null
    const clashes = clash.includes(name)
    patch[name] = clashes ? change : { ...change, base: theirs }
    if (clashes) conflicts.push({ field: name, base: intent.before[name] ?? null, mine: change.mine, theirs })
  }
  return machine.remainder(draft, { patch, conflicts, refused })
}

function without(patch: Patch, names: ReadonlySet<string>): Patch {
  return Object.fromEntries(Object.entries(patch).filter(([name]) => !names.has(name)))
}

/** For the journal: all that was sent, since a record is written whole, and what of it was found otherwise. */
function changesOf<F extends Fresh>(ending: Ending<F>, fields: Fields): JournalChange[] {
  if (ending.kind === 'settled') return []
  const { intent } = ending
  const landed = new Set(ending.kind === 'read' ? look(fields, intent, ending.fresh.values).landed : [])
  return Object.entries(intent.write).map(([field, after]) => {
    const change = { field, before: intent.before[field] ?? null, after }
    // A command's value is no field of the record: what there is to be seen of it is not what was sent.
    if (ending.kind === 'unread' || landed.has(field) || fields(field)?.use === 'command') return change
    return { ...change, found: ending.fresh.values[field] ?? null }
  })
}

function outcomeOf<F extends Fresh>(ending: Ending<F>, fields: Fields): Outcome {
  if (ending.kind === 'settled') return 'verified'
  if (ending.kind === 'unread') return ending.outcome
  const { write } = ending.intent
  const now = ending.fresh.values
  const { landed, back, ...seen } = look(fields, ending.intent, now)
  const other = seen.other.filter((name) => !isOwnForm(write[name] ?? null, now[name] ?? null))
  // A picture that the server took and does not show yet was not changed by anybody.
  const isOpen = (name: string): boolean => fields(name)?.use !== 'command'
  if ([...back, ...other].some(isOpen))
    return landed.length + seen.other.length === 0 && back.every(isOpen) ? 'ignored' : 'changed'
  return back.length + other.length > 0 ? 'unread' : 'verified'
}

/** What this change took back of earlier ones: fields that are as they were before those. */
function undoneBy<F extends Fresh>(ending: Ending<F>): Undone[] {
  const [patch, done] =
    ending.kind === 'settled'
      ? [ending.patch, Object.keys(ending.patch)]
      : [ending.intent.patch, ending.kind === 'read' ? ending.landed : Object.keys(ending.intent.write)]
  return done.flatMap((field) => {
    const entry = patch[field]?.undoes
    return entry === undefined ? [] : [{ entry, field }]
  })
}
