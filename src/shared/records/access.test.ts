import { describe, expect, it } from 'vitest'
import { lowersAccess, raisesAccess, setDifference } from './access'
import { userField } from './user-fields'

describe('raised access', () => {
  it.each([
    ['IsAdmin', false, true, true],
    ['IsAdmin', null, true, true],
    ['IsAdmin', true, false, false],
    ['APIAccess', false, true, true],
    ['Active', false, true, true],
    ['UserRoles', [1], [1, 2], true],
    ['UserRoles', [1, 2], [1], false],
    ['Businesses', [], [9], true],
    ['OnPurchases', false, true, false],
    ['FullName', 'a', 'b', false],
  ])('%s from %j to %j: %s', (name, before, after, raised) => {
    expect(raisesAccess(userField(name), before, after)).toBe(raised)
  })
})

describe('lowered access', () => {
  it.each([
    ['IsAdmin', true, false, true],
    ['IsAdmin', true, null, true],
    ['IsAdmin', false, true, false],
    ['IsAdmin', null, false, false],
    ['Active', true, false, true],
    ['APIAccess', true, false, true],
    ['UserRoles', [1, 2], [1, 3], true],
    ['UserRoles', [1], [1, 2], false],
    ['Businesses', [9], null, true],
    ['OnPurchases', true, false, false],
  ])('%s from %j to %j: %s', (name, before, after, lowered) => {
    expect(lowersAccess(userField(name), before, after)).toBe(lowered)
  })
})

it('tells sets apart as sets', () => {
  expect(setDifference([1, 2], [2, 1])).toEqual({ added: [], removed: [] })
  expect(setDifference(null, [1])).toEqual({ added: [1], removed: [] })
})
