import { onMounted, watch } from 'vue'
import { useConnection } from '../../stores/connection'
import { useDirectory } from '../../stores/directory'

/** Keeps the names of roles, locations and languages at hand: read at the start, and again after each step of a reading. */
export function useLookups(): void {
  const directory = useDirectory()
  const connection = useConnection()
  // Without names, lists show ids; nothing else depends on them, so a failure is left for the next time.
  const load = (): void => void directory.loadLookups().catch(() => undefined)
  onMounted(load)
  watch([() => directory.state.reading?.what, () => connection.state.online], load)
}
