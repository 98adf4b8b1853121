import * as v from 'valibot'
import { Page } from '#shared/api/envelopes'
import { LanguageRow, LocationRow, UserRoleRow } from '#shared/api/lookups'
import type { LookupRow } from '#shared/ipc/models'
import type { Lookup } from '#shared/records/field'
import { parse } from './answers'
import type { Api } from './http'

interface Source {
  readonly path: string
  /**
   * Cuts a row to what Usher shows; applications carry secret keys (nexudus-api.md §3.6).
   * @param locations names by id, as read before
   */
  readonly read: (row: unknown, locations: ReadonlyMap<number, string>) => LookupRow
}

const named = v.object({ Id: v.number(), Name: v.string() })
/** Locations first: other rows name theirs by id. */
const sources: Readonly<Record<Lookup, Source>> = {
  locations: {
    path: '/api/sys/businesses',
    read: (row) => {
      const { Id, Name, WebAddress } = v.parse(LocationRow, row)
      return { id: Id, name: Name, detail: WebAddress ?? '' }
    },
  },
  roles: {
    path: '/api/security/userroles',
    read: (row) => {
      const { Id, Name, BusinessName } = v.parse(UserRoleRow, row)
      return { id: Id, name: Name, detail: BusinessName ?? '' }
    },
  },
  languages: {
    path: '/api/sys/languages',
    read: (row, locations) => {
      const { Id, Name, BusinessId, Culture } = v.parse(LanguageRow, row)
      return { id: Id, name: Name, detail: locations.get(BusinessId ?? 0) ?? Culture ?? '' }
    },
  },
  chatRooms: { path: '/api/support/chatrooms', read: (row) => plain(v.parse(named, row)) },
  applications: { path: '/api/apps/applications', read: (row) => plain(v.parse(named, row)) },
}
/** Where a lookup's rows are listed, and read by id. */
export const lookupPath = (lookup: Lookup): string => sources[lookup].path
export const lookupNames = Object.keys(sources) as Lookup[]

const plain = (row: { Id: number; Name: string }): LookupRow => ({ id: row.Id, name: row.Name, detail: '' })

/** The list's end is trusted, but not for ever. */
const mostPages = 100

/** All rows of a linked entity, by id. @param locations as read before @throws UsherError */
export async function readLookup(
  api: Api,
  lookup: Lookup,
  locations: readonly LookupRow[],
): Promise<LookupRow[]> {
  const { path, read } = sources[lookup]
  const names = new Map(locations.map((row) => [row.id, row.name]))
  const rows = new Map<number, LookupRow>()
  for (let number = 1; number <= mostPages; number++) {
    const query = `page=${number}&size=100&orderBy=Id&dir=0`
    const page = parse(Page, await api.request({ path: `${path}?${query}`, priority: 'background' }))
    for (const record of page.Records) {
      const row = read(record, names)
      rows.set(row.id, row)
    }
    if (!page.HasNextPage) break
  }
  return [...rows.values()]
}
