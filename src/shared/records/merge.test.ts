import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merge, type Patch, type Values } from './merge'
import { rebase } from './rebase'
import { draftableUserFields, userField } from './user-fields'
import { sameValue } from './values'

const mergeUser = (patch: Patch, fresh: Values) => merge(userField, patch, fresh)

describe('merging one field', () => {
  it('writes mine where only I changed it', () => {
    const { write } = mergeUser({ FullName: { base: 'Ana', mine: 'Ann' } }, { FullName: 'Ana' })
    expect(write).toEqual({ FullName: 'Ann' })
  })

  it('is settled where both want the same', () => {
    const merged = mergeUser({ FullName: { base: 'Ana', mine: 'Ann' } }, { FullName: 'Ann' })
    expect(merged).toEqual({ write: {}, settled: ['FullName'], conflicts: [] })
  })

  it('is a conflict where both changed it differently, with all three values', () => {
    const { write, conflicts } = mergeUser({ FullName: { base: 'Ana', mine: 'Ann' } }, { FullName: 'Anna' })
    expect(write).toEqual({})
    expect(conflicts).toEqual([{ field: 'FullName', base: 'Ana', mine: 'Ann', theirs: 'Anna' }])
  })

  it('takes an absent flag for off and an absent text for empty', () => {
    expect(mergeUser({ Active: { base: null, mine: true } }, { Active: false }).write).toEqual({
      Active: true,
    })
    expect(mergeUser({ FullName: { base: '', mine: 'A' } }, { FullName: null }).write).toEqual({
      FullName: 'A',
    })
  })

  it('joins sets: what each side added and removed, whatever the order', () => {
    const { write } = mergeUser(
      { UserRoles: { base: [1, 2, 3], mine: [3, 1, 4] } },
      { UserRoles: [5, 3, 2, 1] },
    )
    expect(write).toEqual({ UserRoles: [1, 3, 4, 5] })
  })

  it('needs no write when the set already holds what I added and lacks what I removed', () => {
    const merged = mergeUser({ UserRoles: { base: [1, 2], mine: [2, 3] } }, { UserRoles: [3, 2, 9] })
    expect(merged.settled).toEqual(['UserRoles'])
  })

  it('refuses a field that the table does not know', () => {
    expect(() => mergeUser({ Surprise: { base: 1, mine: 2 } }, {})).toThrow('Surprise')
  })
})

describe('merging a picture', () => {
  const set = { NewAvatarUrl: { base: 'old.png', mine: 'https://example.com/a.png' } }
  const clear = { ClearAvatarFile: { base: 'old.png', mine: true } }

  it('is written while the picture is the one that was seen', () => {
    expect(mergeUser(set, { AvatarFileName: 'old.png' }).write).toEqual({
      NewAvatarUrl: set.NewAvatarUrl.mine,
    })
    expect(mergeUser(clear, { AvatarFileName: 'old.png' }).write).toEqual({ ClearAvatarFile: true })
  })

  it('is a conflict when somebody else changed it', () => {
    expect(mergeUser(set, { AvatarFileName: 'new.png' }).conflicts).toHaveLength(1)
  })

  it('has nothing to clear where there is none', () => {
    expect(mergeUser(clear, { AvatarFileName: null }).settled).toEqual(['ClearAvatarFile'])
  })
})

const scalar = fc.constantFrom(...draftableUserFields.filter((f) => f.merge === 'ask' && f.use === 'edit'))
const ids = fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 6 })
const word = fc.constantFrom('', 'a', 'b', 'c')

describe('any merge', () => {
  it('puts each field of the patch into exactly one of three places, and touches no other', () => {
    fc.assert(
      fc.property(scalar, word, word, word, ids, ids, ids, (field, base, mine, theirs, b, m, t) => {
        const patch: Patch = { [field.name]: { base, mine }, UserRoles: { base: b, mine: m } }
        const merged = mergeUser(patch, { [field.name]: theirs, UserRoles: t, Email: 'moved@example.com' })
        const places = [
          ...Object.keys(merged.write),
          ...merged.settled,
          ...merged.conflicts.map((c) => c.field),
        ]
        expect(places.sort()).toEqual(Object.keys(patch).sort())
      }),
    )
  })

  it('is settled once its result is on the server: applying twice changes nothing', () => {
    fc.assert(
      fc.property(ids, ids, ids, (base, mine, theirs) => {
        const patch: Patch = { Businesses: { base, mine } }
        const { write } = mergeUser(patch, { Businesses: theirs })
        const after = { Businesses: write['Businesses'] ?? theirs }
        expect(mergeUser(patch, after).write).toEqual({})
      }),
    )
  })

  it('of sets keeps what others added and never brings back what they removed', () => {
    fc.assert(
      fc.property(ids, ids, ids, (base, mine, theirs) => {
        const { write } = mergeUser({ Businesses: { base, mine } }, { Businesses: theirs })
        const result = (write['Businesses'] ?? theirs) as number[]
        for (const id of theirs) if (!base.includes(id)) expect(result).toContain(id)
        for (const id of base) if (!theirs.includes(id) && mine.includes(id)) expect(result).not.toContain(id)
        for (const id of mine) if (!base.includes(id)) expect(result).toContain(id)
        for (const id of base) if (!mine.includes(id)) expect(result).not.toContain(id)
      }),
    )
  })
})

describe('rebasing', () => {
  it('leaves nothing of what was applied as it stands', () => {
    const sent: Patch = { FullName: { base: 'A', mine: 'B' } }
    expect(rebase(userField, sent, sent, { FullName: 'B' })).toEqual({})
  })

  it('keeps what was edited on the way, against the new value', () => {
    const sent: Patch = { FullName: { base: 'A', mine: 'B' } }
    const now: Patch = { FullName: { base: 'A', mine: 'C' }, Email: { base: 'x', mine: 'y' } }
    expect(rebase(userField, sent, now, { FullName: 'B', Email: 'x' })).toEqual({
      FullName: { base: 'B', mine: 'C' },
      Email: { base: 'x', mine: 'y' },
    })
  })

  it('turns an edit that was taken back on the way into a change of its own', () => {
    const sent: Patch = { Active: { base: true, mine: false } }
    const now: Patch = { Active: { base: true, mine: true } }
    expect(rebase(userField, sent, now, { Active: false })).toEqual({ Active: { base: false, mine: true } })
  })

  it('means the same set as before, for any edits on the way', () => {
    fc.assert(
      fc.property(ids, ids, ids, (base, sent, now) => {
        const after = { UserRoles: sent }
        const left = rebase(
          userField,
          { UserRoles: { base, mine: sent } },
          { UserRoles: { base, mine: now } },
          after,
        )
        const field = userField('UserRoles')
        const result = left['UserRoles']?.mine ?? sent
        expect(field && sameValue(field, result, now)).toBe(true)
      }),
    )
  })
})
