import { expect, it } from 'vitest'
import { means } from './property'

it.each([
  ['FullName', 'FullName', true],
  ['Country', 'CountryId', true],
  ['country', 'CountryId', true],
  ['oldPassword', 'OldPassword', true],
  ['Coworker.BillingCountry', 'BillingCountryId', true],
  ['BillingCountry', 'CountryId', false],
  ['Name', 'FullName', false],
  ['', 'FullName', false],
])('%j means %s: %s', (property, field, expected) => expect(means(property, field)).toBe(expected))
