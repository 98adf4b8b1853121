import { describe, expect, it } from 'vitest'
import { anyField, fieldsOf, idOf, kindOf, profileKey } from './key'
import { profileField, profileFields } from './profile-fields'
import { userField, userFields } from './user-fields'

describe('the key of a record', () => {
  it('tells a user and a profile of the same id apart', () => {
    expect([kindOf(7), kindOf(profileKey(7))]).toEqual(['user', 'profile'])
    expect([idOf(7), idOf(profileKey(7))]).toEqual([7, 7])
    expect(fieldsOf(7)).toBe(userField)
    expect(fieldsOf(profileKey(7))).toBe(profileField)
  })

  it('names a field that both tables have alike in both', () => {
    const shared = profileFields.filter(({ name }) => userField(name))
    expect(shared.length).toBeGreaterThan(5)
    for (const { name, type, use } of shared) expect(userField(name), name).toMatchObject({ type, use })
  })

  it('words every field of either table', () => {
    for (const { name } of [...userFields, ...profileFields]) expect(anyField(name), name).toBeDefined()
  })
})
