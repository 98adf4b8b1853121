import { toProblem, UsherError, type Problem } from '#shared/ipc/errors'
import type { CountFacets, FindIds, FindPlaces, FindRows } from '#shared/ipc/contract'
import type { DirectoryState, Facets, FoundRows, Lookups, OpenedUser, Reading, Row } from '#shared/ipc/models'
import type { Sql } from '../database/protocol'
import type { Api } from '../nexudus/http'
import type { FreshUser, Users } from '../nexudus/users'
import type { Copy, KeptRecord } from './copy'
import type { People, Pending } from './people/people'
import { rowOf } from './people/row'
import { setsOf } from './people/members'
import { createPull } from './pull'

/** The local copy of the space's people: read from the server, kept on disk, searched in a thread of its own. */
export interface Directory {
  readonly state: DirectoryState
  /** Shows another account's copy; null for none. */
  open(account: number | null): Promise<void>
  /**
   * Reads the list and the lookups from the server, page by page; goes on where an interrupted
   * fill stopped, and asks for what changed where everybody is there.
   * @param how `sweep` lists everybody, so that who was deleted is found
   */
  fill(how?: { readonly sweep: boolean }): Promise<void>
  find(query: FindRows): Promise<FoundRows>
  /** The numbers of whom a query finds, in its order. */
  ids(query: FindIds): Promise<Float64Array>
  /** The index of each person in a list; -1 for who is not in it. */
  places(query: FindPlaces): Promise<readonly number[]>
  /** People's rows, with pending values in place; whoever is not there is left out. */
  rows(ids: readonly number[], columns: readonly string[]): Promise<readonly Row[]>
  /** How many would be found with one condition more. */
  facets(query: CountFacets): Promise<Facets>
  lookups(): Lookups
  /** @throws UsherError when neither the server nor the copy has the record */
  read(id: number): Promise<OpenedUser>
  /** Records that are kept on this computer, of some of an account's people. */
  records(account: number, ids: readonly number[]): Promise<ReadonlyMap<number, KeptRecord>>
  /**
   * Reads some records and keeps them, all in one go. What is refused for one of them alone is left out.
   * @returns who was read, and why the rest was not
   */
  readSome(
    account: number,
    ids: readonly number[],
  ): Promise<{ read: readonly number[]; problem: Problem | null }>
  /** Name and email as last read. @throws UsherError `not-read` */
  person(id: number): Promise<{ title: string; email: string }>
  /** Lays drafts over the rows, as they are now. */
  setPending(pending: ReadonlyMap<number, Pending>): void
  /** Statements that keep a record, for whoever commits it together with more. */
  renewStatements(account: number, id: number, user: FreshUser): readonly Sql[]
  /** Shows it, and tells the editor. */
  renewed(account: number, id: number, user: FreshUser): void
  onChange(listener: (state: DirectoryState) => void): void
  /** A draft was applied, and the record read back. */
  onRenewed(listener: (user: OpenedUser) => void): void
}

interface Parts {
  readonly users: Users
  readonly api: Api
  readonly copy: Copy
  readonly people: People
  readonly save: (statements: readonly Sql[]) => Promise<unknown>
  readonly now: () => number
  /** Why asking the server now would only mean waiting, or null. */
  readonly trouble: () => Problem | null
}

const noLookups: Lookups = { roles: [], locations: [], languages: [], chatRooms: [], applications: [] }

