import type { Field, FieldValue } from '#shared/records/field'
import type { Values } from '#shared/records/merge'
import { sameValue } from '#shared/records/values'

/**
 * What reading back showed about a write.
 * - `verified`: every field is as sent.
 * - `changed`: the write was taken, and some field is neither as sent nor as before: somebody since, or the server's
 *   own form of the value.
 * - `not-applied`: some field is still as before.
 */
export type Verdict = { kind: 'verified' | 'changed' } | { kind: 'not-applied'; fields: readonly string[] }

export function verify(
  fields: (name: string) => Field | undefined,
  sent: Readonly<Record<string, FieldValue>>,
  before: Values,
  after: Values,
): Verdict {
  const unchanged: string[] = []
  let other = false
  for (const [name, value] of Object.entries(sent)) {
    const field = fields(name)
    if (!field) continue
    const [was, is] = [before[field.observe ?? name] ?? null, after[field.observe ?? name] ?? null]
    if (field.use === 'command') {
      // Whether pictures are processed before the answer is not known (nexudus-api.md §4): never a reason to send again.
      const done = field.type === 'boolean' ? is === null : is !== was
      if (!done) other = true
    } else if (!sameValue(field, is, value)) {
      if (sameValue(field, is, was)) unchanged.push(name)
      else other = true
    }
  }
  if (unchanged.length > 0) return { kind: 'not-applied', fields: unchanged }
  return { kind: other ? 'changed' : 'verified' }
}
