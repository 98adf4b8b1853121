import { expect, it } from 'vitest'
import { sideWords, type Side } from './sides'

it.each<[string, Side, string | boolean | null, string, string]>([
  ['FullName', 'theirs', 'Zoé', 'Zoe', 'Zoé'],
  ['ClearAvatarFile', 'base', 'a.png', 'a.png', 'the current picture'],
  ['ClearAvatarFile', 'mine', true, 'a.png', 'no picture'],
  ['ClearAvatarFile', 'theirs', 'b.png', 'a.png', 'another picture'],
  ['NewAvatarUrl', 'mine', 'https://x.example/c.png', 'a.png', 'https://x.example/c.png'],
  ['NewAvatarUrl', 'theirs', null, 'a.png', 'no picture'],
])('%s, %s: %j is said as it is', (name, side, value, base, words) => {
  expect(sideWords(name, side, { value, base }, String)).toBe(words)
})
