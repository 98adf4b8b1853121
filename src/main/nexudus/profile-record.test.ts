import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import contract from '../../../contract/update-profile.json'
import type { FieldValue } from '#shared/records/field'
import { merge, type Patch } from '#shared/records/merge'
import {
  draftableProfileFields,
  profileField,
  type DraftableProfileField,
} from '#shared/records/profile-fields'
import { validate } from '#shared/records/validate'
import { sameValue } from '#shared/records/values'
import { readProfile, toPatch } from './profile-record'

const user = {
  ...{ Id: 1, Email: 'zoe@harbour.example', UpdatedOn: '2026-01-02T03:04:05Z' },
  ...{ OnHelpDeskMsg: true, OnNewWallPost: false, OnNewBlogComment: true, OnNewEventComment: false },
  ReceiveCommunityDigest: true,
}
const record = { Id: 5, UpdatedOn: '2026-01-01T00:00:00Z', OnHelpDeskMsg: false, SignUpToNewsletter: true }

describe('reading a profile', () => {
  it('takes the notification flags of the login’s side, and the newsletter of the customer’s', () => {
    const { values } = readProfile(record, user)
    expect(values).toMatchObject({
      OnHelpDeskMsg: true,
      ReceiveCommunityDigest: true,
      SignUpToNewsletter: true,
    })
    expect(readProfile(record, null).values.OnHelpDeskMsg).toBe(false)
  })

  it.each([
    [{ Gender: 3 }, 3, 'number'],
    [{ Gender: '3' }, 3, 'number'],
    [{ Gender: 'Female' }, 3, 'name'],
    [{}, null, 'number'],
  ])('reads a gender as %j', (given, value, form) => {
    const read = readProfile({ ...record, ...given }, user)
    expect([read.values.Gender, read.gender]).toEqual([value, form])
  })

  it('takes the day of a date-time, in whichever zone', () => {
    const of = (DateOfBirth: string) => readProfile({ ...record, DateOfBirth }, user).values.DateOfBirth
    expect(of('1990-06-15T00:00:00Z')).toBe('1990-06-15')
    expect(of('1990-06-15T23:30:00-11:00')).toBe('1990-06-15')
  })

  it('takes a country as a number or, as older bodies have it, as an object', () => {
    expect(readProfile({ ...record, Country: { Id: 1203 } }, user).values.CountryId).toBe(1203)
    expect(readProfile({ ...record, CountryId: 7, Country: { Id: 8 } }, user).values.CountryId).toBe(7)
  })

  it('says who saved it last, at the time that is surely UTC', () => {
    const of = (given: object) => readProfile({ ...record, ...given }, user).savedBy
    const by = 'grace@harbour.example'
    expect(of({ UpdatedBy: by, UpdatedOnUtc: '2026-01-01T00:00:00' })).toEqual({
      by,
      at: Date.UTC(2026, 0, 1),
    })
    expect(of({ UpdatedBy: by })).toEqual({ by, at: null })
    expect([of({}), of({ UpdatedBy: ' ' })]).toEqual([null, null])
  })

  it('has a stamp that moves with either side, and none where one does not tell', () => {
    const stamp = readProfile(record, user).stamp
    expect(readProfile(record, { ...user, UpdatedOn: 'later' }).stamp).not.toBe(stamp)
    expect(readProfile({ ...record, UpdatedOn: 'later' }, user).stamp).not.toBe(stamp)
    expect(readProfile(record, { ...user, UpdatedOn: undefined }).stamp).toBeNull()
    expect(readProfile(record, null).stamp).toBeNull()
  })
})

/** Values that a person may draft for a field, and the server may hold. */
function valueOf(field: DraftableProfileField): fc.Arbitrary<FieldValue> {
  switch (field.type) {
    case 'boolean':
      return fc.boolean()
    case 'country':
      return fc.integer({ min: 1, max: 9_999 })
    case 'choice':
      return fc.constantFrom(...field.choices)
    case 'date':
      return fc.constantFrom(null, '1990-06-15', '2001-02-28')
    default:
      return fc.oneof(fc.constant(null), fc.constant(''), fc.string({ unit: 'grapheme', maxLength: 20 }))
  }
}
const profile = fc.record(
  Object.fromEntries(draftableProfileFields.map((field) => [field.name, valueOf(field)])),
)
const wishes = fc.record(
  Object.fromEntries(draftableProfileFields.map((field) => [field.name, valueOf(field)])),
  { requiredKeys: [] },
)
/** Sent by `setPassword` alone. */
const passwords = ['OldPassword', 'NewPassword', 'RepeatNewPassword']
const documented = new Map(contract.fields.map((field) => [field.name, field]))

describe('what an update sends', () => {
  it.each(contract.fields)('has a form for $name, or it is one of the passwords', ({ name, type }) => {
    const field = profileField(name)
    if (field?.use === 'write-only') return expect(passwords).toContain(name)
    const example = { boolean: true, country: 7, choice: 3, date: '1990-06-15' }[String(field?.type)] ?? 'x'
    expect(typeof toPatch({ [name]: example }, 'number')[name]).toBe(type)
  })

  it('is what differs and nothing else, in the documented types, null only where that is allowed', () => {
    fc.assert(
      fc.property(
        profile,
        wishes,
        fc.constantFrom('number' as const, 'name' as const),
        (fresh, wanted, gender) => {
          const patch: Patch = Object.fromEntries(
            Object.entries(wanted).map(([name, mine]) => [
              name,
              { base: fresh[name] ?? null, mine: mine ?? null },
            ]),
          )
          const { write } = merge(profileField, patch, fresh)
          const body = toPatch(write, gender)
          const differing = Object.entries(wanted).flatMap(([name, mine]) => {
            const field = profileField(name)
            return field && !sameValue(field, mine ?? null, fresh[name] ?? null) ? [name] : []
          })
          expect(Object.keys(body).sort()).toEqual(differing.sort())
          for (const [name, value] of Object.entries(body)) {
            const page = documented.get(name)
            if (value === null) expect(page?.nullable, name).toBe(true)
            else expect(typeof value, name).toBe(page?.type)
          }
        },
      ),
    )
  })

  it('says nothing of what cannot be taken back, which is pointed at before it is sent', () => {
    expect(toPatch({ CountryId: null, Gender: null }, 'number')).toEqual({})
    for (const name of ['CountryId', 'Gender']) {
      const field = profileField(name)
      expect(field && validate(field, null), name).toBe('choice')
    }
  })

  it('gives a gender back in the form in which it came', () => {
    expect(toPatch({ Gender: 3 }, 'number')).toEqual({ Gender: '3' })
    expect(toPatch({ Gender: 3 }, 'name')).toEqual({ Gender: 'Female' })
  })

  it('clears with null what may be null, however it was emptied, and everything else with an empty text', () => {
    for (const field of draftableProfileFields) {
      if (!['text', 'email', 'markdown', 'tags', 'date'].includes(field.type)) continue
      const cleared = documented.get(field.name)?.nullable ? null : ''
      for (const empty of [null, ''])
        expect(toPatch({ [field.name]: empty }, 'number'), field.name).toEqual({ [field.name]: cleared })
    }
  })

  it('holds neither a password nor a field that the page does not know', () => {
    expect(toPatch({ NewPassword: 'x', OldPassword: 'x', Email: 'x', Id: 1 }, 'number')).toEqual({})
  })
})
