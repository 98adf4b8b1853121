import { beforeEach, expect, it } from 'vitest'
import { createApp, h, nextTick, shallowRef } from 'vue'
import NoticeBar from './NoticeBar.vue'
import type { Notice } from './notices'

const notice = shallowRef<Notice | null>(null)
const button = (name: string): HTMLElement | undefined =>
  [...document.querySelectorAll('button')].find(
    (one) => one.textContent.trim() === name || one.getAttribute('aria-label') === name,
  )
const settled = async (): Promise<void> => {
  await nextTick()
  await nextTick()
}
beforeEach(async () => {
  document.body.innerHTML = '<button>Edit</button><main></main>'
  notice.value = { kind: 'info', text: 'Two drafts were made.', undo: () => (notice.value = taken) }
  const dismiss = (): void => void (notice.value = null)
  createApp(() => (notice.value ? h(NoticeBar, { notice: notice.value, onDismiss: dismiss }) : null)).mount(
    'main',
  )
  await settled()
  button('Edit')?.focus()
})
const taken: Notice = { kind: 'info', text: 'They were taken back.' }

it('keeps the focus within the news when the button that was pressed goes', async () => {
  button('Undo')?.focus()
  button('Undo')?.click()
  await settled()
  expect(button('Undo')).toBeUndefined()
  expect(document.activeElement).toBe(button('Dismiss'))
})

it('gives the focus back to where it came from when it is dismissed', async () => {
  button('Undo')?.focus()
  button('Dismiss')?.focus()
  button('Dismiss')?.click()
  await settled()
  expect(document.activeElement).toBe(button('Edit'))
})

it('takes the focus from nobody', async () => {
  notice.value = taken
  await settled()
  notice.value = null
  await settled()
  expect(document.activeElement).toBe(button('Edit'))
})
