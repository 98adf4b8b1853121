import type { Field, FieldValue } from './field'
import { asSet, sameValue } from './values'

/** What a person did to one field: the value they saw and the value they want. No base, no merge. */
export interface Change {
  readonly base: FieldValue
  readonly mine: FieldValue
  /** The journal's entry that this change takes back. */
  readonly undoes?: number
}

/** A draft: changes by field name. */
export type Patch = Readonly<Record<string, Change>>

/** Visible values by field name, as one reading of the server returned them. */
export type Values = Readonly<Record<string, FieldValue>>

export interface Conflict {
  readonly field: string
  readonly base: FieldValue
  readonly mine: FieldValue
  readonly theirs: FieldValue
}

/** The outcome of a merge; every field of the patch is in exactly one of the three. */
export interface Merge {
  /** What to write: the wanted values by field name. */
  readonly write: Values
  /** Fields that already are as wanted. */
  readonly settled: readonly string[]
  /** Fields that both sides changed, differently: a person decides. */
  readonly conflicts: readonly Conflict[]
}

/**
 * Merges a patch with what the server holds now, field by field and never inside a value (design.md, ‘Writing one
 * record’; product.md §3c). Only the patch's fields are looked at: whatever else moved on the server stays as it is.
 * @param fields the record's field table, by name
 * @param fresh the server's values, read just now
 */
export function merge(fields: (name: string) => Field | undefined, patch: Patch, fresh: Values): Merge {
  const write: Record<string, FieldValue> = {}
  const settled: string[] = []
  const conflicts: Conflict[] = []
  for (const [name, change] of Object.entries(patch)) {
    const field = fields(name)
    if (!field) throw new Error(`a draft holds the unknown field ${name}`)
    const theirs = fresh[field.observe ?? name] ?? null
    const outcome = mergeField(field, change, theirs)
    if (outcome.kind === 'write') write[name] = outcome.value
    else if (outcome.kind === 'settled') settled.push(name)
    else conflicts.push({ field: name, base: change.base, mine: change.mine, theirs })
  }
  return { write, settled, conflicts }
}

type Outcome = { kind: 'write'; value: FieldValue } | { kind: 'settled' } | { kind: 'conflict' }

function mergeField(field: Field, { base, mine }: Change, theirs: FieldValue): Outcome {
  if (field.merge === 'theirs') return { kind: 'settled' }
  if (field.use === 'command') return mergeCommand(field, base, mine, theirs)
  if (sameValue(field, mine, theirs)) return { kind: 'settled' }
  if (field.merge === 'set') {
    const value = mergeSet(asSet(base), asSet(mine), asSet(theirs))
    return sameValue(field, value, theirs) ? { kind: 'settled' } : { kind: 'write', value }
  }
  return sameValue(field, theirs, base) ? { kind: 'write', value: mine } : { kind: 'conflict' }
}

/** A command shows only in the field it changes: untouched, it is still to be given; moved, it was somebody. */
function mergeCommand(field: Field, base: FieldValue, mine: FieldValue, theirs: FieldValue): Outcome {
  const clears = field.type === 'boolean'
  if (clears && (theirs === null || mine !== true)) return { kind: 'settled' }
  if ((theirs ?? '') === (base ?? '')) return { kind: 'write', value: mine }
  return { kind: 'conflict' }
}

/** The server's set, with what was added to the base added and what was taken from the base taken. */
export function mergeSet(
  base: readonly number[],
  mine: readonly number[],
  theirs: readonly number[],
): readonly number[] {
  const added = mine.filter((id) => !base.includes(id))
  const removed = base.filter((id) => !mine.includes(id))
  const kept = theirs.filter((id) => !removed.includes(id))
  return [...new Set([...kept, ...added])].sort((a, b) => a - b)
}
