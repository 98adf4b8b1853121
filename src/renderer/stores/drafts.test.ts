import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { draftOf } from '../features/review/testing'
import { useDrafts } from './drafts'

let listed: unknown[]
const listeners = new Map<string, (payload: unknown) => void>()
beforeEach(() => {
  const answers: Record<string, () => unknown> = {
    'drafts.list': () => listed,
    'sync.state': () => ({ checking: 0 }),
  }
  const usher = {
    calls: new Proxy(
      {},
      { get: (_, channel: string) => () => Promise.resolve({ ok: true, value: answers[channel]?.() }) },
    ),
    on: (event: string, listener: (payload: unknown) => void) => {
      listeners.set(event, listener)
      return () => undefined
    },
  }
  Object.defineProperty(window, 'usher', { value: usher, configurable: true })
  setActivePinia(createPinia())
})
const tell = (event: string, payload: unknown) => listeners.get(event)?.(payload)
const ids = () => useDrafts().list.map(({ id, revision }) => [id, revision])

it('follows what has moved: each in its place, new ones last, gone ones away', async () => {
  listed = [1, 2, 3].map((id) => draftOf({ id }))
  const drafts = useDrafts()
  await drafts.load()
  const kept = drafts.list[2]
  tell('moved', { drafts: [draftOf({ id: 2, revision: 5 }), draftOf({ id: 9 })], gone: [1] })
  expect(ids()).toEqual([
    [2, 5],
    [3, 1],
    [9, 1],
  ])
  expect(drafts.list[1]).toBe(kept)
  tell('drafts', [])
  expect(ids()).toEqual([])
})

it('loses nothing that moves before the list is there', async () => {
  listed = [draftOf({ id: 1 })]
  const drafts = useDrafts()
  const loading = drafts.load()
  listed = [draftOf({ id: 1, revision: 2 }), draftOf({ id: 2 })]
  tell('moved', { drafts: listed, gone: [] })
  await loading
  expect(ids()).toEqual([
    [1, 2],
    [2, 1],
  ])
})
