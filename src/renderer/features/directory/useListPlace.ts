import { ref, watch } from 'vue'
import type { ListPlace } from '#shared/ipc/preferences'
import { usePreferences } from '../../stores/preferences'
import type { RowQuery } from './row-cache'

/** Where one is in the list: it begins where one was left, and another question begins at its top. */
export function useListPlace(query: RowQuery) {
  const preferences = usePreferences()
  const place = ref(preferences.values['people.place'])
  const moved = (to: ListPlace): void => {
    place.value = to
    preferences.setSoon('people.place', to)
  }
  watch(query, () => moved({ top: 0, row: 0, column: place.value.column }), { flush: 'sync' })
  return { place, moved }
}
