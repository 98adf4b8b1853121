import { lowersAccess, raisesAccess, type Field } from '#shared/records/index'
import { t } from '../../i18n'
import { useSession } from '../../stores/session'
import type { Edited, Editor } from './use-editor'

/** A quiet word about a change to what somebody may do. Nothing is stopped: the review says it again. */
export function accessNote(field: Field, edited: Edited, editor: Editor): string | null {
  if (!edited.changed) return null
  if (raisesAccess(field, edited.base, edited.value)) return t('editor.field.raises')
  const email = useSession().state.account?.email.toLowerCase()
  const own = email !== undefined && editor.user.value?.Email?.toLowerCase() === email
  return own && lowersAccess(field, edited.base, edited.value) ? t('editor.field.yourself') : null
}
