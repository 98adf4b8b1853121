import { onBeforeUnmount, shallowRef, watch, type Ref } from 'vue'
import type { Facets } from '#shared/ipc/models'
import type { RowQuery } from '#shared/ipc/query'
import { useDirectory } from '../../../stores/directory'
import { useDrafts } from '../../../stores/drafts'
import { countedConditions } from './options'

/** Counting waits until nothing has moved for so long: rows come first, at every key. Milliseconds. */
const rest = 120

/**
 * How many each filter would find, while they are looked at. Until there are new counts the old ones stay.
 * @param query what is asked now; its order does not matter
 */
export function useFacets(query: () => Pick<RowQuery, 'text' | 'scope'>, looking: Ref<boolean>) {
  const directory = useDirectory()
  const drafts = useDrafts()
  const facets = shallowRef<Facets | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let flying = false
  let again = false

  const keep = (counted: Facets | null): void => {
    if (!again) facets.value = counted
  }
  function count(): void {
    const { text, scope } = query()
    flying = true
    again = false
    // Filters work without their counts; why nothing can be read is said where the rows would be.
    directory
      .facets({ text, scope, conditions: [...countedConditions] })
      .then(keep, () => keep(null))
      .finally(() => {
        flying = false
        if (again) soon()
      })
  }
  function soon(): void {
    clearTimeout(timer)
    again = flying
    if (looking.value && !flying) timer = setTimeout(count, rest)
  }
  watch(
    [looking, () => query().text, () => query().scope, () => directory.state.revision, () => drafts.list],
    soon,
    { immediate: true },
  )
  onBeforeUnmount(() => clearTimeout(timer))
  return facets
}
