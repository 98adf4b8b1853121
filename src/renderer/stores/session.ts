import { defineStore } from 'pinia'
import type { SignIn } from '#shared/ipc/contract'
import { call } from '../bridge/client'
import { keepAll } from '../leaving'
import { mirror } from './mirror'

/** Who is signed in. */
export const useSession = defineStore('session', () => {
  const { state, load } = mirror('session', 'session.state', {
    phase: 'starting',
    account: null,
    tokens: 'keychain',
    problem: null,
    remembered: { address: '', email: '' },
  })
  const signIn = async (form: SignIn): Promise<void> => {
    state.value = await call('session.signIn', form)
  }
  const tryDemo = async (): Promise<void> => {
    state.value = await call('session.tryDemo', undefined)
  }
  const restore = async (): Promise<void> => {
    state.value = await call('session.restore', undefined)
  }
  const signOut = async (): Promise<void> => {
    // Afterwards nobody is there whose it would be.
    await keepAll()
    state.value = await call('session.signOut', undefined)
  }
  return { state, load, signIn, tryDemo, restore, signOut }
})
