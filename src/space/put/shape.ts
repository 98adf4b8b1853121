import * as v from 'valibot'
import type { FieldError } from '#shared/api/envelopes'
import type { Field } from '#shared/records/field'
import { userFields } from '#shared/records/user-fields'

/** Messages of refused fields. Only the first is documented; the others are made up in its manner. */
export const messages = {
  required: 'is a required field',
  notNull: 'cannot be null',
  text: 'must be text',
  email: 'is not a valid email address',
  integer: 'must be a whole number',
  choice: 'is not a known value',
  boolean: 'must be true or false',
  date: 'must be a date and time',
  day: 'must be a date such as 1990-06-15',
  list: 'must be a list of ids',
  unknownId: 'contains an id that does not exist',
  inUse: 'is already in use',
  url: 'must be a public https address',
  unknownCountry: 'is not a known country',
  wrongPassword: 'is not the current password',
  mismatch: 'does not match the new password',
  weak: 'must have at least 8 characters with upper case, lower case, digit and special character',
} as const

const isoDateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/
const emailAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** The valibot schema of a field's value, null aside. */
export function schemaOf(field: Field): v.GenericSchema {
  if (field.sentAs === 'text') return v.string(messages.text)
  switch (field.type) {
    case 'boolean':
      return v.boolean(messages.boolean)
    case 'integer':
    case 'reference':
    case 'country':
      return v.pipe(v.number(messages.integer), v.integer(messages.integer))
    case 'choice':
      return v.pipe(
        v.number(messages.integer),
        v.integer(messages.integer),
        v.check((value) => field.choices?.includes(value) ?? false, messages.choice),
      )
    case 'set':
      return v.array(v.pipe(v.number(messages.list), v.integer(messages.list)), messages.list)
    case 'date-time':
      return v.pipe(
        v.string(messages.text),
        v.check((text) => isoDateTime.test(text) && !Number.isNaN(Date.parse(text)), messages.date),
      )
    case 'date':
      return v.pipe(v.string(messages.text), v.check(isDay, messages.day))
    case 'email':
      return v.pipe(v.string(messages.text), v.regex(emailAddress, messages.email))
    case 'any':
      return v.unknown()
    default:
      return v.string(messages.text)
  }
}

const schemas = new Map<Field, v.GenericSchema>(
  (userFields as readonly Field[])
    .filter((field) => field.put !== 'never')
    .map((field) => [field, schemaOf(field)]),
)

/**
 * Checks what an update sends, field by field of the table: the required ones are there and not empty, each value has
 * its type. Unknown and read-only names are not looked at.
 * @param value gives the sent value by name, undefined when it was not sent
 * @param isNew a record that is to be created has no `Id` yet
 */
export function checkShape(value: (name: string) => unknown, isNew = false): FieldError[] {
  const errors: FieldError[] = []
  for (const [field, schema] of schemas) {
    if (isNew && field.name === 'Id') continue
    const sent = value(field.name) ?? null
    const message = sent === null || isBlank(sent) ? missing(field, sent) : wrong(schema, sent)
    if (message !== null) errors.push({ AttemptedValue: sent, Message: message, PropertyName: field.name })
  }
  return errors
}

/** A day of the calendar; a time behind it is let through, since reading gives one (nexudus-api.md §5.3). */
function isDay(text: string): boolean {
  const day = text.slice(0, 10)
  if (text !== day && !isoDateTime.test(text)) return false
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
}

export function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === ''
}

/** An empty text is no date, number, flag or list; but it is a text. */
function missing(field: Field, sent: unknown): string | null {
  if (field.put === 'required') return messages.required
  const schema = schemas.get(field)
  return sent === null || !schema ? null : wrong(schema, sent)
}

/** @returns the message of what is wrong with a value, or null */
export function wrong(schema: v.GenericSchema, sent: unknown): string | null {
  const result = v.safeParse(schema, sent, { abortEarly: true, abortPipeEarly: true })
  return result.success ? null : result.issues[0].message
}
