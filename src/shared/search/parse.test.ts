import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowUserFields } from '../records/user-fields'
import { parseSearch } from './parse'
import type { Term } from './terms'

const text = (of: string, not = false): Term => ({ kind: 'text', text: of, not })
const day = 86_400_000

describe('a search that is typed', () => {
  it.each<[string, Term[]]>([
    ['', []],
    ['  zoë  müller ', [text('zoë'), text('müller')]],
    ['"zoë müller" -ana', [text('zoë müller'), text('ana', true)]],
    ['jean-luc a@b.example', [text('jean-luc'), text('a@b.example')]],
    ['role:reception', [{ kind: 'member', lookup: 'roles', name: 'reception', id: null, not: false }]],
    [
      '-Location:"West Harbour"',
      [{ kind: 'member', lookup: 'locations', name: 'West Harbour', id: null, not: true }],
    ],
    ['role:#12', [{ kind: 'member', lookup: 'roles', name: '#12', id: 12, not: false }]],
    ['flag:OnNewEmail', [{ kind: 'switch', fields: ['OnNewEmail'], not: false }]],
    ['flag:on-new-email', [{ kind: 'switch', fields: ['OnNewEmail'], not: false }]],
    [
      'flag:booking',
      [{ kind: 'switch', fields: ['OnBookingChange', 'OnTentativeBookingChange'], not: false }],
    ],
    ['is:admin', [{ kind: 'switch', fields: ['IsAdmin'], not: false }]],
    ['is:inactive', [{ kind: 'switch', fields: ['Active'], not: true }]],
    ['-is:inactive', [{ kind: 'switch', fields: ['Active'], not: false }]],
    ['has:draft', [{ kind: 'draft', not: false }]],
    ['never-signed-in', [{ kind: 'never', field: 'LastAccess', not: false }]],
    ['-never-signed-in', [{ kind: 'never', field: 'LastAccess', not: true }]],
    ['last-access:>90d', [{ kind: 'age', field: 'LastAccess', over: true, ms: 90 * day, not: false }]],
    ['created-on:<2w', [{ kind: 'age', field: 'CreatedOn', over: false, ms: 14 * day, not: false }]],
  ])('%j', (typed, terms) => expect(parseSearch(typed)).toEqual(terms))

  it.each(['role:', 'is:', '-', '""', '-role:"', 'last-access:'])('%j says nothing yet', (typed) =>
    expect(parseSearch(typed)).toEqual([]),
  )

  it.each(['is:purple', 'colour:red', 'last-access:soon', 'has:hat', '12:30', 'flag:---'])(
    '%j is looked for as it stands',
    (typed) => expect(parseSearch(typed)).toEqual([text(typed)]),
  )

  it('knows every switch of the field table by its name', () => {
    for (const { name } of rowUserFields.filter(({ type }) => type === 'boolean'))
      expect(parseSearch(`flag:${name}`)).toEqual([{ kind: 'switch', fields: [name], not: false }])
  })

  it('never fails', () => {
    const piece = fc.oneof(
      fc.constantFrom('"', ':', '-', ' ', 'role', 'is', '>', '9', 'd', 'ß', '\n'),
      fc.string({ unit: 'binary', maxLength: 6 }),
    )
    fc.assert(fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => void parseSearch(pieces.join(''))))
  })
})
