import { describe, expect, it } from 'vitest'
import { byField } from './by-field'
import { effectsOf, namesInShort } from './effects'
import { filtered, noFilter, type Filter } from './filter'
import { group } from './testing'

const admin = { field: 'IsAdmin', base: false, mine: true }
const off = { field: 'Active', base: true, mine: false }
const name = { field: 'FullName', base: 'Jose', mine: 'José Ünal' }
const places = { field: 'Businesses', base: [1], mine: [1, 2, 3] }
const groups = [
  group(1, 'Ana Núñez', [admin, off]),
  group(2, 'José', [name], { state: 'refused' }),
  group(3, 'Bo', [places], { state: 'queued' }),
  group(4, 'Cy', [{ ...name, invalid: 'required' }]),
]
const ids = (filter: Partial<Filter>) => filtered(groups, { ...noFilter, ...filter }).map(({ id }) => id)

describe('what is found', () => {
  it.each<[string, Partial<Filter>, number[]]>([
    ['everything', {}, [1, 2, 3, 4]],
    ['a person without accents', { text: 'nunez' }, [1]],
    ['a field', { text: 'Full administrator' }, [1]],
    ['a value', { text: 'UNAL' }, [2, 4]],
    ['every word, in any place', { text: 'ana active' }, [1]],
    ['nothing', { text: 'ana unal' }, []],
    ['who waits for a person', { stage: 'needs' }, [4]],
    ['what failed', { stage: 'failed' }, [2]],
    ['what is ready', { stage: 'ready' }, [1]],
    ['what waits', { stage: 'waiting' }, [3]],
    ['more access', { raises: true }, [1, 3]],
    ['emails', { emails: true }, [3]],
    ['all at once', { text: 'ana', stage: 'ready', raises: true }, [1]],
  ])('%s', (_, filter, found) => expect(ids(filter)).toEqual(found))

  it('is looked for in words that were folded once, and not again at every key', () => {
    let folded = 0
    const counted = {
      ...group(1, 'Ana', [off]),
      get email() {
        folded += 1
        return 'ana@example.com'
      },
    }
    for (const text of ['a', 'an', 'ana']) expect(filtered([counted], { ...noFilter, text })).toHaveLength(1)
    expect(folded).toBe(1)
  })
})

it('turns the same changes over: who a field changes for', () => {
  expect(byField(groups).map(({ label, rows }) => [label, rows.map((row) => row.group.id)])).toEqual([
    ['Full name', [2, 4]],
    ['Active', [1]],
    ['Full administrator', [1]],
    ['Locations', [3]],
  ])
})

it('adds up what applying does to people', () => {
  expect(effectsOf(groups)).toEqual({ raised: 2, raisedTo: ['Ana Núñez', 'Bo'], emails: 2, emailsTo: ['Bo'] })
})

it('names a few people, and counts the others', () => {
  const plain = (names: string[]) => namesInShort(names).replace(/[\u2068\u2069]/g, '')
  expect(plain(['A', 'B', 'C', 'D'])).toBe('A, B, C, D')
  expect(plain(['A', 'B', 'C', 'D', 'E'])).toBe('A, B, C and 2 more')
})
