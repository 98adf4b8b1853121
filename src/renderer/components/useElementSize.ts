import { onBeforeUnmount, onMounted, reactive, type Ref } from 'vue'

/**
 * The inner size of an element in px, as it changes; 0 before it is in the page.
 * @param seen called whenever it has a size, as after it was hidden
 */
export function useElementSize(
  element: Readonly<Ref<HTMLElement | null>>,
  seen?: () => void,
): {
  readonly width: number
  readonly height: number
} {
  const size = reactive({ width: 0, height: 0 })
  const observer = new ResizeObserver(([entry]) => {
    // A hidden element has no size; what fitted before is kept for when it is back.
    if (!entry || entry.contentRect.width === 0) return
    Object.assign(size, { width: entry.contentRect.width, height: entry.contentRect.height })
    seen?.()
  })
  onMounted(() => {
    if (!element.value) return
    Object.assign(size, { width: element.value.clientWidth, height: element.value.clientHeight })
    observer.observe(element.value)
  })
  onBeforeUnmount(() => observer.disconnect())
  return size
}
