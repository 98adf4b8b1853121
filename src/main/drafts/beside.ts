import type { Shown } from '#shared/ipc/models'
import { raisesAccess } from '#shared/records/access'
import { fieldsOf } from '#shared/records/key'
import { merge, type Conflict, type Values } from '#shared/records/merge'
import type { Check, StoredDraft } from './draft'

/**
 * What a draft that waits for a person clashes with, where a reading shows something new. A conflict that stands keeps
 * standing, with the server's value of now: the person decides, whatever it has become.
 */
export function conflictsNow(draft: StoredDraft, values: Values): readonly Conflict[] | null {
  if (draft.state !== 'saved' && draft.state !== 'conflict') return null
  const standing = draft.conflicts.map((conflict) => ({
    ...conflict,
    theirs: values[fieldsOf(draft.id)(conflict.field)?.observe ?? conflict.field] ?? null,
  }))
  const known = new Set(standing.map(({ field }) => field))
  const { conflicts } = merge(fieldsOf(draft.id), draft.patch, values)
  const now = [...standing, ...conflicts.filter(({ field }) => !known.has(field))]
  return JSON.stringify(now) === JSON.stringify(draft.conflicts) ? null : now
}

/** What a person saw beside the draft's changes: the reading that was shown, and of it only what was looked at. */
export function confirmedBy(draft: StoredDraft, check: Check | undefined, shown: Shown | undefined): Values {
  if (!check || check.reading !== shown?.reading) return {}
  return Object.fromEntries(Object.entries(check.values).filter(([name]) => draft.patch[name]))
}

/** Whether a draft gives more access than the server was seen to give. */
export function raisesBeside({ id, patch }: StoredDraft, { values }: Check): boolean {
  return Object.entries(patch).some(([name, { mine }]) =>
    raisesAccess(fieldsOf(id)(name), values[name] ?? null, mine),
  )
}
