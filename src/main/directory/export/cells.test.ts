import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { TableText } from '#shared/ipc/table-text'
import { sealedUserFields, userFields } from '#shared/records/user-fields'
import { cellText, csvLine, neutral, tabLine } from './cells'

/** RFC 4180, read back by its own rules. */
function readCsv(text: string): string[] {
  const cells = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)]
  return cells.map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain)
}
const formula = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/u

describe('a line of CSV', () => {
  it('is what RFC 4180 says, and reads back as it was', () => {
    expect(csvLine(['Zoë', 'a,b', 'say "hi"', 'two\nlines', ''])).toBe(
      'Zoë,"a,b","say ""hi""","two\nlines",\r\n',
    )
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 }), (cells) => {
        expect(readCsv(csvLine(cells))).toEqual(cells.map(neutral))
      }),
    )
  })

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '  =1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '\u00a0=1',
  ])('is no formula: %j', (text) => {
    const [cell] = readCsv(csvLine([text]))
    expect(cell).toBe(`'${text}`)
    expect(cell).not.toMatch(formula)
    expect(tabLine([text])).not.toMatch(formula)
  })

  it('leaves alone what is none', () => {
    for (const text of ['Anne-Marie', 'a@b.example', '1 + 1 = 2', "'quoted", ''])
      expect(neutral(text)).toBe(text)
  })
})

it('copies cells without tabs and line breaks of their own', () => {
  expect(tabLine(['a\tb', 'two\r\nlines', 'c'])).toBe('a b\ttwo lines\tc\n')
})

describe('a cell', () => {
  const words = {
    on: 'Yes',
    off: 'No',
    states: { saved: 'Saved on this computer' },
    choices: { Language: { 3: 'English (UK)' } },
  }
  const names = (lookup: string, id: number) => `${lookup} ${id}`
  const say = (values: Record<string, string | number | boolean | null | number[]>, id: string) =>
    cellText({ id: 1, values, pending: [], state: 'saved' }, id, words, names)

  it.each([
    [{ Active: true }, 'Active', 'Yes'],
    [{ Active: false }, 'Active', 'No'],
    [{ TwoFactorEnabled: null }, 'TwoFactorEnabled', ''],
    [{ Language: 3 }, 'Language', 'English (UK)'],
    [{ Language: 9 }, 'Language', '9'],
    [{ LastAccess: '2026-01-02T03:04:05Z' }, 'LastAccess', '2026-01-02T03:04:05Z'],
    [{ UserRoles: [4, 2] }, 'UserRoles', 'roles 4, roles 2'],
    [{}, 'FullName', ''],
    [{}, 'state', 'Saved on this computer'],
  ])('of %j, %s, says %j', (values, id, text) => {
    expect(say(values, id)).toBe(text)
  })
})

it('cannot be asked for a sealed field, nor for any that is no column', () => {
  const table = (id: string) => ({
    ...{ text: '', scope: 'everyone', sort: { field: 'FullName', descending: false }, among: null },
    columns: [{ id, label: id }],
    words: { on: '', off: '', states: {}, choices: {} },
  })
  const allowed = userFields.filter(({ name }) => v.is(TableText, table(name)))
  expect(allowed.every((field) => 'column' in field)).toBe(true)
  expect(allowed.length).toBeGreaterThan(5)
  for (const { name } of sealedUserFields) expect(v.is(TableText, table(name))).toBe(false)
})
