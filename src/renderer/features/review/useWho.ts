import { shallowRef, watch, type Ref } from 'vue'
import { toProblem } from '#shared/ipc/errors'
import type { AuditNote } from '#shared/ipc/models'
import { kindOf } from '#shared/records/index'
import { tell } from '../../errors/wording'
import { t } from '../../i18n'
import { shortDate } from '../../records/dates'
import { useDrafts } from '../../stores/drafts'

/** What is known of who changed a field on the server. */
export type Who =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly notes: readonly AuditNote[] }
  | { readonly kind: 'words'; readonly words: string }

/** Asks the audit trail about one field at a time; an answer about another one than is looked at is dropped. */
export function useWho(of: Ref<{ readonly id: number; readonly field: string }>, online: Ref<boolean>) {
  const drafts = useDrafts()
  const who = shallowRef<Who>({ kind: 'loading' })
  let asked = 0

  async function ask(): Promise<void> {
    const turn = ++asked
    who.value = { kind: 'loading' }
    const answer = await answerOf(of.value.id, of.value.field)
    if (turn === asked) who.value = answer
  }
  async function answerOf(id: number, field: string): Promise<Who> {
    const isProfile = kindOf(id) === 'profile'
    // What is known of a profile came with its reading.
    if (!online.value && !isProfile) return { kind: 'words', words: t('conflicts.who.offline') }
    try {
      const notes = await drafts.who(id, field)
      if (isProfile) return { kind: 'words', words: profileWords(notes) }
      return notes.length > 0 ? { kind: 'known', notes } : { kind: 'words', words: t('conflicts.who.none') }
    } catch (error) {
      return { kind: 'words', words: failure(error) }
    }
  }
  watch([() => `${of.value.id} ${of.value.field}`, online], ask, { immediate: true })
  return who
}

function profileWords([note]: readonly AuditNote[]): string {
  if (!note) return t('conflicts.who.profileNone')
  const at = note.at === null ? '' : shortDate(note.at)
  return t(at ? 'conflicts.who.profileAt' : 'conflicts.who.profile', { by: note.by, at })
}

function failure(error: unknown): string {
  const problem = toProblem(error)
  if (problem.code === 'no-permission') return t('conflicts.who.permission')
  if (problem.code === 'offline') return t('conflicts.who.offline')
  return t('conflicts.who.failed', { what: tell(problem, 'action').what })
}
