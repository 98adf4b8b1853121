import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowUserFields } from '../records/user-fields'
import { conditionsOf, onlyConditions, without, withTerm, written } from './edit'
import { parsePlaces, parseSearch } from './parse'
import type { Term } from './terms'

const day = 86_400_000
const switches = rowUserFields.filter(({ type }) => type === 'boolean').map(({ name }) => name)
const terms: readonly Term[] = [
  ...switches.map((name) => ({ kind: 'switch', fields: [name], not: false }) as const),
  { kind: 'member', lookup: 'roles', name: '#12', id: 12, not: false },
  { kind: 'member', lookup: 'locations', name: 'West Harbour', id: null, not: true },
  { kind: 'member', lookup: 'roles', name: 'Réception', id: null, not: false },
  { kind: 'draft', not: true },
  { kind: 'never', field: 'LastAccess', not: false },
  { kind: 'never', field: 'UpdatedOn', not: true },
  { kind: 'age', field: 'LastAccess', over: true, ms: 90 * day, not: false },
  { kind: 'age', field: 'CreatedOn', over: false, ms: day / 2, not: true },
]

/** What people type, and what they do not. */
const typed = fc
  .array(
    fc.oneof(fc.constantFrom('"', ':', '-', ' ', 'role', 'is:', '>', 'zoë'), fc.string({ maxLength: 4 })),
    {
      maxLength: 12,
    },
  )
  .map((pieces) => pieces.join(''))

describe('a condition that is clicked', () => {
  it.each(terms.map((term) => [written(term), term] as const))('%s is read as what was meant', (text, term) =>
    expect(parseSearch(text)).toEqual([term]),
  )

  it.each([
    ['IsAdmin', 'is:admin'],
    ['Active', 'is:active'],
    ['APIAccess', 'flag:api-access'],
    ['OnNewEmail', 'flag:on-new-email'],
  ])('%s is written %s', (name, text) =>
    expect(written({ kind: 'switch', fields: [name], not: false })).toBe(text),
  )

  it('stands behind whatever is typed, and leaves it as it was when it is taken away', () => {
    fc.assert(
      fc.property(typed, fc.constantFrom(...terms), (text, term) => {
        const added = withTerm(text, term)
        expect(parseSearch(added)).toEqual([...parseSearch(text), term])
        const place = conditionsOf(added).at(-1)
        expect(place?.term).toEqual(term)
        expect(place && parseSearch(without(added, place))).toEqual(parseSearch(text))
      }),
    )
  })

  it('leaves every other one as it was, wherever it stood', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(typed, fc.constantFrom('is:admin', ' -role:"a b"')), { maxLength: 4 }),
        (pieces) => {
          const text = pieces.join('')
          for (const place of conditionsOf(text)) {
            const rest = parsePlaces(text).filter(({ from }) => from !== place.from)
            expect(parseSearch(without(text, place))).toEqual(rest.map(({ term }) => term))
          }
        },
      ),
    )
  })

  it('is all that is left when the words are taken away', () => {
    expect(onlyConditions('zoë role:"Front desk" -müller -is:admin "van der"')).toBe(
      'role:"Front desk" -is:admin',
    )
    expect(onlyConditions('zoë')).toBe('')
    fc.assert(
      fc.property(typed, fc.constantFrom(...terms), (text, term) => {
        const both = withTerm(text, term)
        const kept = conditionsOf(both).map((place) => place.term)
        expect(parseSearch(onlyConditions(both))).toEqual(kept)
      }),
    )
  })

  it('is cut out of the middle of a text with one space left', () => {
    const text = 'zoë  role:"Front desk"   -is:admin müller'
    const [role, admin] = conditionsOf(text)
    expect(role && without(text, role)).toBe('zoë -is:admin müller')
    expect(admin && without(text, admin)).toBe('zoë  role:"Front desk" müller')
    const only = conditionsOf('is:admin')[0]
    expect(only && without('is:admin', only)).toBe('')
  })
})
