import { describe, expect, it } from 'vitest'
import { draftableUserFields, visibleUserFields } from '#shared/records/index'
import { tMaybe } from '../i18n'
import { changeWords, fieldLabel, initials, valueWords, type Names } from './format'

const known: Readonly<Record<string, string>> = {
  'roles 1': 'Reception',
  'roles 2': 'Finance',
  'locations 9': 'Harbour',
  'languages 4': 'English',
}
const names: Names = (lookup, id) => known[`${lookup} ${id}`] ?? `#${id}`

describe('labels', () => {
  it('exist for every field a person can see or draft', () => {
    for (const { name } of [...visibleUserFields, ...draftableUserFields])
      expect(tMaybe(`fields.${name}`), name).not.toBeNull()
  })
  it('fall back to the vendor’s name', () => expect(fieldLabel('OnNewThing')).toBe('OnNewThing'))
})

describe('values', () => {
  it.each([
    ['FullName', 'Zoë', 'Zoë'],
    ['FullName', '', 'empty'],
    ['FullName', null, 'empty'],
    ['IsAdmin', true, 'on'],
    ['IsAdmin', false, 'off'],
    ['IsAdmin', null, 'off'],
    ['Language', 3, 'English (UK)'],
    ['Language', 77, '#77'],
    ['Language', null, 'empty'],
    ['PreferredLanguageId', 4, 'English'],
    ['PreferredLanguageId', null, 'none'],
    ['UserRoles', [1, 2], 'Reception, Finance'],
    ['UserRoles', [], 'none'],
    ['UserRoles', [3], '#3'],
    ['InvalidLoginAttempts', 1200, '1200'],
    ['LastAccess', 'no date', 'empty'],
    ['AvatarFileName', 'abc.png', 'the current picture'],
    ['SomethingNew', 'x', 'x'],
    ['SomethingNew', null, 'empty'],
  ])('%s %j is said as %s', (name, value, words) => {
    expect(valueWords(name, value, names)).toBe(words)
  })
  it('says dates of the server in local words', () => {
    expect(valueWords('LastAccess', '2026-03-04T10:00:00Z', names)).toMatch(/4 Mar 2026/)
  })
})

describe('changes', () => {
  it('go from a value to a value', () => {
    expect(changeWords('IsAdmin', false, true, names)).toEqual({ kind: 'value', from: 'off', to: 'on' })
  })
  it('name what a set gained and lost', () => {
    expect(changeWords('UserRoles', [1], [2, 3], names)).toEqual({
      kind: 'set',
      added: ['Finance', '#3'],
      removed: ['Reception'],
    })
  })
  it('of a picture start from the picture', () => {
    expect(changeWords('ClearAvatarFile', 'a.png', true, names)).toEqual({
      kind: 'value',
      from: 'the current picture',
      to: 'no picture',
    })
    expect(changeWords('NewAvatarUrl', null, 'https://x.example/a.png', names)).toEqual({
      kind: 'value',
      from: 'no picture',
      to: 'https://x.example/a.png',
    })
  })
  it('of a field newer than Usher still show', () => {
    expect(changeWords('New', 'a', 'b', names)).toEqual({ kind: 'value', from: 'a', to: 'b' })
  })
})

it.each([
  ['Zoë Müller', 'ZM'],
  ['ana', 'A'],
  ['', ''],
  ['  ', ''],
  ['Ana María de la Cruz', 'AC'],
  ['“Bo” (test)', 'B'],
  ['Ada Northlight (my profile)', 'AN'],
  ['محمد علي', 'مع'],
])('%s has the initials %s', (name, letters) => expect(initials(name)).toBe(letters))
