import { createApp } from 'vue'
import { initialPreferences, type Preferences } from '#shared/ipc/preferences'
import type { SessionState } from '#shared/ipc/models'
import { usePreferences } from '../../stores/preferences'
import { stand, type Answers, type Stand } from '../review/testing'

export const as = (email: string, phase: SessionState['phase'] = 'signed-in'): SessionState => ({
  phase,
  account: { account: 1, name: email, email, space: 'Harbour', address: 'harbour', demo: false },
  tokens: 'keychain',
  problem: null,
  remembered: { address: '', email: '' },
})

/** The window of somebody who is signed in, with what it remembers. */
export async function signedIn(kept: Partial<Preferences>, answers: Answers = {}): Promise<Stand<unknown>> {
  const page = await stand(() => usePreferences(), {
    'preferences.read': () => ({ owner: 1, values: { ...initialPreferences, ...kept } }),
    ...answers,
  })
  await page.tell('session', as('ada@x.example'))
  return page
}

/** A composable as a list that comes into this window has it, and a way to take the list away. */
export function mounted<T>(use: () => T): { readonly it: T; readonly close: () => void } {
  let made: T | undefined
  const app = createApp({
    setup: () => {
      made = use()
      return () => null
    },
  })
  app.mount(document.createElement('div'))
  return { it: made as T, close: () => app.unmount() }
}
