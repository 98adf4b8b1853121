import type { Field } from './field'
import { mergeSet, type Change, type Patch, type Values } from './merge'
import { asSet, sameValue } from './values'

/**
 * What is left of a draft after a part of it was applied: the edits made while it was on its way, now against what the
 * server holds.
 * @param sent the part that was applied
 * @param now the draft as it stands
 * @param after the server's values, read after the write
 */
export function rebase(
  fields: (name: string) => Field | undefined,
  sent: Patch,
  now: Patch,
  after: Values,
): Patch {
  const left: Record<string, Change> = {}
  for (const [name, change] of Object.entries(now)) {
    const field = fields(name)
    const applied = sent[name]
    if (!field || !applied) left[name] = change
    else if (!sameValue(field, change.mine, applied.mine)) {
      const base = after[field.observe ?? name] ?? null
      const mine =
        field.merge === 'set' ? mergeSet(asSet(applied.mine), asSet(change.mine), asSet(base)) : change.mine
      if (!sameValue(field, mine, base)) left[name] = { base, mine }
    }
  }
  return left
}
