import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { FieldValue } from '#shared/records/field'
import type { Values } from '#shared/records/merge'
import { userField } from '#shared/records/user-fields'
import { fold, words } from '../fold'
import { valueComparison } from './comparison'
import { createPeopleTable } from './table'

/** What is done to a table, one after the other; the same is done to a plain list, and both are asked the same. */
const id = fc.integer({ min: 1, max: 400 })
const name = fc.constantFrom('Ana', 'ANA', 'Ánà Lu', 'Bo Chen', 'Zoë', 'Lu Bo', null)
const values = fc.record({
  FullName: name,
  Email: fc.constantFrom('a@x.example', 'lu@y.example', 'bo@x.example'),
  Language: fc.constantFrom(1, 2, 3, null),
  IsAdmin: fc.constantFrom(true, false, null),
  LastAccess: fc.constantFrom('2026-01-02T03:04:05Z', '2025-01-02T03:04:05Z', null),
})
const draft = fc.record(
  { FullName: name, IsAdmin: fc.boolean(), Language: fc.constantFrom(1, 3) },
  { requiredKeys: [] },
)
const put = fc.record({ put: fc.array(fc.record({ id, values }), { maxLength: 120 }) })
const remove = fc.record({ remove: fc.array(id, { maxLength: 30 }) })
const lay = fc.record({ lay: fc.array(fc.tuple(id, fc.option(draft)), { maxLength: 30 }) })
const ask = fc.record({
  text: fc.constantFrom('', 'a', 'an', 'ana', 'lu', 'bo lu', 'x.example', 'lu x', 'nobody'),
  scope: fc.constantFrom('administrators' as const, 'everyone' as const),
  sort: fc.record({
    field: fc.constantFrom(...(['FullName', 'Language', 'IsAdmin', 'LastAccess'] as const)),
    descending: fc.boolean(),
  }),
  from: fc.nat(20),
  count: fc.nat(50),
})
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
    fc.property(fc.array(fc.oneof(put, remove, lay, ask, ask), { maxLength: 30 }), (steps) => {
      const table = createPeopleTable(() => 0)
      const people = new Map<number, Values>()
      const drafts = new Map<number, Values>()
      for (const step of steps) {
        if ('put' in step) {
          table.put(step.put)
          for (const { id, values } of step.put) people.set(id, values)
        } else if ('remove' in step) {
          table.remove(step.remove)
          for (const id of step.remove) people.delete(id)
        } else if ('lay' in step) {
          table.setPending(step.lay.map(([id, values]) => [id, values && { state: 'saved', values }]))
          for (const [id, values] of step.lay)
            if (values) drafts.set(id, values)
            else drafts.delete(id)
        } else {
          const { total, rows } = table.find({ ...step, columns: [] })
          expect({ total, ids: rows.map(({ id }) => id) }).toEqual(answer(people, drafts, step))
        }
        expect(table.size).toBe(people.size)
      }
    }),
    { numRuns: 150 },
  )
})
