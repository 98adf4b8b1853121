import { describe, expect, it } from 'vitest'
import type { FindIds, FindRows } from '#shared/ipc/contract'
import { fold, words } from '#shared/search/fold'
import { createPeopleTable } from './table'
import { inOnePiece } from './in-pieces'

const row = (
  id: number,
  FullName: string | null,
  Email: string,
  IsAdmin = true,
  LastAccess: string | null = null,
) => ({
  id,
  values: { FullName, Email, IsAdmin, LastAccess },
})
const everyone = [
  row(1, 'Zoë Müller', 'zoe@northlight.example'),
  row(2, 'Ana Núñez', 'ana@example.com', true, '2026-01-02T03:04:05Z'),
  row(3, 'Łukasz Żółć', 'lukasz@example.org', false, '2026-02-02T03:04:05Z'),
  row(4, '山田 太郎', 'yamada@example.com', false),
  row(5, null, 'nobody@example.com', true),
  row(6, 'ＡＤＡ Müßig', 'ada@northlight.example', true),
]
const query = (more: Partial<FindRows> = {}): FindRows => ({
  ...{ text: '', scope: 'everyone', sort: { field: 'FullName', descending: false }, from: 0, count: 100 },
  ...{ columns: ['FullName', 'Email', 'IsAdmin'] },
  ...more,
})
const people = () => {
  const made = createPeopleTable(() => Date.parse('2026-02-03T00:00:00Z'))
  made.put(everyone)
  return made
}
const ids = (text: string, more: Partial<FindRows> = {}) =>
  people()
    .find(query({ text, ...more }))
    .rows.map((found) => found.id)
    .sort()

describe('search', () => {
  it.each<[string, number[]]>([
    ['muller', [1]],
    ['MÜLLER zoe', [1]],
    ['zoe müller', [1]],
    ['nune', [2]],
    ['lukasz zolc', [3]],
    ['太郎', [4]],
    ['ada mussig', [6]],
    ['ada', [4, 6]],
    ['northlight', [1, 6]],
    ['example.com ana', [2]],
    ['  ', [1, 2, 3, 4, 5, 6]],
    ['zoe nunez', []],
  ])('%j finds %j', (text, expected) => {
    expect(ids(text)).toEqual(expected)
  })

  it('shows administrators alone when asked', () => {
    expect(ids('', { scope: 'administrators' })).toEqual([1, 2, 5, 6])
  })

  it('does not match across the border of name and email', () => {
    expect(ids('mullerzoe')).toEqual([])
  })
})

describe('sorting', () => {
  const order = (field: FindRows['sort']['field'], descending: boolean) =>
    people()
      .find(query({ sort: { field, descending } }))
      .rows.map((found) => found.id)

  it('puts nothing last in both directions', () => {
    expect(order('FullName', false).at(-1)).toBe(5)
    expect(order('FullName', true).at(-1)).toBe(5)
    expect(order('LastAccess', false).slice(0, 2)).toEqual([2, 3])
    expect(order('LastAccess', true).slice(0, 2)).toEqual([3, 2])
  })

  it('ignores case, accents and width in names', () => {
    expect(order('FullName', false).slice(0, 3)).toEqual([6, 2, 3])
  })
})

