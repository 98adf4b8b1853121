import { describe, expect, it } from 'vitest'
import type { Lookups } from '#shared/ipc/models'
import { rowUserFields } from '#shared/records/index'
import { memberFields, parseSearch } from '#shared/search/parse'
import { categoriesOf, chosenIn, countedConditions, pressed, sidesOf, type Option } from './options'
import { searchWords, termWords, textIn } from './words'

const row = (id: number, name: string, detail = '') => ({ id, name, detail })
const lookups: Lookups = {
  roles: [
    row(1, 'Front desk', 'Harbour'),
    row(2, 'Front desk', 'Mill Yard'),
    row(3, 'Finance'),
    row(4, 'Finance lead'),
    row(5, 'Auditor'),
    row(6, 'The "A" team'),
    row(7, '#3'),
    row(8, 'Groß'),
    row(9, 'Night  porter'),
  ],
  locations: [row(20, 'West Harbour')],
  ...{ languages: [], chatRooms: [], applications: [] },
}
const options = categoriesOf(lookups).flatMap((category) => category.options)
const option = (subject: string): Option => {
  const found = options.find((each) => each.subject === subject)
  if (!found) throw new Error(`no option is about ${subject}`)
  return found
}
const press = (text: string, subject: string, side: 'on' | 'off'): string =>
  pressed(text, option(subject), side, lookups)

it('offers every switch of the field table and every row of what people can have, once', () => {
  const switches = rowUserFields.filter(({ type }) => type === 'boolean').map(({ name }) => `switch ${name}`)
  const members = memberFields.flatMap(({ lookup }) =>
    lookup ? lookups[lookup].map(({ id }) => `${lookup} #${id}`) : [],
  )
  const subjects = options.map(({ subject }) => subject)
  expect(subjects).toEqual(expect.arrayContaining([...switches, ...members]))
  expect(new Set(subjects).size).toBe(subjects.length)
  expect(subjects).toHaveLength(switches.length + members.length + countedConditions.length)
})

describe('a press', () => {
  it.each([
    ['roles #5', 'role:Auditor', '-role:Auditor'],
    ['locations #20', 'location:"West Harbour"', '-location:"West Harbour"'],
    // A name that others have or hold too, or that cannot be typed, would find other people.
    ['roles #1', 'role:#1', '-role:#1'],
    ['roles #3', 'role:#3', '-role:#3'],
    ['roles #4', 'role:"Finance lead"', '-role:"Finance lead"'],
    ['roles #6', 'role:#6', '-role:#6'],
    ['roles #7', 'role:#7', '-role:#7'],
    ['roles #8', 'role:Groß', '-role:Groß'],
    ['roles #9', 'role:#9', '-role:#9'],
    ['last-access:>90d', 'last-access:>90d', '-last-access:>90d'],
    ['never-signed-in', 'never-signed-in', '-never-signed-in'],
    ['has:draft', 'has:draft', '-has:draft'],
    ['switch IsAdmin', 'is:admin', '-is:admin'],
    ['switch OnNewEmail', 'flag:on-new-email', '-flag:on-new-email'],
  ])('on %s types %s or %s, and takes it away again', (subject, on, off) => {
    expect(press('zoë', subject, 'on')).toBe(`zoë ${on}`)
    expect(press('zoë', subject, 'off')).toBe(`zoë ${off}`)
    expect(press(`zoë ${on}`, subject, 'off')).toBe(`zoë ${off}`)
    expect(press(`zoë ${on}`, subject, 'on')).toBe('zoë')
  })

  it('knows what was typed in other words', () => {
    for (const [text, subject, side] of [
      ['role:audit', 'roles #5', 'on'],
      ['-role:#3', 'roles #3', 'off'],
      ['is:inactive', 'switch Active', 'off'],
      ['-is:inactive', 'switch Active', 'on'],
    ] as const) {
      expect([...chosenIn(text, lookups)]).toEqual([[subject, side]])
      expect(press(`${text} zoë`, subject, side)).toBe('zoë')
    }
    // Two roles at once: neither is chosen.
    expect(chosenIn('role:finance', lookups).size).toBe(0)
  })
})

it('puts the counts beside what they count', () => {
  const conditions = countedConditions.map((_, index) => ({ on: index, off: 0 }))
  const sides = sidesOf({
    ...{ total: 9, switches: [{ field: 'Active', on: 4, off: 5 }], conditions },
    members: { roles: [{ id: 3, on: 2, off: 7 }] },
  })
  expect(sides.get(option('switch Active').subject)).toMatchObject({ on: 4, off: 5 })
  expect(sides.get(option('roles #3').subject)).toMatchObject({ on: 2, off: 7 })
  expect(sides.get(option('has:draft').subject)).toEqual({ on: 0, off: 0 })
  expect(sides.size).toBe(2 + countedConditions.length)
})

describe('in words', () => {
  it.each([
    ['role:#1', 'With role Front desk (Harbour)'],
    ['-role:#5', 'Without role Auditor'],
    ['role:Auditor', 'With role Auditor'],
    ['role:fin', 'With role “fin”'],
    ['role:#99', 'With role “#99”'],
    ['-location:west', 'Not at West Harbour'],
    ['is:inactive', 'Active: no'],
    ['flag:booking', 'Bookings or Tentative bookings: yes'],
    ['-has:draft', 'Without changes saved here'],
    ['-never-signed-in', 'Has signed in'],
    ['last-access:>90d', 'Last access: more than 90 days ago'],
    ['last-access:<1y', 'Last access: within 1 year'],
    ['-last-access:<12h', 'Last access: not within 12 hours, or never'],
    ['-ana', 'Without “ana”'],
  ])('%s is “%s”', (typed, words) => {
    const [term] = parseSearch(typed)
    expect(term && termWords(term, lookups)).toBe(words)
  })

  it('tells a whole search, and what of it is no filter', () => {
    expect(searchWords('zoë is:admin -"a b"', lookups)).toBe('zoë, Full administrator: yes, Without “a b”')
    expect(textIn('is:admin zoë role:"x y" -ana')).toBe('zoë -ana')
    expect(textIn('is:admin')).toBe('')
  })
})
