import { onScopeDispose, ref, type Ref } from 'vue'

/** The present, close enough for words such as ‘2 min ago’. */
export function useNow(): Ref<number> {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), 20_000)
  onScopeDispose(() => clearInterval(timer))
  return now
}
