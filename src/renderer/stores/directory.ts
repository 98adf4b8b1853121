import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { CountFacets, FindIds, FindPlaces, FindRows } from '#shared/ipc/contract'
import type { TableFile, TableText } from '#shared/ipc/table-text'
import type { Lookup } from '#shared/records/index'
import type { Lookups } from '#shared/ipc/models'
import { call } from '../bridge/client'
import { mirror } from './mirror'
import { usePortal } from './portal'

/** The local copy of the people, and the names of what they refer to. */
export const useDirectory = defineStore('directory', () => {
  const { state, load } = mirror('directory', 'directory.state', {
    people: 0,
    total: null,
    filling: false,
    reading: null,
    refreshedAt: null,
    problem: null,
    missing: [],
    revision: 0,
  })
  const portal = usePortal()
  const lookups = shallowRef<Lookups>({
    roles: [],
    locations: [],
    languages: [],
    chatRooms: [],
    applications: [],
  })
  const loadLookups = async (): Promise<void> => {
    lookups.value = await call('lookups.get', undefined)
  }
  /** A review of a thousand drafts asks for thousands of names. */
  const names = computed(
    () =>
      new Map(
        Object.entries(lookups.value).map(([lookup, rows]) => [
          lookup,
          new Map(rows.map((row) => [row.id, row.name])),
        ]),
      ),
  )
  /** The name a lookup gives to an id; the id itself where it gives none. */
  const nameOf = (lookup: Lookup | 'countries', id: number): string =>
    lookup === 'countries' ? portal.countryName(id) : (names.value.get(lookup)?.get(id) ?? `#${id}`)
  return {
    state,
    load,
    lookups,
    loadLookups,
    nameOf,
    find: (query: FindRows) => call('directory.find', query),
    copy: (table: TableText) => call('directory.copy', table),
    exportTo: (file: TableFile) => call('directory.export', file),
    ids: (query: FindIds) => call('directory.ids', query),
    places: (query: FindPlaces) => call('directory.places', query),
    facets: (query: CountFacets) => call('directory.facets', query),
    refresh: () => call('directory.refresh', undefined),
    open: (id: number) => call('users.open', { id }),
    setPassword: (id: number, password: string) => call('users.setPassword', { id, password }),
  }
})
