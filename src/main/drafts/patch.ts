import { UsherError } from '#shared/ipc/errors'
import type { Change, Patch } from '#shared/records/merge'
import { fieldsOf, type RecordKey } from '#shared/records/key'
import { draftableUserFields } from '#shared/records/user-fields'
import { sameValue } from '#shared/records/values'

/**
 * The patch with one field changed; a value equal to its base is no change. Commands that exclude each other do.
 * @throws UsherError `invalid-call` for a field that cannot be drafted of such a record
 */
export function changed(key: RecordKey, patch: Patch, name: string, change: Change): Patch {
  const field = fieldsOf(key)(name)
  if (field?.use !== 'edit' && field?.use !== 'command') throw new UsherError('invalid-call', { cause: name })
  const rivals = draftableUserFields.filter((other) => other.observe && other.observe === field.observe)
  const others = Object.fromEntries(
    Object.entries(patch).filter(
      ([other]) => other !== name && !rivals.some((rival) => rival.name === other),
    ),
  )
  const nothing =
    field.use === 'command'
      ? change.mine === change.base || change.mine === null || change.mine === false || change.mine === ''
      : sameValue(field, change.mine, change.base)
  return nothing ? others : { ...others, [name]: change }
}
