import { nextTick, onBeforeUnmount, onMounted, onUpdated, type Ref } from 'vue'

/**
 * Rows of Review go when what they showed is done, and would take the focus with them to nowhere. It then goes to the
 * person it was at, or else to the heading.
 */
export function useKeptFocus(root: Ref<HTMLElement | null>, heading: Ref<HTMLElement | null>) {
  let last: number | null = null
  let within = false

  const nameOf = (id: number | null): HTMLElement | null =>
    id === null ? null : (root.value?.querySelector<HTMLElement>(`[data-group="${id}"]`) ?? null)

  function note(event: FocusEvent): void {
    within = true
    const section = (event.target as HTMLElement).closest('section')
    const name = section === root.value ? null : section?.querySelector<HTMLElement>('[data-group]')
    last = name ? Number(name.dataset.group) : null
  }
  function leave(event: FocusEvent): void {
    // A removed element loses focus without a successor; a person leaving for elsewhere has one.
    if (event.relatedTarget && !root.value?.contains(event.relatedTarget as Node)) within = false
  }

  onMounted(() => {
    root.value?.addEventListener('focusin', note)
    root.value?.addEventListener('focusout', leave)
  })
  onBeforeUnmount(() => {
    root.value?.removeEventListener('focusin', note)
    root.value?.removeEventListener('focusout', leave)
  })
  onUpdated(async () => {
    await nextTick()
    if (!within || document.activeElement !== document.body) return
    ;(nameOf(last) ?? heading.value)?.focus()
  })

  /** Shows a person's group and puts the focus on their name. */
  async function toGroup(id: number): Promise<void> {
    await nextTick()
    const name = nameOf(id)
    name?.scrollIntoView({ block: 'center' })
    name?.focus()
  }
  return { toGroup }
}
