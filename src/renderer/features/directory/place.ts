import { neighbours, type ListPlace } from '#shared/ipc/preferences'

/** What tells of a place by numbers alone. */
export type Numbers = Pick<ListPlace, 'top' | 'row' | 'column'>

/** Whose places in the list are asked for to find one again: its neighbours, then whoever the keys were at. */
export function peopleOf({ people, person }: ListPlace): readonly number[] {
  return person === null ? people : [...people, person]
}

/**
 * Where a place is by now: with the first of its people who is still there, the others near by. Who moved away alone
 * does not take the list along.
 * @param indexes where `peopleOf` it stand now; -1 for who is not in the list
 */
export function found(place: ListPlace, indexes: readonly number[]): ListPlace {
  const { top, row, column, people, person } = place
  const there = indexes.slice(0, people.length).filter((index) => index >= 0)
  const near = (index: number): number =>
    there.filter((other) => Math.abs(other - index) <= 2 * neighbours).length
  const first = there.find((index) => near(index) * 2 > there.length) ?? there[0]
  // Whoever was at the beginning of the list wants to see its beginning.
  const newTop = first === undefined || top < 1 ? top : first + (top % 1)
  const keys = indexes[people.length] ?? -1
  const newRow = keys >= 0 ? keys : row + Math.floor(newTop) - Math.floor(top)
  return {
    ...{ top: newTop, row: row < 0 ? row : Math.max(0, newRow), column },
    people: first === undefined ? [] : people.slice(indexes.indexOf(first)),
    person: keys >= 0 ? person : null,
  }
}
