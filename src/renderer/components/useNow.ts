import { onBeforeUnmount, ref, type Ref } from 'vue'

/** The time now, renewed every so many milliseconds, for words such as “2 min ago”. */
export function useNow(every = 15_000): Ref<number> {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), every)
  onBeforeUnmount(() => clearInterval(timer))
  return now
}
