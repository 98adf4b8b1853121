import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import type { SessionState } from '#shared/ipc/models'
import { initialPreferences, type OwnPreferences } from '#shared/ipc/preferences'
import type { RowQuery } from '#shared/ipc/query'
import { keepAll } from '../leaving'
import { usePreferences } from './preferences'
import { useSession } from './session'

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
let hangs: boolean
beforeEach(() => {
  hangs = false
  vi.useFakeTimers()
  answers = []
  kept = []
  const usher = {
    calls: {
      'preferences.read': () =>
        new Promise((resolve) => answers.push((value) => resolve({ ok: true, value }))),
      'preferences.set': (args: unknown) => {
        kept.push(args)
        return hangs ? new Promise(() => undefined) : Promise.resolve({ ok: true, value: undefined })
      },
      'session.signOut': () => {
        kept.push('signed out')
        return Promise.resolve({ ok: true, value: nobody })
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
  // Whose it was is said, and main refuses what is not of who is there.
  expect(kept.slice(1)).toEqual([{ owner: 1, change: { key: 'people.query', value: found('of Ada') } }])
})

it('keeps what is still moving before anybody leaves, and waits until it is kept', async () => {
  const preferences = usePreferences()
  tell(as('ada@x.example'))
  answers[0]?.(own(1, ''))
  await tick()
  preferences.setSoon('people.query', found('zoë'))
  const left = vi.fn()
  void keepAll().then(left)
  expect(kept).toHaveLength(1)
  expect(left).not.toHaveBeenCalled()
  await tick()
  expect(left).toHaveBeenCalledOnce()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(kept).toHaveLength(1)
})

it('keeps it before the sign-out, while it is known whose it is; a disk that hangs holds nobody', async () => {
  const preferences = usePreferences()
  tell(as('ada@x.example'))
  answers[0]?.(own(1, ''))
  await tick()
  preferences.setSoon('people.query', found('zoë'))
  hangs = true
  void useSession().signOut()
  await vi.advanceTimersByTimeAsync(400)
  expect(kept).toEqual([{ owner: 1, change: { key: 'people.query', value: found('zoë') } }])
  await vi.advanceTimersByTimeAsync(200)
  expect(kept.at(-1)).toBe('signed out')
})
