import type { JournalEntry } from '#shared/ipc/models'
import { t } from '../../i18n'

/** Whom an entry is about: by the name it gave them, with the one they had before. */
export function nameAfter({ title, changes }: Pick<JournalEntry, 'title' | 'changes'>): {
  readonly name: string
  readonly was: string | null
} {
  const change = changes.find(({ field }) => field === 'FullName')
  const [after, before] = [String(change?.after ?? '').trim(), String(change?.before ?? '').trim()]
  const old = before || title.trim()
  if (!after || after === old) return { name: title.trim() || after || t('values.unnamed'), was: null }
  return { name: after, was: old || null }
}
