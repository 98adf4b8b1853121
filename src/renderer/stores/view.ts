import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { ListPlace } from '#shared/ipc/preferences'
import { idOf, kindOf, type RecordKey } from '#shared/records/index'
import { useSession } from './session'

export const places = ['people', 'profile', 'review'] as const
export type Place = (typeof places)[number]

/** What was looked for in the list of people, words included, and where one was among whom they found. */
export interface Sought {
  readonly text: string
  readonly place: ListPlace | null
}

/** Where the person is in the window. The one thing that is the window's own. */
export const useView = defineStore('view', () => {
  const place = ref<Place>('people')
  /** The person whose editor is open. */
  const opened = ref<number | null>(null)
  /** Which of one's own profiles is shown; the one that was shown last unless chosen. */
  const profile = ref<number | null>(null)
  /** Which drafts Review shows. */
  const stage = ref<'all' | 'needs' | 'failed' | 'ready' | 'waiting'>('all')
  /** Conflicts are decided one by one instead of showing the list; the field at which that begins. */
  const deciding = ref<{ readonly id: number; readonly field: string } | 'first' | null>(null)
  /** Outlives the list, which goes while a sign-in has ended; null before there was one. */
  const sought = shallowRef<Sought | null>(null)

  const session = useSession()
  // A number means another person, or nobody, in somebody else's space.
  const who = (): string => {
    const { account } = session.state
    return account ? `${account.address} ${account.email}` : ''
  }
  const reset = (): void => {
    opened.value = profile.value = deciding.value = sought.value = null
    stage.value = 'all'
  }
  watch(who, reset, { flush: 'sync' })
  const go = (to: Place): void => {
    place.value = to
    deciding.value = null
  }
  /** The record in its editor. */
  const open = (key: RecordKey): void => {
    const isProfile = kindOf(key) === 'profile'
    go(isProfile ? 'profile' : 'people')
    if (isProfile) profile.value = idOf(key)
    else opened.value = key
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
  return {
    ...{ who: computed(who), place, opened, profile, stage, deciding, sought },
    ...{ go, open, close, review, decide },
  }
})
