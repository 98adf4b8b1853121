import type { FieldError } from '#shared/api/envelopes'
import type { Field } from '#shared/records/field'
import { profileFields } from '#shared/records/profile-fields'
import type { RawRecord } from '#shared/records/raw-record'
import type { Network, Row } from '../generate/network'
import { isBlank, messages, schemaOf, wrong } from '../put/shape'
import { hashPassword, isStrongPassword } from '../store/password'
import type { State } from '../store/state'
import { readGender } from './gender'

const table: readonly Field[] = profileFields
const schemas = new Map(table.map((field) => [field, schemaOf(field)]))

/** Who changes which profile, and at which location. */
export interface Change {
  readonly userId: number
  readonly location: Row
  readonly sent: RawRecord
}

/**
 * Checks what an update of a profile sends, field by field of the table (vendor page ‘Update Profile’). What is left out
 * is not looked at, nor are names that the table does not know.
 */
export function checkProfile(state: State, change: Change): FieldError[] {
  const errors: FieldError[] = []
  for (const field of table) {
    const text = change.sent.get(field.name)
    if (text === undefined) continue
    const value: unknown = JSON.parse(text)
    const message = judge(field, value) ?? judgeCountry(field, value, state.network)
    // A refused country is named as the relation it is (nexudus-api.md §6.1).
    const name = message === messages.unknownCountry ? field.name.replace(/Id$/, '') : field.name
    if (message !== null) errors.push({ AttemptedValue: value, Message: message, PropertyName: name })
  }
  return errors.length > 0 ? errors : checkCredentials(state, change)
}

function judge(field: Field, value: unknown): string | null {
  if (value === null) return field.nullable ? null : messages.notNull
  if (isBlank(value)) {
    if (field.filled) return messages.required
    // An empty text clears a text; it is no day, number or flag.
    if (field.type === 'email') return null
  }
  const schema = schemas.get(field)
  const message = schema ? wrong(schema, value) : null
  if (message !== null || field.sentAs !== 'text' || typeof value !== 'string') return message
  return readGender(value) === undefined ? messages.choice : null
}

function judgeCountry({ type }: Field, value: unknown, { countries }: Network): string | null {
  return type !== 'country' || countries.some(({ Id }) => Id === value) ? null : messages.unknownCountry
}

/** The three passwords belong together; with no new one there is nothing to change. */
function checkCredentials({ users }: State, { userId, location, sent }: Change): FieldError[] {
  const given = (name: string): string => {
    const value: unknown = JSON.parse(sent.get(name) ?? 'null')
    return typeof value === 'string' ? value : ''
  }
  const [old, fresh, again] = [given('OldPassword'), given('NewPassword'), given('RepeatNewPassword')]
  const refuse = (PropertyName: string, AttemptedValue: string, Message: string): FieldError => ({
    AttemptedValue: AttemptedValue === '' ? null : AttemptedValue,
    Message,
    PropertyName,
  })
  if (fresh === '') return again === '' ? [] : [refuse('NewPassword', fresh, messages.required)]
  const errors: FieldError[] = []
  const salt = String(users.value(userId, 'PasswordSalt'))
  if (old === '') errors.push(refuse('OldPassword', old, messages.required))
  else if (users.value(userId, 'Password') !== hashPassword(salt, old))
    errors.push(refuse('OldPassword', old, messages.wrongPassword))
  const { least, words } = passwordPolicy(location)
  if (!isStrongPassword(fresh, least)) errors.push(refuse('NewPassword', fresh, words))
  if (again !== fresh) errors.push(refuse('RepeatNewPassword', again, messages.mismatch))
  return errors
}

/** Every location has a policy of its own (vendor page ‘Update Profile’); every second one here asks for more. */
export function passwordPolicy({ Id }: Row): { readonly least: number; readonly words: string } {
  const least = Id % 2 === 0 ? 12 : 8
  return { least, words: messages.weak.replace('8', String(least)) }
}
