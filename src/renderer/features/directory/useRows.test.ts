import { createPinia, setActivePinia } from 'pinia'
import { createApp, nextTick, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { FindRows } from '#shared/ipc/contract'
import { usePreferences } from '../../stores/preferences'
import { useRows } from './useRows'

let asked: string[]
let answers: (() => void)[]
let list: ReturnType<typeof useRows>
let app: App

const settled = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(1)
  await nextTick()
}
/** Answers what is on its way, and whatever that brings about. */
async function answer(): Promise<void> {
  while (answers.length > 0) {
    answers.shift()?.()
    await settled()
  }
}

beforeEach(async () => {
  vi.useFakeTimers()
  ;[asked, answers] = [[], []]
  const usher = {
    calls: {
      'directory.find': ({ text, from }: FindRows) => {
        asked.push(text)
        const value = { total: text.length, from, rows: [], revision: 0 }
        return new Promise((resolve) => answers.push(() => resolve({ ok: true, value })))
      },
    },
    on: () => () => undefined,
  }
  Object.defineProperty(window, 'usher', { value: usher, configurable: true })
  setActivePinia(createPinia())
  app = createApp({
    setup() {
      list = useRows(() => [])
      return () => null
    },
  })
  app.mount(document.createElement('div'))
  await answer()
  asked = []
})
afterEach(() => {
  app.unmount()
  vi.useRealTimers()
})

it('asks for a text before it is there, and once', async () => {
  list.expect('ada')
  expect(asked).toEqual(['ada'])
  list.query.text = 'ada'
  await settled()
  await answer()
  expect(asked).toEqual(['ada'])
  expect(list.rows.value).toMatchObject({ total: 3, query: { text: 'ada' } })
})

it('shows what the text is where it did not become what was expected', async () => {
  list.query.text = 'ad'
  await answer()
  list.expect('ada')
  await settled()
  await answer()
  expect(asked).toEqual(['ad', 'ada'])
  expect(list.rows.value).toMatchObject({ total: 2, query: { text: 'ad' } })
})

it('remembers conditions and order, and is not kept busy by words', async () => {
  const preferences = usePreferences()
  const set = vi.spyOn(preferences, 'setSoon')
  for (const text of ['a', 'ad', 'ada is:admin', 'ada l is:admin', 'ada']) {
    list.query.text = text
    await settled()
  }
  list.query.sort = { field: 'Email', descending: true }
  expect(set.mock.calls.map(([, value]) => value)).toMatchObject([
    { text: 'is:admin' },
    { text: '' },
    { text: '', sort: { field: 'Email', descending: true } },
  ])
})
