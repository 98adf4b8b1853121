import { describe, expect, it } from 'vitest'
import { raisesAccess, setDifference } from './access'
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

it('tells sets apart as sets', () => {
  expect(setDifference([1, 2], [2, 1])).toEqual({ added: [], removed: [] })
  expect(setDifference(null, [1])).toEqual({ added: [1], removed: [] })
})
