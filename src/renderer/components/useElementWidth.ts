import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** The inner width of an element in px, as it changes; 0 before it is in the page. */
export function useElementWidth(element: Readonly<Ref<HTMLElement | null>>): Ref<number> {
  const width = ref(0)
  const observer = new ResizeObserver(([entry]) => {
    // A hidden element has no width; what fitted before is kept for when it is back.
    if (entry && entry.contentRect.width > 0) width.value = entry.contentRect.width
  })
  onMounted(() => {
    if (!element.value) return
    width.value = element.value.clientWidth
    observer.observe(element.value)
  })
  onBeforeUnmount(() => observer.disconnect())
  return width
}
