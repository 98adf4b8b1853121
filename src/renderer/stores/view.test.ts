import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { noPlace } from '#shared/ipc/preferences'
import type { SessionState } from '#shared/ipc/models'
import { useView } from './view'

const nobody: SessionState = {
  phase: 'signed-out',
  account: null,
  tokens: 'keychain',
  problem: null,
  remembered: { address: '', email: '' },
}
const as = (email: string): SessionState => ({
  ...nobody,
  phase: 'signed-in',
  account: { account: 1, name: email, email, space: 'Harbour', address: 'harbour', demo: false },
})

let tell: (state: SessionState) => void
beforeEach(() => {
  const usher = {
    calls: {},
    on: (event: string, listener: (state: SessionState) => void) => {
      if (event === 'session') tell = listener
      return () => undefined
    },
  }
  Object.defineProperty(window, 'usher', { value: usher, configurable: true })
  setActivePinia(createPinia())
})

it('closes the open person when somebody else signs in: the number is another person’s there', () => {
  const view = useView()
  tell(as('ada@x.example'))
  view.open(7)
  tell(nobody)
  expect(view.opened).toBeNull()
  tell(as('ada@x.example'))
  view.open(7)
  tell(as('bo@x.example'))
  expect(view.opened).toBeNull()
})

it('leaves it open while the same person’s sign-in ends and is renewed', () => {
  const view = useView()
  tell(as('ada@x.example'))
  view.open(7)
  tell({ ...as('ada@x.example'), phase: 'ended' })
  tell(as('ada@x.example'))
  expect(view.opened).toBe(7)
})

it('keeps what was looked for while a sign-in has ended, and for nobody else', () => {
  const view = useView()
  tell(as('ada@x.example'))
  const sought = { text: 'okonkwo', place: noPlace }
  view.sought = sought
  tell({ ...as('ada@x.example'), phase: 'ended' })
  tell(as('ada@x.example'))
  expect(view.sought).toEqual(sought)
  tell(as('bo@x.example'))
  expect(view.sought).toBeNull()
  view.sought = sought
  tell(nobody)
  expect(view.sought).toBeNull()
})
