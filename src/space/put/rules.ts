import type { FieldError } from '#shared/api/envelopes'
import type { Field, Lookup } from '#shared/records/field'
import { userFields } from '#shared/records/user-fields'
import { validate } from '#shared/records/validate'
import type { Network, Row } from '../generate/network'
import { isStrongPassword } from '../store/password'
import { asIds, type Users } from '../store/users'
import { messages } from './shape'

const byName: ReadonlyMap<string, Field> = new Map(userFields.map((field) => [field.name, field]))
const linked = (userFields as readonly Field[])
  .map((field) => ({ field, lookup: field.lookup ?? (field.of ? byName.get(field.of)?.lookup : undefined) }))
  .filter(({ field }) => field.put !== 'never')

/**
 * Checks what only the server can know, of an update whose shape is right: ids that exist, an e-mail address nobody else
 * has, a picture that can be fetched, a password that is strong enough.
 * @param id whose record it is; undefined for a new one
 */
export function checkRules(
  users: Users,
  network: Network,
  id: number | undefined,
  value: (name: string) => unknown,
): FieldError[] {
  const errors: FieldError[] = []
  const refuse = (name: string, message: string): void => {
    errors.push({ AttemptedValue: value(name) ?? null, Message: message, PropertyName: name })
  }
  for (const { field, lookup } of linked) {
    if (!lookup) continue
    const sent = value(field.name) ?? []
    const wanted = Array.isArray(sent) ? asIds(sent) : asIds([sent])
    const known = new Set(rowsOf(network, lookup).map((row) => row.Id))
    if (!wanted.every((linkedId) => known.has(linkedId))) refuse(field.name, messages.unknownId)
  }
  const owner = users.find(String(value('Email')))
  if (owner !== undefined && owner !== id) refuse('Email', messages.inUse)

  const picture = byName.get('NewAvatarUrl')
  const url = value('NewAvatarUrl')
  if (picture && isGiven(url) && validate(picture, url) !== null) refuse(picture.name, messages.url)

  const password = value('NewPassword')
  if (isGiven(password) && !isStrongPassword(password)) refuse('NewPassword', messages.weak)
  return errors
}

/** Whether a command that takes text was given at all; GET returns it null, and an empty box means nothing. */
export function isGiven(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function rowsOf(network: Network, lookup: Lookup): readonly Row[] {
  return {
    roles: network.userRoles,
    locations: network.locations,
    languages: network.languages,
    chatRooms: network.chatRooms,
    applications: network.applications,
  }[lookup]
}
