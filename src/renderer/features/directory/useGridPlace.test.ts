import { beforeEach, expect, it, vi } from 'vitest'
import { createApp, nextTick, reactive, ref, shallowReactive, type App } from 'vue'
import type { ListPlace } from '#shared/ipc/preferences'
import { useGridPlace } from './useGridPlace'
import type { Rows } from './useRows'

const height = 32
/** Row 105 is at the top, the keys are at row 108, of a list whose people are numbered from 1. */
const place: ListPlace = { top: 105, row: 108, column: 1, people: [106, 107, 108], person: 109 }
const query = { text: '', scope: 'everyone', sort: { field: 'FullName', descending: false } } as const
const rowsFrom = (first: number): Rows => ({
  ...{ total: 1000, query, problem: null, look: () => undefined },
  at: (index) => ({ id: first + index, values: {}, pending: [], state: null }),
})

let app: App
let active: { row: number; column: number }
let viewport: ReturnType<typeof ref<{ top: number; height: number }>>
let props: { rows: Rows; total: number }
let kept: ListPlace[]
/** Tells where the people are by now. */
let answer: (indexes: number[]) => void
beforeEach(async () => {
  active = reactive({ row: 0, column: 1 })
  const seen = ref({ top: 0, height: 320 })
  viewport = seen
  kept = []
  props = shallowReactive({ rows: rowsFrom(1), total: 1000 })
  const places = {
    of: () => kept.at(-1) ?? place,
    keep: (_: unknown, now: ListPlace) => void kept.push(now),
    find: () => new Promise<number[]>((resolve) => (answer = resolve)),
  }
  app = createApp({
    setup() {
      const toPlace = useGridPlace({
        props: Object.assign(props, { query, opened: null, places }),
        grid: ref(null),
        viewport: seen,
        rowHeight: ref(height),
        active,
        clamp: (row, column) => ({ row, column }),
        scroll: { jump: (top: number) => (seen.value = { ...seen.value, top }), reveal: vi.fn() },
        grow: () => undefined,
      })
      toPlace()
      return () => null
    },
  })
  app.mount(document.createElement('div'))
  await nextTick()
})
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

it('goes to its numbers at once, and to its people when it is known where they are', async () => {
  expect([viewport.value?.top, active.row]).toEqual([105 * height, 108])
  answer([205, 206, 207, 208])
  await settled()
  expect([viewport.value?.top, active.row]).toEqual([205 * height, 208])
})

it('leaves the keys where they went meanwhile: the next key must not be about somebody else', async () => {
  active.row = 109
  answer([205, 206, 207, 208])
  await settled()
  expect([viewport.value?.top, active.row]).toEqual([105 * height, 109])
  expect(kept.at(-1)).toMatchObject({ row: 109, person: 110 })
})

it('leaves the view where somebody scrolled meanwhile', async () => {
  viewport.value = { top: 400 * height, height: 320 }
  answer([205, 206, 207, 208])
  await settled()
  expect(viewport.value.top).toBe(400 * height)
})

it('keeps nothing once its list is gone', async () => {
  const before = kept.length
  app.unmount()
  answer([205, 206, 207, 208])
  await settled()
  expect(kept).toHaveLength(before)
})
