import { computed, ref, watch, type ComputedRef } from 'vue'
import { useView } from '../../stores/view'
import { byField } from './by-field'
import { filtered, isFiltering, noFilter, type Filter } from './filter'
import type { Group } from './group'

/** People drawn at once; a thousand would take seconds. */
export const page = 30

/** Which of the groups are looked at, how they are ordered, and how many of them are in the page. */
export function useShown(groups: ComputedRef<readonly Group[]>) {
  const place = useView()
  const filter = ref<Filter>({ ...noFilter, stage: place.stage })
  const by = ref<'person' | 'field'>('person')
  const limit = ref(page)

  const found = computed(() => filtered(groups.value, filter.value))
  /** Somebody far down the list who is to be seen now: at its top, or all before them would have to be drawn. */
  const pinned = ref<number | null>(null)
  const people = computed(() => {
    const first = found.value.slice(0, limit.value)
    const late = found.value.slice(limit.value).find(({ id }) => id === pinned.value)
    return late ? [late, ...first] : first
  })
  const fields = computed(() => (by.value === 'field' ? byField(found.value) : []))
  const more = computed(() => found.value.length - people.value.length)

  // The status bar leads here, too, while Review is open.
  watch(
    () => place.stage,
    (stage) => {
      if (filter.value.stage !== stage) filter.value = { ...noFilter, stage }
    },
  )
  watch(
    filter,
    ({ stage }) => {
      limit.value = page
      place.stage = stage
    },
    { flush: 'sync' },
  )
  // A filter that nothing is left of would look like an empty review.
  watch(
    () => groups.value.length,
    (count) => {
      if (count === 0) filter.value = noFilter
    },
  )

  /** Makes sure that a person's group is in the page. */
  function reveal(id: number): void {
    by.value = 'person'
    if (!found.value.some((group) => group.id === id)) filter.value = noFilter
    pinned.value = id
  }
  return {
    ...{ filter, by, found, people, fields, more, reveal },
    filtering: computed(() => isFiltering(filter.value)),
    showMore: () => (limit.value += page),
    clear: () => (filter.value = noFilter),
  }
}
