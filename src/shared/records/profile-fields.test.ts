import { describe, expect, it } from 'vitest'
import contract from '../../../contract/update-profile.json'
import { profileSections, type Field } from './field'
import { draftableProfileFields, profileField, profileFields, toProfileUpdate } from './profile-fields'
import { validate } from './validate'
import { readValue } from './values'

/** The vendor's own types, by the table's; a choice that is sent as text is one. */
const wireTypes: Readonly<Partial<Record<Field['type'], string>>> = {
  ...{
    text: 'string',
    email: 'string',
    markdown: 'string',
    tags: 'string',
    date: 'string',
    choice: 'string',
  },
  ...{ country: 'number', boolean: 'boolean' },
}

const groups: Readonly<Record<string, Field['section']>> = {
  'Personal Information': 'personal',
  'Billing Information': 'billing',
  'Professional Profile': 'professional',
  'Social Media': 'social',
  'Notification Preferences': 'notifications',
  Credentials: 'credentials',
}

const table: readonly Field[] = profileFields
const field = (name: string) => {
  const found = profileField(name)
  if (!found) throw new Error(name)
  return found
}

describe('the field table of the profile', () => {
  it.each(contract.fields)('has $name as the vendor page says', (documented) => {
    const line = profileField(documented.name)
    expect(line && wireTypes[line.type]).toBe(documented.type)
    expect(line?.nullable ?? false).toBe(documented.nullable)
    expect(line?.section).toBe(groups[documented.group])
    expect(line?.put).toBe('optional')
    if (line?.type === 'choice') expect([line.sentAs, line.choices?.length]).toEqual(['text', 6])
  })

  it('has the fields of the page in its order, once, and no other', () => {
    expect(table.map(({ name }) => name)).toEqual(contract.fields.map(({ name }) => name))
    expect(new Set(table.map(({ name }) => name)).size).toBe(42)
  })

  it('has its sections in the order in which people see them', () => {
    expect([...new Set(table.map(({ section }) => section))]).toEqual(profileSections)
  })

  it('lets everything be drafted but the passwords', () => {
    const kept = table.filter((line) => !(draftableProfileFields as readonly Field[]).includes(line))
    expect(kept.map(({ name }) => name)).toEqual(['OldPassword', 'NewPassword', 'RepeatNewPassword'])
    expect(kept.every(({ use }) => use === 'write-only')).toBe(true)
  })
})

describe('a value of the profile', () => {
  it.each([
    ['Gender', 3, 3],
    ['Gender', '3', 3],
    ['DateOfBirth', '1990-06-15', '1990-06-15'],
    ['DateOfBirth', '1990-06-15T23:30:00-05:00', '1990-06-15'],
    ['DateOfBirth', 'June', null],
    ['CountryId', 1201, 1201],
    ['ProfileTags', 'a,b', 'a,b'],
  ])('%s is read from %j', (name, value, expected) => {
    expect(readValue(field(name), value)).toBe(expected)
  })

  it.each([
    ['DateOfBirth', '1990-06-15', null],
    ['DateOfBirth', null, null],
    ['DateOfBirth', '1990-02-30', 'date'],
    ['DateOfBirth', '1990-06-15T00:00:00Z', 'date'],
    ['BillingEmail', '', null],
    ['BillingEmail', 'nobody', 'email'],
    ['FullName', ' ', 'required'],
    ['NickName', null, null],
    ['Gender', 6, 'choice'],
  ])('%s as %j is judged %j', (name, value, expected) => {
    expect(validate(field(name), value)).toBe(expected)
  })

  it.each([
    ['Gender', 3, '3'],
    ['NickName', null, null],
    ['NickName', '', null],
    ['DateOfBirth', '', null],
    ['Address', null, ''],
    ['Address', '', ''],
    ['CountryId', null, undefined],
    ['ProfileIsPublic', null, false],
    ['CountryId', 1201, 1201],
    ['ProfileTags', 'a,b', 'a,b'],
  ])('%s as %j is sent as %j', (name, value, expected) => {
    expect(toProfileUpdate(field(name), value)).toBe(expected)
  })
})
