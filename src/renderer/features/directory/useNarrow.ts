import { onBeforeUnmount, ref, type Ref } from 'vue'

/** Whether the window is too narrow for the grid and the editor side by side. */
export function useNarrow(): Ref<boolean> {
  const query = window.matchMedia('(max-width: 999px)')
  const narrow = ref(query.matches)
  const follow = (event: MediaQueryListEvent): void => {
    narrow.value = event.matches
  }
  query.addEventListener('change', follow)
  onBeforeUnmount(() => query.removeEventListener('change', follow))
  return narrow
}