export function createDirectory({ users, api, copy, people, save, now, trouble }: Parts): Directory {
  const listeners: ((state: DirectoryState) => void)[] = []
  const renewedListeners: ((user: OpenedUser) => void)[] = []
  let account: number | null = null
  let lookups: Lookups = noLookups
  let filling: Promise<void> | null = null
  let fillingFor: number | null = null
  let reading: Reading | null = null
  let status = {
    total: null as number | null,
    refreshedAt: null as number | null,
    problem: null as Problem | null,
  }

  const state = (): DirectoryState => ({
    ...status,
    people: people.size,
    filling: filling !== null,
    reading,
    missing: pull.missing,
    revision: people.revision,
  })
  const tell = (): void => {
    for (const listener of listeners) listener(state())
  }
  const owner = (): number => {
    if (account === null) throw new UsherError('not-signed-in')
    return account
  }
  const pull = createPull({
    ...{ users, api, copy, people, save, now },
    isShown: (mine) => account === mine,
    lookups: () => lookups,
    onLookup: (lookup, rows) => (lookups = { ...lookups, [lookup]: rows }),
    onPage: (total) => (status.total = total),
    onReading(now) {
      reading = now
      tell()
    },
    onComplete: (refreshedAt) => (status.refreshedAt = refreshedAt),
  })
  const keep = async (id: number, user: FreshUser): Promise<void> => {
    await save(copy.recordStatements(owner(), id, user, now()))
    await show(id, user)
  }
  const show = async (id: number, user: FreshUser): Promise<void> => {
    await people.put([{ id, values: rowOf(user.visible), sets: setsOf(user.visible) }])
    tell()
  }
  const opened = (id: number, { visible, missing }: FreshUser): OpenedUser => ({
    ...{ id, missing, record: visible, readAt: now(), problem: null },
  })
  return {
    get state() {
      return state()
    },
    async open(next) {
      account = next
      pull.forget()
      lookups = noLookups
      status = { total: null, refreshedAt: null, problem: null }
      await people.open(next)
      if (next !== null) {
        const [kept, { total, refreshedAt }] = await Promise.all([copy.lookups(next), copy.fill(next)])
        // Somebody else was shown meanwhile.
        if (account !== next) return
        lookups = { ...noLookups, ...kept }
        status = { ...status, total, refreshedAt }
      }
      tell()
    },
    async fill({ sweep } = { sweep: false }) {
      const mine = owner()
      // A fill of an account that has been left ends at its next page.
      while (filling && fillingFor !== mine) await filling
      status.problem = null
      fillingFor = mine
      filling ??= pull
        .run(mine, sweep)
        .catch((error: unknown) => {
          if (account === mine) status.problem = toProblem(error)
        })
        .finally(() => {
          filling = reading = null
          tell()
        })
      tell()
      await filling
    },
    find: (query) => people.find(query),
    ids: (query) => people.ids(query),
    places: (query) => people.places(query),
    rows: (ids, columns) => people.rows({ ids, columns }),
    facets: (query) => people.facets(query),
    lookups: () => lookups,
    async read(id) {
      const mine = owner()
      const problem = trouble()
      const copied = problem && (await copy.record(mine, id))
      if (copied) return { id, ...copied, problem }
      try {
        const user = await users.read(id, 'interactive', mine)
        if (account === mine) await keep(id, user)
        return opened(id, user)
      } catch (error) {
        const problem = toProblem(error)
        const kept = await copy.record(mine, id)
        if (kept) return { id, ...kept, problem }
        if (problem.code === 'offline') throw new UsherError('not-read')
        throw error
      }
    },
    records: (mine, ids) => copy.records(mine, ids),
    async readSome(mine, ids) {
      const waiting = trouble()
      if (waiting) return { read: [], problem: waiting }
      const answers = await Promise.allSettled(ids.map((id) => users.read(id, 'sync', mine)))
      const read = answers.flatMap((answer, at) =>
        answer.status === 'fulfilled' ? [{ id: ids[at] ?? 0, user: answer.value }] : [],
      )
      await save(read.flatMap(({ id, user }) => copy.recordStatements(mine, id, user, now())))
      if (account === mine && read.length > 0) {
        await people.put(
          read.map(({ id, user }) => ({ id, values: rowOf(user.visible), sets: setsOf(user.visible) })),
        )
        tell()
      }
      const failed = answers.find((answer) => answer.status === 'rejected')
      return { read: read.map(({ id }) => id), problem: failed ? toProblem(failed.reason) : null }
    },
    async person(id) {
      const kept = await copy.record(owner(), id)
      // Without the full record there is no base, and without a base no merge.
      if (!kept) throw new UsherError('not-read')
      return { title: kept.record.FullName ?? '', email: kept.record.Email ?? '' }
    },
    setPending(next) {
      // Whoever asks for rows from now on is answered after it.
      people.setPending(next).then(tell, () => undefined)
    },
    renewStatements: (mine, id, user) => copy.recordStatements(mine, id, user, now()),
    renewed(mine, id, user) {
      if (account !== mine) return
      show(id, user).catch(() => undefined)
      for (const listener of renewedListeners) listener(opened(id, user))
    },
    onChange: (listener) => void listeners.push(listener),
    onRenewed: (listener) => void renewedListeners.push(listener),
  }
}
