import { beforeEach, describe, expect, it } from 'vitest'
import { Bits } from './bits'
import { Order } from './order'

const people = 5_000
/** Many of each, and some with none. */
const valueAtFirst = (slot: number): number | null => (slot % 97 === 0 ? null : (slot * 7919) % 61)
let values: (number | null)[]
const valueOf = (slot: number): number | null => values[slot] ?? null
const everybody = Array.from({ length: people }, (_, slot) => slot)
const expected = (descending: boolean): number[] =>
  everybody.toSorted((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)]
    if (left === null || right === null) return Number(left === null) - Number(right === null) || a - b
    return (descending ? right - left : left - right) || a - b
  })

let compared = 0
let order: Order
beforeEach(() => {
  compared = 0
  values = everybody.map(valueAtFirst)
  order = new Order({
    compare: (a, b) => (compared++, (valueOf(a) ?? 0) - (valueOf(b) ?? 0)),
    isNothing: (slot) => valueOf(slot) === null,
    idOf: (slot) => slot,
    isThere: () => true,
  })
})
const bits = (slots: readonly number[]): Bits => {
  const set = new Bits()
  for (const slot of slots) set.put(slot, true)
  return set
}

describe.each([false, true])('descending: %s', (descending) => {
  it('sorts more people than are sorted at a time', () => {
    expect([...order.slots(descending, () => everybody)]).toEqual(expected(descending))
    expect(order.isKept).toBe(true)
  })

  it('puts those who changed where they belong now', () => {
    order.slots(descending, () => everybody)
    for (const slot of everybody.filter((each) => each % 101 === 3)) {
      values[slot] = slot % 2 === 0 ? null : (slot * 31) % 61
      order.change(slot)
    }
    expect([...order.slots(descending, () => everybody)]).toEqual(expected(descending))
    const some = everybody.filter((slot) => slot % 50 === 3)
    const those = new Set(some)
    expect([...order.sorted(bits(some), descending, () => everybody)]).toEqual(
      expected(descending).filter((slot) => those.has(slot)),
    )
  })

  it('picks the first of everybody, and of some, as sorting would', () => {
    const some = everybody.filter((slot) => slot % 3 === 1)
    const those = new Set(some)
    const sorted = expected(descending)
    expect([...order.first(bits(everybody), 40, descending)]).toEqual(sorted.slice(0, 40))
    expect([...order.first(bits(some), 40, descending)]).toEqual(
      sorted.filter((slot) => those.has(slot)).slice(0, 40),
    )
    expect([...order.first(bits([9, 4]), 40, descending)]).toEqual(
      sorted.filter((slot) => slot === 9 || slot === 4),
    )
    expect(order.isKept).toBe(false)
  })
})

it.each([1, -1])(
  'compares each person about once to pick a screen of them, whichever way they stand',
  (way) => {
    values = everybody.map((slot) => way * slot)
    order.first(bits(everybody), 40, false)
    expect(compared).toBeLessThan(1.6 * people)
  },
)

it('sorts in pieces, and is there once the last is done', () => {
  const sorting = order.prepare(() => everybody)
  let [pieces, most] = [0, 0]
  for (;;) {
    const before = compared
    if (sorting.next().done) break
    pieces++
    most = Math.max(most, compared - before)
    expect(order.isKept).toBe(false)
  }
  expect(pieces).toBeGreaterThan(20)
  expect(most).toBeLessThan(12 * 1024)
  const done = compared
  expect([...order.slots(false, () => everybody)]).toEqual(expected(false))
  expect(compared).toBe(done)
})
