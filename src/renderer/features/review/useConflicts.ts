import { computed, ref, shallowRef, watch } from 'vue'
import type { Draft, DraftChange } from '#shared/ipc/models'
import { useDrafts } from '../../stores/drafts'

/** One field that both sides changed. */
export interface Conflict {
  readonly key: string
  readonly draft: Draft
  readonly change: DraftChange & { readonly theirs: NonNullable<DraftChange['theirs']> | null }
}

export const keyOf = (id: number, field: string): string => `${id} ${field}`

/** The conflicts that are left, and the one that is looked at. @param from where to begin; the first otherwise */
export function useConflicts(from: { readonly id: number; readonly field: string } | 'first') {
  const drafts = useDrafts()
  const list = computed<readonly Conflict[]>(() => drafts.list.flatMap(conflictsOf))
  /** Every one that was seen here: what is left is told out of these. */
  const seen = ref<ReadonlySet<string>>(new Set())
  watch(
    list,
    (now) => {
      const all = new Set([...seen.value, ...now.map(({ key }) => key)])
      if (all.size > seen.value.size) seen.value = all
    },
    { immediate: true },
  )

  const key = shallowRef(from === 'first' ? '' : keyOf(from.id, from.field))
  /** Where the last one stood: when it is decided, the one after it has taken its place. */
  let place = 0
  const at = computed(() => {
    const index = list.value.findIndex((one) => one.key === key.value)
    return index < 0 ? Math.min(place, Math.max(0, list.value.length - 1)) : index
  })
  const current = computed(() => list.value[at.value])
  watch(
    current,
    (now) => {
      place = at.value
      if (now) key.value = now.key
    },
    { immediate: true, flush: 'sync' },
  )

  function move(step: 1 | -1): void {
    const count = list.value.length
    const next = list.value[(at.value + step + count) % count]
    if (next) key.value = next.key
  }
  return { list, current, total: computed(() => seen.value.size), move }
}

function conflictsOf(draft: Draft): readonly Conflict[] {
  return draft.changes.flatMap((change) =>
    change.theirs === undefined
      ? []
      : [{ key: keyOf(draft.id, change.field), draft, change: { ...change, theirs: change.theirs } }],
  )
}
