import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { FieldValue } from '#shared/records/field'
import type { Values } from '#shared/records/merge'
import { userField } from '#shared/records/user-fields'
import { fold, words } from '#shared/search/fold'
import { valueComparison } from './comparison'
import { createPeopleTable } from './table'
import { inOnePiece } from './in-pieces'

/** What is done to a table, one after the other; the same is done to a plain list, and both are asked the same. */
const id = fc.integer({ min: 1, max: 400 })
/** So few that most drafts meet somebody who is there. */
const few = fc.integer({ min: 1, max: 40 })
const name = fc.constantFrom('Ana', 'ANA', 'Ánà Lu', 'Bo Chen', 'Zoë', 'Lu Bo', null)
const values = fc.record({
  FullName: name,
  Email: fc.constantFrom('a@x.example', 'lu@y.example', 'bo@x.example'),
  Language: fc.constantFrom(1, 2, 3, null),
  IsAdmin: fc.constantFrom(true, false, null),
  LastAccess: fc.constantFrom('2026-01-02T03:04:05Z', '2025-01-02T03:04:05Z', null),
})
const draft = fc.record(
  {
    FullName: name,
    IsAdmin: fc.boolean(),
    Language: fc.constantFrom(1, 3),
    UserRoles: fc.constantFrom([1], [2], []),
  },
  { requiredKeys: [] },
)
const changes = (id: fc.Arbitrary<number>) => ({
  put: fc.record({ put: fc.array(fc.record({ id, values }), { maxLength: 120 }) }),
  remove: fc.record({ remove: fc.array(id, { maxLength: 30 }) }),
  lay: fc.record({ lay: fc.array(fc.tuple(id, fc.option(draft)), { maxLength: 30 }) }),
})
/** What is done while nobody asks, to its end or given up after so many steps. */
const prepare = fc.record({ prepare: fc.oneof(fc.nat(3), fc.constant(Infinity)) })
const ask = fc.record({
  text: fc.constantFrom(
    '',
    'a',
    'an',
    'ana',
    'u',
    'en',
    'x.e',
    ' c',
    'lu',
    'bo lu',
    'x.example',
    'lu x',
    'nobody',
  ),
  scope: fc.constantFrom('administrators' as const, 'everyone' as const),
  sort: fc.record({
    field: fc.constantFrom(...(['FullName', 'Language', 'IsAdmin', 'LastAccess'] as const)),
    descending: fc.boolean(),
  }),
  from: fc.nat(20),
  // A screen is picked; more of them sorts everybody, and the next change is then mended.
  count: fc.oneof(fc.nat(50), fc.constant(1000)),
})
/** Conditions whose counts must be what a search for them finds. */
const conditions = ['has:draft', 'never-last-access', 'last-access:>200d', 'language']
const now = Date.parse('2026-02-01T00:00:00Z')
const typed = ['is:admin', 'role:#1', '-role:#1', 'has:draft', '-is:admin', 'role:one', 'last-access:>200d']
const count = fc.record({
  count: fc.array(fc.constantFrom('', 'a', 'lu', ...typed), { maxLength: 4 }).map((words) => words.join(' ')),
  in: fc.constantFrom('administrators' as const, 'everyone' as const),
})
const join = fc.record({ join: fc.constantFrom(1, 2), of: fc.array(few, { maxLength: 60 }) })
type Ask = typeof ask extends fc.Arbitrary<infer T> ? T : never

const shownOf = (base: Values, drafted: Values | undefined): Values => ({ ...base, ...drafted })
const textOf = (of: Values): string => fold(`${String(of['FullName'] ?? '')}\n${String(of['Email'] ?? '')}`)

