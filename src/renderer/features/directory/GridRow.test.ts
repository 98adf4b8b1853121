import { createPinia } from 'pinia'
import { createApp, h, nextTick, shallowRef } from 'vue'
import { expect, it, vi } from 'vitest'
import type { Row } from '#shared/ipc/models'
import { columnsFor } from './columns'
import GridRow from './GridRow.vue'

const row: Row = {
  id: 1,
  values: { FullName: 'Zoë Müller', Email: 'zoe@example.com', Active: true },
  pending: ['FullName'],
  state: 'saved',
}

/** Jumping to the end of a long list focuses a cell whose row is still on its way; drawing it anew lost the focus. */
it('keeps the focus in a cell when its row arrives', async () => {
  vi.stubGlobal('usher', { calls: {}, on: () => () => undefined })
  const arrived = shallowRef<Row>()
  const host = document.body.appendChild(document.createElement('div'))
  const props = { index: 5, columns: columnsFor(1200), active: 1, opened: false, now: 0 }
  createApp({ render: () => h(GridRow, { ...props, row: arrived.value }) })
    .use(createPinia())
    .mount(host)

  const cell = host.querySelector<HTMLElement>('[data-cell="5:1"]')
  cell?.focus()
  expect(host.querySelector('[role=row]')?.getAttribute('aria-busy')).toBe('true')
  arrived.value = row
  await nextTick()
  expect(document.activeElement).toBe(cell)
  expect(cell?.textContent).toContain('zoe@example.com')
  expect(host.querySelector('[role=row]')?.textContent).toContain('Saved on this computer')
})
