import type { Field } from './field'
import { mergeSet, type Change, type Patch, type Values } from './merge'
import { asSet, sameValue } from './values'

/**
 * What is left of a draft after a part of it was applied: the edits made while it was on its way, now against what the
 * server holds. A change that was taken back meanwhile is one too: the server has it, and the person no longer wants it.
 * @param sent the part that was applied
 * @param now the draft as it stands
 * @param after the server's values, read after the write
 * @param written the fields that the write changed; of the others the server's value is somebody else's doing
 */
export function rebase(
  fields: (name: string) => Field | undefined,
  sent: Patch,
  now: Patch,
  after: Values,
  written: readonly string[] = Object.keys(sent),
): Patch {
  const left: Record<string, Change> = {}
  const keep = (name: string, field: Field, wanted: Change['mine']): void => {
    const base = after[field.observe ?? name] ?? null
    if (!sameValue(field, wanted, base)) left[name] = { base, mine: wanted }
  }
  for (const [name, change] of Object.entries(now)) {
    const field = fields(name)
    const applied = sent[name]
    if (!field || !applied) left[name] = change
    else if (!sameValue(field, change.mine, applied.mine)) {
      const base = after[field.observe ?? name] ?? null
      keep(
        name,
        field,
        field.merge === 'set' ? mergeSet(asSet(applied.mine), asSet(change.mine), asSet(base)) : change.mine,
      )
    }
  }
  for (const [name, { base, mine }] of Object.entries(sent)) {
    const field = fields(name)
    // What a command did cannot be taken back: the value before it is only known by its name.
    if (!field || now[name] || field.use === 'command' || !written.includes(name)) continue
    const there = after[name] ?? null
    keep(name, field, field.merge === 'set' ? mergeSet(asSet(mine), asSet(base), asSet(there)) : base)
  }
  return left
}
