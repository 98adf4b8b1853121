import type { Field } from './field'
import { profileField } from './profile-fields'
import { userField } from './user-fields'

/**
 * Which record a draft is about, as one number that tells the kinds apart: a user by their id, a customer's profile by
 * its id with a minus before it. The server counts the two apart, so that one id may be both.
 */
export type RecordKey = number
export type RecordKind = 'user' | 'profile'

export function kindOf(key: RecordKey): RecordKind {
  return key < 0 ? 'profile' : 'user'
}

/** @param id of the profile on the server, above 0 */
export function profileKey(id: number): RecordKey {
  return -id
}

/** The record's id on the server. */
export function idOf(key: RecordKey): number {
  return Math.abs(key)
}

/** The field table of the record's kind, by name. */
export function fieldsOf(key: RecordKey): (name: string) => Field | undefined {
  return kindOf(key) === 'profile' ? profileField : userField
}

/**
 * The line of a field for whoever only words values, whichever record they are of: where both tables have the name, they
 * mean the same type (`key.test.ts`).
 */
export function anyField(name: string): Field | undefined {
  return userField(name) ?? profileField(name)
}
