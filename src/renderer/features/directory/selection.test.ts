import { beforeEach, expect, it } from 'vitest'
import { Selection, type Picked } from './selection'

let told: Picked
let selection: Selection
beforeEach(() => {
  selection = new Selection((now) => (told = now))
})
const ids = () => [...told.ids].sort((a, b) => a - b)

it('turns one person on and off', () => {
  selection.toggle(3, 30)
  expect([told.size, told.has(30), told.has(3)]).toEqual([1, true, false])
  selection.toggle(3, 30)
  expect(told.size).toBe(0)
})

it('extends from an anchor: a shorter range lets go of those beyond it, and of nobody else', () => {
  selection.toggle(9, 90)
  selection.toggle(1, 10)
  selection.extend([10, 20, 30])
  expect(ids()).toEqual([10, 20, 30, 90])
  selection.extend([10, 20])
  expect(ids()).toEqual([10, 20, 90])
  // Back over the anchor, and in the other direction.
  selection.extend([5, 10])
  expect(ids()).toEqual([5, 10, 90])
  selection.begin({ row: 7, id: 70 })
  selection.extend([70])
  expect(ids()).toEqual([5, 10, 70, 90])
})

it('adds, takes away, and keeps those of a list', () => {
  selection.add([1, 2, 3])
  selection.remove([2, 9])
  expect(ids()).toEqual([1, 3])
  selection.keep([3, 4])
  expect(ids()).toEqual([3])
  selection.extend([5])
  selection.clear()
  expect([told.size, selection.anchor]).toEqual([0, null])
  selection.extend([6])
  expect(ids()).toEqual([6])
})
