import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Field } from '#shared/records/field'
import { formatRaw } from '#shared/records/raw-record'
import { userField, userFields } from '#shared/records/user-fields'
import { omittedBehaviours } from '../options'
import { startSpace } from '../space'
import { changedFields, signIn } from '../testing/client'

const text = fc.string({ unit: 'grapheme' })
const filled = text.filter((value) => value.trim() !== '')
const moment = fc
  .date({ min: new Date('2001-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())

/** Any value a record may hold in a field, by its type in the table; undefined for what is the server's own. */
function valueOf(field: Field): fc.Arbitrary<unknown> | undefined {
  if (field.put === 'never' || field.name === 'Id' || field.lookup || field.of) return undefined
  if (field.use === 'command' || field.use === 'write-only') return undefined
  switch (field.type) {
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer()
    case 'choice':
      return fc.constantFrom(...(field.choices ?? []))
    case 'date-time':
      return fc.option(moment)
    case 'email':
      return fc.nat().map((number) => `Person.${number}@round.example`)
    default:
      return field.put === 'required' ? filled : fc.option(text)
  }
}

const values = Object.fromEntries(
  (userFields as readonly Field[]).flatMap((field) => {
    const value = valueOf(field)
    return value ? [[field.name, value]] : []
  }),
)
const unknown = fc.dictionary(
  fc.string().filter((name) => userField(name) === undefined && name !== '__proto__'),
  fc.jsonValue(),
)
const change = fc.tuple(fc.record(values, { requiredKeys: [] }), unknown)

describe('a record sent back as it was read', () => {
  it('changes nothing but UpdatedOn and UpdatedBy, whatever it holds', { timeout: 60_000 }, async () => {
    const seeds = fc.nat({ max: 500 })
    const place = fc.nat({ max: 39 })
    const property = fc.asyncProperty(
      ...[seeds, place, fc.constantFrom(...omittedBehaviours), change],
      async (seed, index, omitted, [known, later]) => {
        const space = await startSpace({ users: 40, seed, omitted, keepRequests: 0 })
        try {
          const ada = await signIn(space)
          const id = space.ids()[index] ?? 0
          if (id !== space.accounts.admin.id) space.edit(id, { ...later, ...known })
          const before = await ada.read(id)
          const trail = (await ada.list('/api/sys/audittrailentries')).TotalItems
          expect((await ada.put(formatRaw(before))).status).toBe(200)
          const changed = changedFields(before, await ada.read(id))
          expect(changed.filter((name) => name !== 'UpdatedOn' && name !== 'UpdatedBy')).toEqual([])
          expect((await ada.list('/api/sys/audittrailentries')).TotalItems).toBe(trail)
        } finally {
          await space.stop()
        }
      },
    )
    await fc.assert(property, { numRuns: 60 })
  })
})