describe('rows', () => {
  it('are cut to what the screen shows, with the whole count', () => {
    const found = people().find(query({ from: 2, count: 2 }))
    expect(found).toMatchObject({ total: 6, from: 2 })
    expect(found.rows).toHaveLength(2)
  })

  it('carry a draft’s values, are found by them, and stay where they were drafted', () => {
    const made = people()
    made.setPending([
      [1, { state: 'saved', values: { FullName: 'Zoë Schmidt', IsAdmin: false, OnNewEmail: true } }],
    ])
    const [found] = made.find(query({ text: 'schmidt', scope: 'administrators' })).rows
    expect(found).toMatchObject({
      id: 1,
      state: 'saved',
      pending: ['FullName', 'IsAdmin', 'OnNewEmail'],
      values: { FullName: 'Zoë Schmidt', IsAdmin: false },
    })
    // What was not asked for does not cross.
    expect(Object.keys(found?.values ?? {})).toEqual(['FullName', 'Email', 'IsAdmin'])
    expect(made.find(query({ text: 'müller', scope: 'administrators' })).total).toBe(1)
    made.setPending([[1, null]])
    expect(made.find(query({ text: 'schmidt' })).total).toBe(0)
  })

  it('change their revision with every change, so that nothing stale is shown', () => {
    const made = people()
    const before = made.revision
    made.put([row(7, 'New', 'new@example.com')])
    expect(made.revision).toBeGreaterThan(before)
    expect(made.find(query()).total).toBe(7)
    made.remove([1, 2, 3, 4, 5, 6])
    expect(made.find(query()).total).toBe(1)
  })
})

describe('the language of search', () => {
  const made = () => {
    const table = people()
    table.put([
      {
        ...row(7, 'Old Hand', 'hand@example.com', true, '2025-06-01T00:00:00Z'),
        values: {
          FullName: 'Old Hand',
          Email: 'hand@example.com',
          Active: false,
          OnNewEmail: true,
          LastAccess: '2025-06-01T00:00:00Z',
        },
      },
    ])
    table.name('roles', [
      { id: 10, name: 'Réception' },
      { id: 11, name: 'Finance' },
    ])
    table.name('locations', [{ id: 20, name: 'West Harbour' }])
    table.setMembers('roles', 10, [1, 2, 99], 1)
    table.setMembers('roles', 11, [2], 1)
    table.setMembers('locations', 20, [3, 7], 1)
    return table
  }
  const found = (text: string, table = made()) =>
    table.find(query({ text, sort: { field: 'CreatedOn', descending: false } })).rows.map(({ id }) => id)

  it.each<[string, number[]]>([
    ['role:recep', [1, 2]],
    ['role:recep role:finance', [2]],
    ['role:recep -role:finance', [1]],
    ['role:#11', [2]],
    ['role:gardener', []],
    ['reception zoe', [1]],
    ['west -lukasz', [7]],
    ['location:"west harbour"', [3, 7]],
    ['"ana nunez"', [2]],
    ['is:admin -ana', [1, 5, 6]],
    ['flag:new-email', [7]],
    ['last-access:>90d', [7]],
    ['last-access:<90d', [2, 3]],
    ['never-signed-in', [1, 4, 5, 6]],
    ['-never-signed-in -is:active', [2, 3, 7]],
    ['has:draft', []],
    ['colour:red', []],
  ])('%j finds %j', (text, expected) => expect(found(text)).toEqual(expected))

  it('finds drafts by what they would change, and keeps people where they were drafted', () => {
    const table = made()
    const values = { UserRoles: [11], IsAdmin: false, FullName: 'Zoë Schmidt' }
    table.setPending([[1, { state: 'saved', values }]])
    for (const text of [
      'has:draft',
      'role:recep -ana',
      'role:finance -ana',
      'is:admin zoe',
      '-is:admin zoe',
      '-schmidt zoe',
    ])
      expect(found(text, table)).toEqual([1])
    table.setPending([[1, null]])
    for (const text of ['has:draft', 'role:finance -ana', '-is:admin zoe', 'schmidt'])
      expect(found(text, table)).toEqual([])
  })

  it('counts who has what among those who are found', () => {
    const conditions = ['has:draft', 'never-signed-in', 'last-access:>90d', '']
    const facets = inOnePiece(made().facets({ text: 'example', scope: 'everyone', conditions }))
    expect(facets.total).toBe(7)
    expect(facets.members.roles).toEqual([
      { id: 10, on: 2, off: 5 },
      { id: 11, on: 1, off: 6 },
    ])
    expect(facets.switches).toContainEqual({ field: 'OnNewEmail', on: 1, off: 6 })
    expect(facets.conditions).toEqual([
      { on: 0, off: 7 },
      { on: 4, off: 3 },
      { on: 1, off: 6 },
      { on: 0, off: 0 },
    ])
  })

  it('counts a condition that is there already as if it were not', () => {
    const roles = (text: string) =>
      inOnePiece(made().facets({ text, scope: 'everyone', conditions: [] })).members.roles
    for (const text of ['role:recep example', '-role:#10 example'])
      expect(roles(text)).toContainEqual({ id: 10, on: 2, off: 5 })
    // About two roles at once: about none of them alone.
    expect(roles('role:n example')).toEqual([
      { id: 10, on: 2, off: 0 },
      { id: 11, on: 1, off: 1 },
    ])
  })

  it('takes what is read of one person for what they have, unless a role was read since', () => {
    const table = made()
    table.setMembers('roles', 11, [2], 50)
    table.setSets(3, { roles: [10, 11, 12] }, 20)
    expect(found('role:recep', table)).toEqual([1, 2, 3])
    expect(found('role:finance', table)).toEqual([2])
    table.put([{ ...row(2, 'Ana Núñez', 'ana@example.com'), sets: { roles: [] } }])
    expect(found('role:finance', table)).toEqual([])
  })
})

