import { describe, expect, it } from 'vitest'
import type { Field, FieldValue } from './field'
import { userField } from './user-fields'
import { readValue, sameValue } from './values'
import { validate } from './validate'

const field = (name: string) => {
  const found = userField(name)
  if (!found) throw new Error(name)
  return found
}

describe('reading a value', () => {
  it.each<[string, unknown, FieldValue]>([
    ['FullName', 'Zoë', 'Zoë'],
    ['FullName', 7, null],
    ['Active', true, true],
    ['Active', 'true', null],
    ['Language', '3', 3],
    ['Language', 1.5, null],
    ['UserRoles', [3, '1', 3, null, 'x'], [1, 3]],
    ['UserRoles', null, []],
    ['CustomFields', { a: 1 }, '{"a":1}'],
  ])('%s from %j', (name, value, expected) => {
    expect(readValue(field(name), value)).toEqual(expected)
  })
})

describe('the same value', () => {
  it('is a set in any order, and never a set with another item', () => {
    expect(sameValue(field('UserRoles'), [1, 2], [2, 1])).toBe(true)
    expect(sameValue(field('UserRoles'), [1, 2], [1, 3])).toBe(false)
    expect(sameValue(field('UserRoles'), [1], [1, 2])).toBe(false)
  })
})

it('is a list of tags whatever stands around its commas, in its order', () => {
  const tags = { name: 'ProfileTags', type: 'tags' } as Field
  expect(sameValue(tags, 'wood,  steel', 'wood, steel,')).toBe(true)
  expect(sameValue(tags, null, ' , ')).toBe(true)
  expect(sameValue(tags, 'wood, steel', 'steel, wood')).toBe(false)
  expect(sameValue(tags, 'wood', '')).toBe(false)
})

describe('validation', () => {
  it.each<[string, FieldValue, string | null]>([
    ['FullName', 'A', null],
    ['FullName', '  ', 'required'],
    ['FullName', null, 'required'],
    ['Email', 'a@b.example', null],
    ['Email', 'a@b', 'email'],
    ['Email', '', 'required'],
    ['Language', 2, null],
    ['Language', 9, 'choice'],
    ['NewAvatarUrl', 'https://cdn.example.com/a.png', null],
    ['NewAvatarUrl', 'http://cdn.example.com/a.png', 'url'],
    ['NewAvatarUrl', 'data:image/png;base64,AAAA', 'url'],
    ['NewAvatarUrl', 'file:///home/a.png', 'url'],
    ['NewAvatarUrl', 'https://localhost/a.png', 'url-private'],
    ['NewAvatarUrl', 'https://192.168.1.4/a.png', 'url-private'],
    ['NewAvatarUrl', 'https://user@cdn.example.com/a.png', 'url-private'],
    ['NewAvatarUrl', 'https://[::1]/a.png', 'url-private'],
  ])('%s = %j is %j', (name, value, expected) => {
    expect(validate(field(name), value)).toBe(expected)
  })
})
