import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { useSession } from './session'

/** Where the person is in the window. The one thing that is the window's own. */
export const useView = defineStore('view', () => {
  const place = ref<'people' | 'review'>('people')
  /** The person whose editor is open. */
  const opened = ref<number | null>(null)
  /** Which drafts Review shows. */
  const stage = ref<'all' | 'needs' | 'failed' | 'ready' | 'waiting'>('all')
  /** Conflicts are decided one by one instead of showing the list; the field at which that begins. */
  const deciding = ref<{ readonly id: number; readonly field: string } | 'first' | null>(null)

  const session = useSession()
  // A number means another person, or nobody, in somebody else's space.
  const who = (): string => {
    const { account } = session.state
    return account ? `${account.address} ${account.email}` : ''
  }
  const reset = (): void => {
    opened.value = deciding.value = null
    stage.value = 'all'
  }
  watch(who, reset, { flush: 'sync' })
  const go = (to: 'people' | 'review'): void => {
    place.value = to
    deciding.value = null
  }
  const open = (id: number): void => {
    go('people')
    opened.value = id
  }
  const close = (): void => {
    opened.value = null
  }
  /** Review, of the drafts that are in one stage. */
  const review = (which: typeof stage.value): void => {
    go('review')
    stage.value = which
  }
  /** The conflicts, from one of them on. */
  const decide = (from: { readonly id: number; readonly field: string } | 'first' = 'first'): void => {
    place.value = 'review'
    deciding.value = from
  }
  return { who: computed(who), place, opened, stage, deciding, go, open, close, review, decide }
})