describe('folding', () => {
  it('takes a query apart into words', () => {
    expect(words('  Zoë\tMÜLLER ')).toEqual(['zoe', 'muller'])
  })
  it.each([
    ['İstanbul', 'istanbul'],
    ['Ærøskøbing', 'aeroskobing'],
    ['ﬁne', 'fine'],
    ['Ελλάδα', 'ελλαδα'],
    ['Ёлка', 'елка'],
  ])('%s is %s', (text, folded) => expect(fold(text)).toBe(folded))
})

describe('whom a query finds, by number', () => {
  const numbers = (more: Partial<FindIds> = {}) => {
    const { text, scope, sort } = query()
    const all = { text, scope, sort, from: 0, count: Number.MAX_SAFE_INTEGER, among: null }
    return [...people().ids({ ...all, ...more })]
  }

  it('is in the order of the rows, whole or a piece', () => {
    for (const descending of [false, true]) {
      const sort = { field: 'Email', descending } as const
      const rows = people()
        .find(query({ sort }))
        .rows.map(({ id }) => id)
      expect(numbers({ sort })).toEqual(rows)
      expect(numbers({ sort, from: 2, count: 3 })).toEqual(rows.slice(2, 5))
      expect(numbers({ sort, from: 99 })).toEqual([])
    }
  })

  it('is cut to those among whom it is asked for, whether or not they are there', () => {
    const among = Float64Array.of(3, 1, 6, 99)
    expect(numbers({ text: 'northlight', among }).sort()).toEqual([1, 6])
    expect(numbers({ scope: 'administrators', among }).sort()).toEqual([1, 6])
    expect(numbers({ among: new Float64Array() })).toEqual([])
  })

  it('tells where people stand in it, and who does not', () => {
    for (const descending of [false, true])
      for (const text of ['', 'northlight', 'nobody has this']) {
        const sort = { field: 'LastAccess', descending } as const
        const rows = people().find(query({ text, sort })).rows
        const wanted = [6, 2, 99, 1, 6]
        expect(inOnePiece(people().places({ text, scope: 'everyone', sort, ids: wanted }))).toEqual(
          wanted.map((id) => rows.findIndex((row) => row.id === id)),
        )
      }
  })

  it('gives their rows as they are asked for, with what is drafted in place', () => {
    const table = people()
    table.setPending([[3, { state: 'saved', values: { FullName: 'Lucas' } }]])
    const rows = table.rows({ ids: [6, 3, 99, 1], columns: ['FullName'] })
    expect(rows.map(({ id, values, state }) => [id, values, state])).toEqual([
      [6, { FullName: 'ＡＤＡ Müßig' }, null],
      [3, { FullName: 'Lucas' }, 'saved'],
      [1, { FullName: 'Zoë Müller' }, null],
    ])
  })
})
