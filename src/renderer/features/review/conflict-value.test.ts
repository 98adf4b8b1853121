import { expect, it } from 'vitest'
import { shownValue } from './conflict-value'

const names = (_: string, id: number): string => ['', 'Canal', 'Harbour', 'Mill'][id] ?? `#${id}`

it('marks what came to a list and what went, in the order of names', () => {
  expect(shownValue('UserRoles', 'mine', [2, 3], [1, 2], names)).toEqual({
    kind: 'list',
    items: [
      { id: 1, name: 'Canal', change: 'removed' },
      { id: 2, name: 'Harbour', change: null },
      { id: 3, name: 'Mill', change: 'added' },
    ],
  })
})

it.each([
  ['FullName', 'Zoë', 'Zoe', { words: 'Zoë', differs: true }],
  ['FullName', 'Zoe', 'Zoe', { words: 'Zoe', differs: false }],
  ['IsAdmin', null, false, { words: 'off', differs: false }],
])('says another value as it is: %s %j', (field, value, base, shown) => {
  expect(shownValue(field, 'theirs', value, base, names)).toMatchObject(shown)
})
