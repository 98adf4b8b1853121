import { createPinia, setActivePinia } from 'pinia'
import { createApp, nextTick, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { EventName, Events } from '#shared/ipc/contract'
import { pictureAddress, type LookAtPictures, type PictureOf } from '#shared/ipc/pictures'
import { useRowPictures } from './useRowPictures'

let listeners: Map<string, ((payload: never) => void)[]>
let looks: LookAtPictures[]
let here: PictureOf[]
let inView: PictureOf[]
let shown: (string | null)[]
let painted: (...place: readonly unknown[]) => void
let app: App

const of = (id: number): PictureOf => ({ id, file: `${id}.png` })
const settle = async (ms: number) => {
  await vi.advanceTimersByTimeAsync(ms)
  await nextTick()
}
function tell<E extends EventName>(event: E, payload: Events[E]): void {
  for (const listener of listeners.get(event) ?? []) listener(payload as never)
}
function signIn(account: number): void {
  const who = { account, name: 'Ada', email: 'ada@x.example', space: 'X', address: 'x', demo: false }
  tell('session', {
    ...{ phase: 'signed-in', account: who, tokens: 'memory', problem: null },
    remembered: { address: '', email: '' },
  })
}

beforeEach(() => {
  vi.useFakeTimers()
  listeners = new Map()
  ;[looks, here, shown] = [[], [], []]
  inView = [of(1), of(2)]
  const usher = {
    calls: {
      'pictures.look': (args: LookAtPictures) => {
        looks.push(args)
        return Promise.resolve({ ok: true, value: here })
      },
    },
    on: (event: string, listener: (payload: never) => void) => {
      listeners.set(event, [...(listeners.get(event) ?? []), listener])
      return () => listeners.delete(event)
    },
  }
  Object.defineProperty(window, 'usher', { value: usher, configurable: true })
  setActivePinia(createPinia())
  app = createApp({
    setup() {
      const pictures = useRowPictures({
        inView: () => inView,
        show: (addressOf) => (shown = [1, 2, 3].map((id) => addressOf(of(id)))),
      })
      painted = pictures.painted
      return () => null
    },
  })
  app.mount(document.createElement('div'))
  signIn(1)
})
afterEach(() => vi.useRealTimers())

it('looks for nobody’s picture while the list moves, and for those in view once it rests', async () => {
  for (let top = 0; top < 1_000; top += 100) {
    painted(top)
    await settle(100)
  }
  expect(looks).toEqual([])
  here = [of(2)]
  await settle(100)
  expect(looks).toEqual([{ account: 1, pictures: [of(1), of(2)] }])
  expect(shown).toEqual([null, pictureAddress(1, of(2)), null])
})

it('a list that is only drawn anew rests all the same', async () => {
  painted(0)
  for (let times = 0; times < 4; times++) {
    await settle(50)
    painted(0)
  }
  expect(looks).toHaveLength(1)
})

it('shows what comes later, and not while the list moves', async () => {
  painted(0)
  await settle(200)
  tell('picture', { account: 1, picture: of(1) })
  expect(shown).toEqual([pictureAddress(1, of(1)), null, null])
  shown = []
  tell('picture', { account: 2, picture: of(1) })
  expect(shown).toEqual([])
  painted(50)
  tell('picture', { account: 1, picture: of(2) })
  expect(shown).toEqual([])
})

it('what was looked for before the list moved is not shown in other rows', async () => {
  let answer = (): void => undefined
  const calls = window.usher.calls as unknown as Record<string, unknown>
  calls['pictures.look'] = () =>
    new Promise((resolve) => (answer = () => resolve({ ok: true, value: [of(1)] })))
  painted(0)
  await settle(200)
  painted(500)
  answer()
  await settle(0)
  expect(shown).toEqual([])
})

it('says once that nobody with a picture is looked at, and then nothing', async () => {
  painted(0)
  await settle(200)
  inView = []
  for (let top = 100; top < 400; top += 100) {
    painted(top)
    await settle(200)
  }
  expect(looks.map(({ pictures }) => pictures.length)).toEqual([2, 0])
})

it('asks nothing once the list is gone', async () => {
  painted(0)
  app.unmount()
  await settle(200)
  expect(looks).toEqual([])
  expect(listeners.has('picture')).toBe(false)
})
