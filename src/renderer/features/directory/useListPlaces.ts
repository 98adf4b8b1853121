import { noPlace, type ListPlace } from '#shared/ipc/preferences'
import { onlyConditions } from '#shared/search/edit'
import { useDirectory } from '../../stores/directory'
import { usePreferences } from '../../stores/preferences'
import { keyOf, type RowQuery } from './row-cache'

/** Questions whose places are remembered while the window is open. */
const most = 20

/** Where one was in the list, question by question: who goes back to one comes back to its people. */
export interface ListPlaces {
  /** Its top, for a question that was not asked before. */
  readonly of: (query: RowQuery) => ListPlace
  readonly keep: (query: RowQuery, place: ListPlace) => void
  /** Where people stand in the answer to a question by now; -1 for who is not in it. @throws UsherError */
  readonly find: (query: RowQuery, ids: readonly number[]) => Promise<readonly number[]>
}

/** @param query the question of the beginning: its place is the one that was left */
export function useListPlaces(query: RowQuery): ListPlaces {
  const directory = useDirectory()
  const preferences = usePreferences()
  const places = new Map([[keyOf(query), preferences.values['people.place']]])
  return {
    of: (query) => places.get(keyOf(query)) ?? noPlace,
    keep(query, place) {
      const key = keyOf(query)
      places.delete(key)
      places.set(key, place)
      const oldest = places.keys().next().value
      if (places.size > most && oldest !== undefined) places.delete(oldest)
      // Words are not remembered beyond the window, nor is where one was among whom they found.
      if (onlyConditions(query.text) === query.text.trim()) preferences.setSoon('people.place', place)
    },
    find: (query, ids) => directory.places({ ...query, ids: [...ids] }),
  }
}
