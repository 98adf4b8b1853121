import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { SignIn } from '#shared/ipc/contract'
import type { LookupRow } from '#shared/ipc/models'
import { idOf, kindOf, type RecordKey } from '#shared/records/index'
import { call } from '../bridge/client'
import { t } from '../i18n'
import { mirror } from './mirror'

/** The sign-in to a location's portal, and the signed-in customer's own profiles. */
export const usePortal = defineStore('portal', () => {
  const { state, load } = mirror('portal', 'portal.state', {
    session: {
      ...{ phase: 'starting', account: null, tokens: 'keychain', problem: null },
      remembered: { address: '', email: '' },
    },
    ...{ profiles: [], countries: [], current: null, online: true, pausedUntil: null, problem: null },
  })
  const countries = computed(() => new Map(state.value.countries.map(({ id, name }) => [id, name])))
  /** The profiles to choose from, told apart. */
  const choices = computed<readonly LookupRow[]>(() => {
    const rows = state.value.profiles.map(({ id, name, company, active, isDefault }) => {
      const full = company ? t('profile.account.row', { name, company }) : name || t('values.unnamed')
      const states = [
        isDefault ? t('profile.account.default') : '',
        active ? '' : t('profile.account.inactive'),
      ]
      return { id, name: full, detail: states.filter(Boolean).join(', ') }
    })
    const same = (one: LookupRow, other: LookupRow): boolean =>
      one.id !== other.id && one.name === other.name && one.detail === other.detail
    // The list does not say where each belongs: where nothing else tells two apart, their numbers do.
    return rows.map((row) =>
      rows.some((other) => same(row, other)) ? { ...row, detail: `#${row.id}` } : row,
    )
  })
  /** What tells a profile from the others: its company, that it is the default one, or its number. Empty for the only one. */
  const whichOf = (key: RecordKey): string => {
    const { profiles } = state.value
    const profile = kindOf(key) === 'profile' && profiles.find(({ id }) => id === idOf(key))
    if (!profile || profiles.length < 2) return ''
    return profile.company || (profile.isDefault ? t('profile.account.default') : `#${profile.id}`)
  }
  return {
    state,
    load,
    choices,
    whichOf,
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
    /** Reads the list of profiles once more. */
    refresh: async (): Promise<void> => {
      state.value = await call('portal.refresh', undefined)
    },
    open: (key: RecordKey) => call('profile.open', { id: idOf(key) }),
    setPassword: (key: RecordKey, passwords: { old: string; fresh: string; again: string }) =>
      call('profile.setPassword', { id: idOf(key), ...passwords }),
    suggestSummary: (key: RecordKey) => call('profile.suggestSummary', { id: idOf(key) }),
  }
})
