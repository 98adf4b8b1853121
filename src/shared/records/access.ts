import type { Field, FieldValue } from './field'
import { asSet } from './values'

/** Ids in the one set and not in the other, both ways. */
export function setDifference(
  before: FieldValue,
  after: FieldValue,
): { added: readonly number[]; removed: readonly number[] } {
  const old = asSet(before)
  const now = asSet(after)
  return { added: now.filter((id) => !old.includes(id)), removed: old.filter((id) => !now.includes(id)) }
}

/**
 * Whether a change gives a person more than they had: a flag turned on, or a set that grew, of a field that raises
 * access (product.md §3c: such a change always asks, on fresh data).
 */
export function raisesAccess(field: Field | undefined, before: FieldValue, after: FieldValue): boolean {
  if (!field?.raisesAccess) return false
  if (field.type === 'set') return setDifference(before, after).added.length > 0
  return after === true && before !== true
}

/** The opposite: a flag turned off, or a set from which something is gone, of a field that raises access. */
export function lowersAccess(field: Field | undefined, before: FieldValue, after: FieldValue): boolean {
  if (!field?.raisesAccess) return false
  if (field.type === 'set') return setDifference(before, after).removed.length > 0
  return before === true && after !== true
}
