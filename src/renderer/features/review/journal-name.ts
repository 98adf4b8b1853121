import type { JournalEntry } from '#shared/ipc/models'
import { draftName } from './group'

/** Whom an entry is about: by the name it gave them, with the one they had before. */
export function nameAfter(entry: Pick<JournalEntry, 'user' | 'title' | 'changes'>): {
  readonly name: string
  readonly was: string | null
} {
  const { name, was } = namesOf(entry)
  return { name: draftName({ id: entry.user, title: name }), was }
}

function namesOf({ title, changes }: Pick<JournalEntry, 'title' | 'changes'>) {
  const change = changes.find(({ field }) => field === 'FullName')
  const [after, before] = [String(change?.after ?? '').trim(), String(change?.before ?? '').trim()]
  const old = before || title.trim()
  if (!after || after === old) return { name: title.trim() || after, was: null }
  return { name: after, was: old || null }
}
