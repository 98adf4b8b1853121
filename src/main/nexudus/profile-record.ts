import type { CoworkerRecord, PortalUser } from '#shared/api/profile'
import type { AuditNote } from '#shared/ipc/models'
import type { Field, FieldValue } from '#shared/records/field'
import type { Values } from '#shared/records/merge'
import {
  draftableProfileFields,
  profileField,
  toProfileUpdate,
  type Profile,
} from '#shared/records/profile-fields'
import { readValue } from '#shared/records/values'
import { moment } from './audit'

/** The notification flags that the login's side has (nexudus-api.md §5.2). */
export const loginFlags = [
  ...(['OnHelpDeskMsg', 'OnNewWallPost', 'OnNewBlogComment', 'OnNewEventComment'] as const),
  'ReceiveCommunityDigest',
] as const

/** What is read of a profile. */
export interface ReadProfile {
  readonly values: Profile
  /** How the gender was written, so that it goes back alike; see `genders`. */
  readonly gender: 'number' | 'name'
  /** Moves with every write to either side of the profile; null where the server does not tell. */
  readonly stamp: string | null
  readonly email: string
  /** Who saved the customer's side last; null where the server does not tell. It tells nothing of single fields. */
  readonly savedBy: AuditNote | null
  /** A summary can be drafted by the location's own integration. */
  readonly offersSummary: boolean
}

export interface Passwords {
  readonly old: string
  readonly fresh: string
  readonly again: string
}

/** The vendor's eGender (nexudus-api.md §5.3): read as a number or, being documented as a text, maybe as a name. */
const genders = ['None', 'NotSet', 'Male', 'Female', 'Other', 'RatherNotSay'] as const

/**
 * @param record the customer's side, which has far more than is read here
 * @param user the login's side, whose notification flags count (§5.2); null where the server has none
 */
export function readProfile(record: CoworkerRecord, user: PortalUser | null): ReadProfile {
  const named = genders.findIndex((name) => name === record['Gender'])
  const raw = { ...record, ...(named < 0 ? {} : { Gender: named }), ...flags(user) }
  const values = draftableProfileFields.map((field: Field) => [field.name, read(field, raw)])
  return {
    values: Object.fromEntries(values) as Profile,
    gender: named < 0 ? 'number' : 'name',
    stamp: stampOf(record, user),
    email: record.Email ?? user?.Email ?? '',
    savedBy: savedBy(record),
    offersSummary: record.OpenAiProfileAvailable === true,
  }
}

/**
 * The body of an update: the given values and nothing else, in the forms that the vendor page takes. What cannot be sent
 * (a country that is to be none) is left out; `validate` says so before.
 */
export function toPatch(values: Values, gender: ReadProfile['gender']): Readonly<Record<string, unknown>> {
  const sent = Object.entries(values).flatMap(([name, value]) => {
    const field = profileField(name)
    if (field?.use !== 'edit' || isList(value)) return []
    const update =
      name === 'Gender' && gender === 'name' && typeof value === 'number'
        ? genders[value]
        : toProfileUpdate(field, value)
    return update === undefined ? [] : [[name, update] as const]
  })
  return Object.fromEntries(sent)
}

/** Older bodies name a country as an object (nexudus-api.md §5.2). */
function read(field: Field, raw: Readonly<Record<string, unknown>>): FieldValue {
  const value = readValue(field, raw[field.name])
  if (value !== null || field.type !== 'country') return value
  const nested = raw[field.name.replace(/Id$/, '')] as { Id?: unknown } | null | undefined
  return readValue(field, nested?.Id)
}

function flags(user: PortalUser | null): Readonly<Record<string, unknown>> {
  const names = draftableProfileFields
    .filter(({ section }) => section === 'notifications')
    .map(({ name }) => name)
  return Object.fromEntries(
    names.flatMap((name) => (typeof user?.[name] === 'boolean' ? [[name, user[name]]] : [])),
  )
}

function stampOf(record: CoworkerRecord, user: PortalUser | null): string | null {
  const stamps = [record['UpdatedOn'], user?.['UpdatedOn']]
  return stamps.every((stamp) => typeof stamp === 'string') ? stamps.join(' ') : null
}

/** The time alone that is said to be UTC: what else the portal calls so may be its location's (nexudus-api.md §6.5). */
function savedBy(record: CoworkerRecord): AuditNote | null {
  const { UpdatedBy: by, UpdatedOnUtc: on } = record
  if (typeof by !== 'string' || by.trim() === '') return null
  return { by, at: typeof on === 'string' ? moment(on) : null }
}

function isList(value: FieldValue): value is readonly number[] {
  return typeof value === 'object' && value !== null
}
