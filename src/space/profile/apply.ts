import type { Field } from '#shared/records/field'
import { profileFields } from '#shared/records/profile-fields'
import { isKeptByUser } from '../generate/coworker'
import { hashPassword, makeSalt } from '../store/password'
import type { State } from '../store/state'
import { readGender } from './gender'
import type { Change } from './check'

/**
 * Writes an update of a profile that was found right. Only fields that were sent are touched; the notification flags
 * that the user record has too are written there, and so is a password, which the person has chosen and need not reset.
 * @param clientId the session that stays signed in after a change of password
 */
export function applyProfile(
  state: State,
  { userId, sent }: Change,
  coworkerId: number,
  clientId: string,
): void {
  const profile = new Map<string, string>()
  const user = new Map<string, string>()
  for (const field of profileFields as readonly Field[]) {
    const text = sent.get(field.name)
    if (text === undefined || field.use === 'write-only') continue
    if (isKeptByUser(field)) user.set(field.name, text)
    else profile.set(field.name, stored(field, text))
  }
  const password: unknown = JSON.parse(sent.get('NewPassword') ?? 'null')
  const isNewPassword = typeof password === 'string' && password !== ''
  if (isNewPassword) {
    const salt = makeSalt()
    user.set('PasswordSalt', JSON.stringify(salt))
    user.set('Password', JSON.stringify(hashPassword(salt, password)))
    user.set('MustResetPassword', 'false')
  }
  const by = String(state.users.value(userId, 'Email'))
  if (user.size > 0) state.write(userId, user, by)
  if (profile.size > 0) state.writeProfile(coworkerId, profile, by)
  if (isNewPassword) state.tokens.end('refresh', userId, clientId)
}

/** A day is read back as a date-time, a gender as a number (nexudus-api.md §5.3). */
function stored({ type, sentAs }: Field, text: string): string {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'string') return text
  if (type === 'date') return JSON.stringify(`${value.slice(0, 10)}T00:00:00Z`)
  return sentAs === 'text' ? String(readGender(value)) : text
}
