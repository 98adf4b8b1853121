import { expect, it } from 'vitest'
import { nameAfter } from './journal-name'

const renamed = { field: 'FullName', before: 'Grace Okonkwo', after: 'Grace O.' }

it.each([
  ['the new name heads it', 'Grace Okonkwo', [renamed], { name: 'Grace O.', was: 'Grace Okonkwo' }],
  ['a title of another time does not matter', 'Grace', [renamed], { name: 'Grace O.', was: 'Grace Okonkwo' }],
  [
    'the name stayed',
    'Grace',
    [{ field: 'Active', before: true, after: false }],
    { name: 'Grace', was: null },
  ],
  ['it was emptied', 'Grace', [{ ...renamed, after: '' }], { name: 'Grace', was: null }],
  ['there was none', '', [], { name: 'Unnamed person', was: null }],
])('%s', (_, title, changes, named) => expect(nameAfter({ user: 7, title, changes })).toEqual(named))

it('tells one’s own profile from the user of the same name', () => {
  expect(nameAfter({ user: -7, title: 'Grace', changes: [] }).name).toBe('Grace (my profile)')
})
