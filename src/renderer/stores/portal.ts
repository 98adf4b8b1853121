import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { SignIn } from '#shared/ipc/contract'
import { idOf, type RecordKey } from '#shared/records/index'
import { call } from '../bridge/client'
import { mirror } from './mirror'

/** The sign-in to a location's portal, and the signed-in customer's own profiles. */
export const usePortal = defineStore('portal', () => {
  const { state, load } = mirror('portal', 'portal.state', {
    session: {
      ...{ phase: 'starting', account: null, tokens: 'keychain', problem: null },
      remembered: { address: '', email: '' },
    },
    ...{ profiles: [], countries: [], current: null, online: true, problem: null },
  })
  const countries = computed(() => new Map(state.value.countries.map(({ id, name }) => [id, name])))
  return {
    state,
    load,
    /** The name of a country; its number where the list of them is not here. */
    countryName: (id: number): string => countries.value.get(id) ?? `#${id}`,
    /** Which location answers there. */
    find: (address: string) => call('portal.find', { address }),
    signIn: async (form: SignIn): Promise<void> => {
      state.value = await call('portal.signIn', form)
    },
    restore: async (): Promise<void> => {
      state.value = await call('portal.restore', undefined)
    },
    signOut: async (): Promise<void> => {
      state.value = await call('portal.signOut', undefined)
    },
    open: (key: RecordKey) => call('profile.open', { id: idOf(key) }),
    setPassword: (key: RecordKey, passwords: { old: string; fresh: string; again: string }) =>
      call('profile.setPassword', { id: idOf(key), ...passwords }),
    suggestSummary: (key: RecordKey) => call('profile.suggestSummary', { id: idOf(key) }),
  }
})
