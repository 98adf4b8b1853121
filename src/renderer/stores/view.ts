import { defineStore } from 'pinia'
import { ref } from 'vue'

/** Where the person is in the window. The one thing that is the window's own. */
export const useView = defineStore('view', () => {
  const place = ref<'people' | 'review'>('people')
  /** The person whose editor is open. */
  const opened = ref<number | null>(null)
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
