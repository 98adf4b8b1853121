import { expect, it } from 'vitest'
import { fieldOf, needsCode } from './placement'

const form = { address: 'a', email: 'e', password: 'p', code: '' }

it.each([
  ['address-required', 'address'],
  ['address-insecure', 'address'],
  ['unreachable', 'address'],
  ['not-json', 'address'],
  ['wrong-credentials', 'password'],
  ['code-required', 'code'],
  ['code-refused', 'code'],
  ['offline', null],
  ['throttled', null],
  ['server-fault', null],
  ['must-reset-password', null],
] as const)('%s stands at %s', (code, field) => expect(fieldOf(code, form)).toBe(field))

it('places missing credentials at what is missing, the email first', () => {
  expect(fieldOf('credentials-required', { ...form, email: ' ' })).toBe('email')
  expect(fieldOf('credentials-required', { ...form, email: '', password: '' })).toBe('email')
  expect(fieldOf('credentials-required', { ...form, password: '' })).toBe('password')
})

it('shows the code once the server asked for one', () => {
  expect(needsCode('code-required')).toBe(true)
  expect(needsCode('code-refused')).toBe(true)
  expect(needsCode('wrong-credentials')).toBe(false)
})
