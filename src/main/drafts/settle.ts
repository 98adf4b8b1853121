import type { Field } from '#shared/records/field'
import type { Values } from '#shared/records/merge'
import { setDifference } from '#shared/records/access'
import { asSet, sameValue } from '#shared/records/values'
import type { Intent } from './draft'
import type { Fresh } from './source'

/** What a reading shows of each field that was sent. */
export interface Seen {
  /** As sent; of a command, that its field holds something else than before. */
  readonly landed: readonly string[]
  /** As it was before. */
  readonly back: readonly string[]
  /** Neither: somebody since, or the server's own form of the value. */
  readonly other: readonly string[]
}

/** Compares what was sent with what is there now; only values count. */
export function look(
  fields: (name: string) => Field | undefined,
  { write, before }: Pick<Intent, 'write' | 'before'>,
  now: Values,
): Seen {
  const seen = { landed: [] as string[], back: [] as string[], other: [] as string[] }
  for (const [name, sent] of Object.entries(write)) {
    const field = fields(name)
    if (!field) continue
    const [was, is] = [before[name] ?? null, now[field.observe ?? name] ?? null]
    if (field.use === 'command') {
      const done = field.type === 'boolean' ? is === null : is !== was
      seen[done ? 'landed' : 'back'].push(name)
    } else if (sameValue(field, is, sent) || (field.merge === 'set' && has(is, was, sent))) {
      seen.landed.push(name)
    } else {
      seen[sameValue(field, is, was) ? 'back' : 'other'].push(name)
    }
  }
  return seen
}

/** Whether a set holds all that was added to it and nothing that was taken, whatever else somebody did to it. */
function has(is: Values[string], was: Values[string], sent: Values[string]): boolean {
  const { added, removed } = setDifference(was, sent)
  const now = asSet(is)
  return added.every((id) => now.includes(id)) && !removed.some((id) => now.includes(id))
}

/**
 * Of a write that nobody answered, what is surely as wanted. A new picture is not told by its name: that another one is
 * there may be somebody else's doing, so a person decides about it.
 */
export function surelyLanded(
  fields: (name: string) => Field | undefined,
  { landed }: Seen,
): readonly string[] {
  return landed.filter((name) => {
    const field = fields(name)
    return field?.use !== 'command' || field.type === 'boolean'
  })
}

/**
 * What a reading says about a write that nobody answered.
 * - `sent`: some field is as sent. The record is written whole, so all of it had arrived; a field that is not as sent
 *   was changed since, or somebody set the others to the same values by chance: a person decides about those.
 * - `not-sent`: everything is as before, and nothing was written at all since.
 * - `unsure`: everything is as before, or different, and something was written: it may have arrived and been set back.
 */
export type Verdict = 'sent' | 'not-sent' | 'unsure'

export function settle(landed: readonly string[], intent: Intent, fresh: Fresh): Verdict {
  if (landed.length > 0) return 'sent'
  return fresh.stamp !== null && fresh.stamp === intent.stamp ? 'not-sent' : 'unsure'
}
