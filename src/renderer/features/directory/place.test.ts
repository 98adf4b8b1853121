import { expect, it } from 'vitest'
import type { ListPlace } from '#shared/ipc/preferences'
import { found, peopleOf } from './place'

/** The people of rows 40 to 49, the keys at row 42. */
const place: ListPlace = {
  ...{ top: 40.25, row: 42, column: 3, person: 142 },
  people: Array.from({ length: 10 }, (_, step) => 140 + step),
}
/** Where everybody stands: at their number less a hundred, some of them elsewhere. */
const indexes = (moved: Readonly<Record<number, number>> = {}, by = 0) =>
  peopleOf(place).map((id) => moved[id] ?? id - 100 + by)

it('is the same place while nobody moved', () => {
  expect(found(place, indexes())).toEqual(place)
})

it('goes along with its people when others come or go before them', () => {
  expect(found(place, indexes({}, 7))).toEqual({ ...place, top: 47.25, row: 49 })
  expect(found(place, indexes({}, -40))).toEqual({ ...place, top: 0.25, row: 2 })
})

it('is with the nearest who remains', () => {
  expect(found(place, indexes({ 140: -1, 141: -1 }, -2))).toMatchObject({
    top: 40.25,
    row: 40,
    people: place.people.slice(2),
  })
  // Of whom the keys were at nothing is left: the row keeps its distance from the top.
  expect(found(place, indexes({ 142: -1 }, 3))).toMatchObject({ top: 43.25, row: 45, person: null })
  expect(
    found(
      place,
      peopleOf(place).map(() => -1),
    ),
  ).toEqual({ ...place, people: [], person: null })
})

it('does not follow one who moved away alone, but for the keys', () => {
  expect(found(place, indexes({ 140: 900 }))).toMatchObject({ top: 41.25, row: 42 })
  expect(found(place, indexes({ 142: 900 }))).toMatchObject({ top: 40.25, row: 900 })
})

it('stays at the beginning of the list, and on the headings', () => {
  expect(found({ ...place, top: 0 }, indexes({}, 5))).toMatchObject({ top: 0, row: 47 })
  expect(found({ ...place, row: -1, person: null }, indexes({}, 5))).toMatchObject({ row: -1 })
})
