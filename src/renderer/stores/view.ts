import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { useSession } from './session'

/** Where the person is in the window. The one thing that is the window's own. */
export const useView = defineStore('view', () => {
  const place = ref<'people' | 'review'>('people')
  /** The person whose editor is open. */
  const opened = ref<number | null>(null)
  const session = useSession()
  // A number means another person, or nobody, in somebody else's space.
  const who = (): string => {
    const { account } = session.state
    return account ? `${account.address} ${account.email}` : ''
  }
  watch(who, () => (opened.value = null), { flush: 'sync' })
  const go = (to: 'people' | 'review'): void => {
    place.value = to
  }
  const open = (id: number): void => {
    place.value = 'people'
    opened.value = id
  }
  const close = (): void => {
    opened.value = null
  }
  return { place, opened, go, open, close }
})
