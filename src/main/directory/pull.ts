import { toProblem } from '#shared/ipc/errors'
import type { Lookups, Missing, Reading } from '#shared/ipc/models'
import type { Lookup } from '#shared/records/field'
import { memberFields } from '#shared/search/parse'
import type { Sql } from '../database/protocol'
import type { Api } from '../nexudus/http'
import { lookupNames, readLookup } from '../nexudus/lookups'
import { readMembers } from '../nexudus/members'
import type { Users } from '../nexudus/users'
import type { Copy, Fill } from './copy'
import type { People } from './people/people'

/** Reads what is kept of an account from its server, in the background and within the budget. */
export interface Pull {
  /** What this account may not read: not asked for again until it is opened anew. */
  readonly missing: readonly Missing[]
  /** Another account is shown, or the same one anew: a permission may have been given meanwhile. */
  forget(): void
  /**
   * Reads what changed. Everybody is listed at the first time, where the last listing was broken off, once a day, or when
   * it is asked for: who was deleted is found by nothing else (nexudus-api.md §6.6).
   * @throws UsherError
   */
  run(account: number, sweep: boolean): Promise<void>
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
  readonly onReading: (reading: Reading) => void
  readonly onComplete: (refreshedAt: number) => void
}

/** Rows a page; the documented default of wrappers, and what every source agrees on (nexudus-api.md §2.3). */
const pageSize = 100
/** Full records read ahead in one fill: three minutes of the documented limits, and a day's worth for most spaces. */
const mostAhead = 300
/** How long it is believed who has a role or location; what is read of one person renews theirs sooner. Milliseconds. */
const membersLast = 3_600_000

/** How long it is believed that nobody was deleted, milliseconds. */
const sweepAfter = 24 * 3_600_000
/** What changed so long before the last pull is asked for again: stamps are given before changes are seen. Milliseconds. */
const overlap = 5 * 60_000

/** In the form in which filters take dates (nexudus-api.md §2.3), a little before a stamp of the server's. */
function minutesBefore(stamp: string | null): string | null {
  const at = Date.parse(stamp ?? '')
  return Number.isNaN(at) ? null : new Date(at - overlap).toISOString().slice(0, 16)
}

/** A server that refuses the order has no newest to tell: then everybody is listed each time. */
async function newestStamp(users: Users): Promise<string | null> {
  try {
    return await users.newest()
  } catch (error) {
    if (toProblem(error).code === 'refused') return null
    throw error
  }
}

export function createPull(parts: PullParts): Pull {
  const { users, api, copy, people, save, now, isShown, lookups } = parts
  const denied = new Set<Missing>()

  const fillPeople = async (mine: number, last: Fill): Promise<void> => {
    let { nextNewest } = last
    const began = now()
    const fill = last.nextPage > 1 ? last.fill : last.fill + 1
    for (let page = last.nextPage; isShown(mine); page++) {
      const { rows, hasNext, total } = await users.page(page, pageSize)
      if (!isShown(mine)) return
      await copy.savePage(mine, rows, { ...last, fill, nextPage: page + 1, total, nextNewest })
      // Whoever signed in while it was written has people of their own.
      if (!isShown(mine)) return
      await people.put(rows)
      if (!isShown(mine)) return
      parts.onPage(total)
      parts.onReading({ what: 'people', done: people.size, total })
      if (page === 1) {
        // Whoever is changed from now on is changed later than this, and the overlap covers the first page. It comes after
        // that page so that nobody waits for it; after a long pause it would say too little, and all are listed again.
        nextNewest = now() - began < overlap / 2 ? await newestStamp(users) : null
        if (!isShown(mine)) return
        await copy.saveFill(mine, { ...last, fill, nextPage: 2, total, nextNewest })
      }
      if (hasNext) continue
      const refreshedAt = now()
      const gone = await copy.endFill(mine, {
        ...{ fill, nextPage: 1, total, refreshedAt },
        ...{ newest: nextNewest, nextNewest: null, sweptAt: refreshedAt },
      })
      if (isShown(mine)) await people.remove(gone)
      parts.onComplete(refreshedAt)
      return
    }
  }
  /** @returns whether the server tells what changed; where it does not, everybody has to be listed */
  const pullChanged = async (mine: number, last: Fill): Promise<boolean> => {
    const since = minutesBefore(last.newest)
    if (last.newest === null || since === null) return false
    let newest: string | null = null
    for (let page = 1; isShown(mine); page++) {
      const { rows, hasNext } = await users.changed(since, page, pageSize)
      if (!isShown(mine)) return true
      const stamps = rows.flatMap(({ values }) => values['UpdatedOn'] ?? []).map(String)
      // The filter's clock is not known for certain (nexudus-api.md §9.19): where the newest of all is newer than what
      // was asked for and is not among the answer, the filter means something else. Likewise where it is not obeyed.
      if (page === 1) {
        const first = stamps[0] ?? (await newestStamp(users)) ?? since
        if (stamps.length > 0 ? first < since : first > last.newest) return false
        newest = stamps[0] ?? last.newest
      }
      await copy.saveRows(mine, rows)
      if (!isShown(mine)) return true
      await people.put(rows)
      if (hasNext && stamps.every((stamp) => stamp >= since)) continue
      const refreshedAt = now()
      await copy.saveFill(mine, { ...last, newest, refreshedAt })
      if (isShown(mine)) parts.onComplete(refreshedAt)
      break
    }
    return true
  }
  const fillLookups = async (mine: number): Promise<void> => {
    for (const [done, lookup] of lookupNames.entries()) {
      if (denied.has(lookup)) continue
      parts.onReading({ what: 'lists', done, total: lookupNames.length })
      try {
        const rows = await readLookup(api, lookup, lookups().locations)
        if (!isShown(mine)) return
        await copy.saveLookup(mine, lookup, rows)
        if (!isShown(mine)) return
        await people.name(lookup, rows)
        if (!isShown(mine)) return
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
      const due = lookups()[lookup].filter(({ id }) => (known.get(id) ?? -Infinity) <= now() - membersLast)
      for (const [done, { id }] of due.entries()) {
        parts.onReading({ what: 'members', done, total: due.length })
        try {
          const read = await readMembers(api, lookup, id)
          if (!isShown(mine)) return
          const readAt = now()
          const ids = await people.setMembers(lookup, id, read, readAt)
          if (ids === null) {
            denied.add(missing)
            break
          }
          await copy.saveMembers(mine, lookup, id, ids, readAt)
          if (!isShown(mine)) return
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
    const stale = await copy.staleAdministrators(mine, mostAhead)
    for (const [done, id] of stale.entries()) {
      parts.onReading({ what: 'records', done, total: stale.length })
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
    async run(mine, sweep) {
      const last = await copy.fill(mine)
      const due = last.nextPage > 1 || sweep || (last.sweptAt ?? -Infinity) < now() - sweepAfter
      parts.onReading({ what: due ? 'people' : 'changes', done: due ? people.size : 0, total: null })
      if (due || !(await pullChanged(mine, last))) await fillPeople(mine, last)
      await fillLookups(mine)
      await fillMembers(mine)
      await fillAdministrators(mine)
    },
  }
}
