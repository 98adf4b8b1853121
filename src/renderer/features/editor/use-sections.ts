import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** How long a jump decides alone which section is the current one, while the page scrolls there. */
const jumpLasts = 600

/**
 * Follows which section is being read, and jumps to one: by a press, or by Ctrl or Command with its number.
 * @param root the element the sections are in, however they are scrolled
 * @param sections their ids, in order
 */
export function useSections(
  root: Ref<HTMLElement | null>,
  sections: readonly string[],
): {
  current: Ref<string>
  jump: (section: string) => void
} {
  const first = sections[0] ?? ''
  const current = ref(first)
  let held = 0

  const heading = (section: string): HTMLElement | null =>
    root.value?.querySelector<HTMLElement>(`[data-section="${section}"] h3`) ?? null
  const jump = (section: string): void => {
    const target = heading(section)
    if (!target) return
    held = performance.now() + jumpLasts
    current.value = section
    target.scrollIntoView({ block: 'start' })
    target.focus({ preventScroll: true })
  }
  const follow = (): void => {
    const box = root.value?.getBoundingClientRect()
    if (!box || performance.now() < held) return
    // A section is being read once its heading is in the upper third.
    const line = box.top + box.height / 3
    current.value =
      sections.findLast((section) => (heading(section)?.getBoundingClientRect().top ?? Infinity) < line) ??
      first
  }
  const press = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.defaultPrevented) return
    const section = sections[Number(event.key) - 1]
    if (!section || !/^\d$/.test(event.key)) return
    event.preventDefault()
    jump(section)
  }
  onMounted(() => {
    window.addEventListener('keydown', press)
    window.addEventListener('scroll', follow, { capture: true, passive: true })
  })
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', press)
    window.removeEventListener('scroll', follow, { capture: true })
  })
  return { current, jump }
}
