import { expect, it, vi } from 'vitest'
import enGB from './locales/en-GB'
import { i18n, number, t, tMaybe, tn } from './i18n'

function leaves(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [[path + key, value]] : leaves(value as object, `${path}${key}.`),
  )
}

it('compiles every message', () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const failed = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  for (const [key, words] of leaves(enGB)) {
    const facts = Object.fromEntries([...words.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, '7']))
    for (const count of [0, 1, 2]) {
      const said = i18n.global.t(key, facts, count)
      expect(said, key).not.toBe(key)
      expect(said, key).not.toMatch(/[{}|]/)
    }
  }
  expect(warned.mock.calls.concat(failed.mock.calls)).toEqual([])
})

it('speaks without exclamation marks', () => {
  for (const [key, words] of leaves(enGB)) expect(words, key).not.toMatch(/!/)
})

it('counts in the plural forms of the language, with grouped thousands', () => {
  expect(tn('app.status.saved', 1)).toBe('1 change saved on this computer')
  expect(tn('app.status.saved', 1200)).toBe('1,200 changes saved on this computer')
  expect(number(1_234_567)).toBe('1,234,567')
})

it('does not read what is put into a message as a message', () => {
  expect(t('people.empty.noMatch', { text: '{n} | @:app.name' })).toBe('No one matches “{n} | @:app.name”')
})

it('says nothing for a key it does not have', () => {
  expect(tMaybe('fields.Nothing')).toBeNull()
  expect(tMaybe('fields.FullName')).toBe('Full name')
})
