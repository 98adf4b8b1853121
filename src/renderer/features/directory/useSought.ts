import { watch } from 'vue'
import { useView } from '../../stores/view'
import type { RowQuery } from './row-cache'

/**
 * Keeps the words of the search for as long as the window is open and the same person is there. A sign-in that ends by
 * itself takes the list away, and whoever signs in again goes on where they were; preferences remember filters alone.
 * @param query the question of the list; takes up the words that were left
 */
export function useSought(query: RowQuery): void {
  const view = useView()
  if (view.sought) query.text = view.sought.text
  watch(
    () => query.text,
    (text) => (view.sought = { text, place: null }),
    { flush: 'sync' },
  )
}
