import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import type { SessionState } from '#shared/ipc/models'
import { initialPreferences, type OwnPreferences } from '#shared/ipc/preferences'
import type { RowQuery } from '#shared/ipc/query'
import { usePreferences } from './preferences'

const nobody: SessionState = {
  ...{ phase: 'signed-out', account: null, tokens: 'keychain', problem: null },
  remembered: { address: '', email: '' },
}
const as = (email: string): SessionState => ({
  ...nobody,
  phase: 'signed-in',
  account: { account: 1, name: email, email, space: 'Harbour', address: 'harbour', demo: false },
})
const found = (text: string): RowQuery => ({ ...initialPreferences['people.query'], text })
const own = (owner: number, text: string): OwnPreferences => ({
  owner,
  values: { ...initialPreferences, 'people.query': found(text) },
})
const tick = () => vi.advanceTimersByTimeAsync(0)

let tell: (state: SessionState) => void
let answers: ((own: OwnPreferences) => void)[]
let kept: unknown[]
beforeEach(() => {
  vi.useFakeTimers()
  answers = []
  kept = []
  const usher = {
    calls: {
      'preferences.read': () =>
        new Promise((resolve) => answers.push((value) => resolve({ ok: true, value }))),
      'preferences.set': (args: unknown) => {
        kept.push(args)
        return Promise.resolve({ ok: true, value: undefined })
      },
    },
    on: (event: string, listener: (state: SessionState) => void) => {
      if (event === 'session') tell = listener
      return () => undefined
    },
  }
  Object.defineProperty(window, 'usher', { value: usher, configurable: true })
  setActivePinia(createPinia())
  return () => vi.useRealTimers()
})

it('is ready once an account’s own are here, and shows no one else’s meanwhile', async () => {
  const preferences = usePreferences()
  tell(as('ada@x.example'))
  expect(preferences.ready).toBe(false)
  tell(as('bo@x.example'))
  answers[1]?.(own(2, 'of Bo'))
  await tick()
  answers[0]?.(own(1, 'of Ada'))
  await tick()
  expect(preferences.ready).toBe(true)
  expect(preferences.values['people.query'].text).toBe('of Bo')
  tell(nobody)
  expect(preferences.ready).toBe(false)
  expect(preferences.values).toEqual(initialPreferences)
})

it('keeps what moves often once it stands still, and never for the next account', async () => {
  const preferences = usePreferences()
  tell(as('ada@x.example'))
  answers[0]?.(own(1, ''))
  await tick()
  for (const text of ['z', 'zo', 'zoë']) preferences.setSoon('people.query', found(text))
  expect(kept).toEqual([])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(kept).toEqual([{ owner: 1, change: { key: 'people.query', value: found('zoë') } }])
  preferences.setSoon('people.query', found('of Ada'))
  tell(as('bo@x.example'))
  answers[1]?.(own(2, ''))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(kept).toHaveLength(1)
})

it('keeps at once what is still moving when the window closes', async () => {
  const preferences = usePreferences()
  tell(as('ada@x.example'))
  answers[0]?.(own(1, ''))
  await tick()
  preferences.setSoon('people.query', found('zoë'))
  window.dispatchEvent(new Event('pagehide'))
  expect(kept).toHaveLength(1)
})
