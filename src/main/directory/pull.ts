import { toProblem } from '#shared/ipc/errors'
import type { Lookups, Missing } from '#shared/ipc/models'
import type { Lookup } from '#shared/records/field'
import { memberFields } from '#shared/search/parse'
import type { Sql } from '../database/protocol'
import type { Api } from '../nexudus/http'
import { lookupNames, readLookup } from '../nexudus/lookups'
import { readMembers } from '../nexudus/members'
import type { Users } from '../nexudus/users'
import type { Copy } from './copy'
import type { People } from './people/people'

/** Reads what is kept of an account from its server, in the background and within the budget. */
export interface Pull {
  /** What this account may not read: not asked for again until it is opened anew. */
  readonly missing: readonly Missing[]
  /** Another account is shown, or the same one anew: a permission may have been given meanwhile. */
  forget(): void
  /** @throws UsherError */
  run(account: number): Promise<void>
}

export interface PullParts {
  readonly users: Users
  readonly api: Api
  readonly copy: Copy
  readonly people: People
  readonly save: (statements: readonly Sql[]) => Promise<unknown>
  readonly now: () => number
  /** Whether an account is still the one that is shown. */
  readonly isShown: (account: number) => boolean
  readonly lookups: () => Lookups
  readonly onLookup: (lookup: Lookup, rows: Lookups[Lookup]) => void
  readonly onPage: (total: number | null) => void
  readonly onComplete: (refreshedAt: number) => void
}

/** Rows a page; the documented default of wrappers, and what every source agrees on (nexudus-api.md §2.3). */
const pageSize = 100
/** Full records read ahead in one fill: three minutes of the documented limits, and a day's worth for most spaces. */
const mostAhead = 300
/** How long it is believed who has a role or location; what is read of one person renews theirs sooner. Milliseconds. */
const membersLast = 3_600_000

export function createPull(parts: PullParts): Pull {
  const { users, api, copy, people, save, now, isShown, lookups } = parts
  const denied = new Set<Missing>()

  const fillPeople = async (mine: number): Promise<void> => {
    const last = await copy.fill(mine)
    const fill = last.nextPage > 1 ? last.fill : last.fill + 1
    for (let page = last.nextPage; isShown(mine); page++) {
      const { rows, hasNext, total } = await users.page(page, pageSize)
      if (!isShown(mine)) return
      await copy.savePage(mine, rows, { fill, nextPage: page + 1, total, refreshedAt: last.refreshedAt })
      await people.put(rows)
      if (!isShown(mine)) return
      parts.onPage(total)
      if (hasNext) continue
      const refreshedAt = now()
      const gone = await copy.endFill(mine, { fill, nextPage: 1, total, refreshedAt })
      if (isShown(mine)) await people.remove(gone)
      parts.onComplete(refreshedAt)
      return
    }
  }
  const fillLookups = async (mine: number): Promise<void> => {
    for (const lookup of lookupNames.filter((name) => !denied.has(name))) {
      try {
        const rows = await readLookup(api, lookup, lookups().locations)
        if (!isShown(mine)) return
        await copy.saveLookup(mine, lookup, rows)
        await people.name(lookup, rows)
        parts.onLookup(lookup, rows)
      } catch (error) {
        // A list one may not read leaves its ids without names; the people are there all the same.
        const { code } = toProblem(error)
        if (code !== 'no-permission' && code !== 'gone') throw error
        if (code === 'no-permission') denied.add(lookup)
      }
    }
  }
  const fillMembers = async (mine: number): Promise<void> => {
    for (const { lookup } of memberFields) {
      const missing: Missing | null = lookup ? `${lookup}-members` : null
      if (!lookup || !missing || denied.has(missing)) continue
      const known = await copy.membersReadAt(mine, lookup)
      for (const { id } of lookups()[lookup]) {
        if ((known.get(id) ?? -Infinity) > now() - membersLast) continue
        try {
          const read = await readMembers(api, lookup, id)
          if (!isShown(mine)) return
          if (!read) {
            denied.add(missing)
            break
          }
          const readAt = now()
          await copy.saveMembers(mine, lookup, id, read, readAt)
          await people.setMembers(lookup, id, read, readAt)
        } catch (error) {
          const { code } = toProblem(error)
          if (code !== 'no-permission' && code !== 'gone') throw error
          if (code === 'gone') continue
          // Who may not read one role may read no other (nexudus-api.md §3.2: UserRole-Read).
          denied.add(missing)
          break
        }
      }
    }
  }
  /** Reads whom people most often edit ahead of time, so that they can be edited without a network too. */
  const fillAdministrators = async (mine: number): Promise<void> => {
    if (denied.has('records')) return
    for (const id of await copy.staleAdministrators(mine, mostAhead)) {
      try {
        const user = await users.read(id, 'background', mine)
        if (!isShown(mine)) return
        await save(copy.recordStatements(mine, id, user, now()))
      } catch (error) {
        const { code } = toProblem(error)
        // Who may not read one person in full may read no other (nexudus-api.md §3.2: User-Read).
        if (code === 'no-permission') return void denied.add('records')
        if (code !== 'gone') throw error
      }
    }
  }
  return {
    get missing() {
      return [...denied]
    },
    forget: () => denied.clear(),
    async run(mine) {
      await fillPeople(mine)
      await fillLookups(mine)
      await fillMembers(mine)
      await fillAdministrators(mine)
    },
  }
}
