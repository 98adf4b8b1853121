import { noPlace, type ListPlace } from '#shared/ipc/preferences'
import { onlyConditions } from '#shared/search/edit'
import { useDirectory } from '../../stores/directory'
import { usePreferences } from '../../stores/preferences'
import { useView } from '../../stores/view'
import { textIn } from './filter/words'
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
  const typed: string[] = []
  const view = useView()
  const withoutWords = { ...query, text: onlyConditions(query.text) }
  const places = new Map([[keyOf(withoutWords), preferences.values['people.place']]])
  const { sought } = view
  if (sought?.place && sought.text === query.text) places.set(keyOf(query), sought.place)
  return {
    of: (query) => places.get(keyOf(query)) ?? noPlace,
    keep(query, place) {
      const key = keyOf(query)
      places.delete(key)
      places.set(key, place)
      // Words are not remembered beyond the window, nor is where one was among whom they found.
      const isOfWords = textIn(query.text) !== ''
      if (!isOfWords) preferences.setSoon('people.place', place)
      else if (view.sought?.text === query.text) view.sought = { text: query.text, place }
      // Each beginning of a word is a question of its own: they make room for one another, and for nothing else.
      if (isOfWords) typed.push(key)
      const oldest = typed.length > most ? typed.shift() : undefined
      if (oldest !== undefined && !typed.includes(oldest)) places.delete(oldest)
    },
    find: (query, ids) => directory.places({ ...query, ids: [...ids] }),
  }
}