function answer(people: Map<number, Values>, drafts: Map<number, Values>, query: Ask) {
  const { field, descending } = query.sort
  const compare = valueComparison(userField(field)?.type)
  const list = [...people]
    .map(([id, base]) => ({ id, base, shown: shownOf(base, drafts.get(id)) }))
    .filter(
      ({ base, shown }) =>
        query.scope === 'everyone' || base['IsAdmin'] === true || shown['IsAdmin'] === true,
    )
    .filter(({ base, shown }) =>
      words(query.text).every((word) => `${textOf(shown)}\n${textOf(base)}`.includes(word)),
    )
    .sort((a, b) => {
      const [left, right]: FieldValue[] = [a.shown[field] ?? null, b.shown[field] ?? null]
      if (left === undefined || right === undefined || left === null || right === null)
        return Number(left === null) - Number(right === null) || a.id - b.id
      return (descending ? -1 : 1) * compare(left, right) || a.id - b.id
    })
  return { total: list.length, ids: list.slice(query.from, query.from + query.count).map(({ id }) => id) }
}

it('answers as a plain list would, whatever came, went and was drafted in between', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(...Object.values(changes(id)), prepare, ask, ask), { maxLength: 30 }),
      (steps) => {
        const table = createPeopleTable(() => 0)
        const people = new Map<number, Values>()
        const drafts = new Map<number, Values>()
        for (const step of steps) {
          if ('put' in step) {
            table.put(step.put)
            if (step.put.length > 0) expect(table.isPrepared).toBe(false)
            for (const { id, values } of step.put) people.set(id, values)
          } else if ('remove' in step) {
            table.remove(step.remove)
            for (const id of step.remove) people.delete(id)
          } else if ('lay' in step) {
            table.setPending(step.lay.map(([id, values]) => [id, values && { state: 'saved', values }]))
            for (const [id, values] of step.lay)
              if (values) drafts.set(id, values)
              else drafts.delete(id)
          } else if ('prepare' in step) {
            const preparing = table.prepare()
            for (let left = step.prepare; left > 0 && !preparing.next().done; left--);
            if (step.prepare === Infinity) expect(table.isPrepared).toBe(true)
          } else {
            const { total, rows } = table.find({ ...step, columns: [] })
            expect({ total, ids: rows.map(({ id }) => id) }).toEqual(answer(people, drafts, step))
          }
          expect(table.size).toBe(people.size)
        }
      },
    ),
    { numRuns: 150 },
  )
})

it('counts for each condition what a search with it, and with its opposite, then finds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(...Object.values(changes(few)), join, count), { maxLength: 20 }),
      (steps) => {
        const table = createPeopleTable(() => now)
        table.name('roles', [
          { id: 1, name: 'One' },
          { id: 2, name: 'Two' },
        ])
        for (const step of steps) {
          if ('put' in step) table.put(step.put)
          else if ('remove' in step) table.remove(step.remove)
          else if ('lay' in step)
            table.setPending(step.lay.map(([id, values]) => [id, values && { state: 'saved', values }]))
          else if ('join' in step) table.setMembers('roles', step.join, step.of, 1)
          else {
            const { count: text, in: scope } = step
            const counting = table.facets({ text, scope, conditions })
            const { total, members, switches, conditions: others } = inOnePiece(counting)
            const sort = { field: 'FullName', descending: false } as const
            const found = (text: string): number =>
              table.find({ text, scope, sort, from: 0, count: 0, columns: [] }).total
            expect(total).toBe(found(text))
            const counted = [
              ...(members.roles ?? []).map(({ id, ...sides }) => [`role:#${id}`, sides] as const),
              ...switches.map(({ field, ...sides }) => [`flag:${field}`, sides] as const),
              ...conditions.map((condition, index) => [condition, others[index]] as const),
            ]
            for (const [condition, sides] of counted) {
              const rest = withoutSubject(text, condition)
              expect([condition, sides]).toEqual([
                condition,
                { on: found(`${rest} ${condition}`), off: found(`${rest} -${condition}`) },
              ])
            }
          }
        }
      },
    ),
    { numRuns: 150 },
  )
})

/** What is typed, without what says the same of the same thing or its opposite. */
function withoutSubject(text: string, condition: string): string {
  const names: Readonly<Record<string, string>> = { 'is:admin': 'flag:IsAdmin', 'role:one': 'role:#1' }
  return text
    .split(' ')
    .filter((word) => {
      const positive = word.replace(/^-/, '')
      return (names[positive] ?? positive) !== condition
    })
    .join(' ')
}
