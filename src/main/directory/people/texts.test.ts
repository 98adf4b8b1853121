import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Bits } from './bits'
import { inOnePiece } from './in-pieces'
import { Texts } from './texts'

const unit = fc.constantFrom('a', 'b', 'z', '0', ' ', '.', '\n', 'ß', '中')
const letters = fc.string({ unit, maxLength: 8 })
const last = 700
const slot = fc.nat(last)
const step = fc.oneof(
  fc.record({ put: fc.array(fc.tuple(slot, letters), { maxLength: 300, size: 'max' }) }),
  fc.record({ steps: fc.oneof(fc.nat(2), fc.constant(Infinity)) }),
  fc.record({
    word: fc.string({ unit, minLength: 1, maxLength: 3 }),
    within: fc.array(slot, { maxLength: 400, size: 'max' }),
  }),
)

it('finds whose text has a word, whatever of it is indexed', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12, size: 'max' }), (steps) => {
      const texts = new Texts()
      const plain = new Map<number, string>()
      // Slots are given out one after the other.
      for (let slot = 0; slot <= last; slot++) texts.put(slot, '')
      for (const each of steps)
        if ('put' in each)
          for (const [slot, text] of each.put) {
            texts.put(slot, text)
            plain.set(slot, text)
          }
        else if ('steps' in each) {
          const indexing = texts.index()
          for (let left = each.steps; left > 0 && !indexing.next().done; left--);
          if (each.steps === Infinity) expect(texts.isIndexed).toBe(true)
        } else {
          const within = new Bits()
          for (const slot of each.within) within.put(slot, true)
          const expected = [...new Set(each.within)].filter((slot) => plain.get(slot)?.includes(each.word))
          expect([...texts.find(each.word, within)]).toEqual(expected.sort((a, b) => a - b))
        }
    }),
    { numRuns: 100 },
  )
})

it('indexes a text that changes again, and forgets the one before', () => {
  const texts = new Texts()
  const everybody = new Bits()
  for (let slot = 0; slot < 1000; slot++) {
    everybody.put(slot, true)
    texts.put(slot, slot === 500 ? 'zoe' : 'ana')
  }
  expect(texts.isIndexed).toBe(false)
  inOnePiece(texts.index())
  expect([...texts.find('z', everybody)]).toEqual([500])
  texts.put(500, 'ana')
  expect(texts.isIndexed).toBe(false)
  expect([...texts.find('z', everybody)]).toEqual([])
  inOnePiece(texts.index())
  expect([...texts.find('zo', everybody)]).toEqual([])
  expect(texts.find('an', everybody).count).toBe(1000)
})

it('tells a word from its letters in other places', () => {
  const texts = new Texts()
  const everybody = new Bits()
  for (const [slot, text] of ['an na', 'anna', 'anana', 'a.b', 'ab'].entries()) {
    texts.put(slot, text)
    everybody.put(slot, true)
  }
  inOnePiece(texts.index())
  expect([...texts.find('ana', everybody)]).toEqual([2])
  expect([...texts.find('a.', everybody)]).toEqual([3])
})
