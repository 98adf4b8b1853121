import { expect, it } from 'vitest'
import { unmetRules } from './password-rules'

it.each([
  ['', ['length', 'upper', 'lower', 'digit', 'special']],
  ['Short1!', ['length']],
  ['longenough1!', ['upper']],
  ['LONGENOUGH1!', ['lower']],
  ['LongEnough!!', ['digit']],
  ['LongEnough11', ['special']],
  ['Long Enough 11', ['special']],
  ['ÄußerstGeheim1€', []],
])('of %o says what it still needs', (password, unmet) => {
  expect(unmetRules(password)).toEqual(unmet)
})
