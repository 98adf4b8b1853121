import { Worker } from 'node:worker_threads'
import type { CountFacets, FindIds, FindPlaces, FindRows } from '#shared/ipc/contract'
import { UsherError, type Problem } from '#shared/ipc/errors'
import type { DraftState, Facets, FoundRows, Row } from '#shared/ipc/models'
import type { Lookup } from '#shared/records/field'
import type { Patch } from '#shared/records/merge'
import type { Counts, PeopleCall, PeopleCalls, PeoplePort, PeopleReply, PeopleRequest } from './protocol'
import type { Drafted, PersonRow, RowsOf } from './table'

/** What a draft changes about a person's row. A draft that moved is another object. */
export interface Pending {
  readonly state: DraftState
  readonly patch: Patch
}

/** Main's side of the people's thread. Calls are answered in the order in which they are made; counts give way to others. */
export interface People extends Counts {
  /** Shows an account's kept rows, or nobody. The drafts that were laid over others are gone with them. */
  open(account: number | null): Promise<void>
  put(rows: readonly PersonRow[]): Promise<void>
  remove(ids: readonly number[]): Promise<void>
  /** Lays all drafts there are over the rows. Only what has moved since the last call crosses. */
  setPending(pending: ReadonlyMap<number, Pending>): Promise<void>
  /** Names the rows of a lookup, for search. */
  name(lookup: Lookup, rows: readonly { id: number; name: string }[]): Promise<void>
  /**
   * Everybody who has one row of a lookup, as read at that time.
   * @param answer the server's
   * @returns their ids as JSON, to be kept; null when the server did not tell
   * @throws UsherError `not-json`
   */
  setMembers(lookup: Lookup, row: number, answer: string, readAt: number): Promise<string | null>
  facets(query: CountFacets): Promise<Facets>
  /** @throws UsherError when the thread has ended */
  find(query: FindRows): Promise<FoundRows>
  /** The numbers of whom a query finds, in its order. */
  ids(query: FindIds): Promise<Float64Array>
  /** The index of each person in a list; -1 for who is not in it. */
  places(query: FindPlaces): Promise<readonly number[]>
  /** People's rows, as the grid shows them; whoever is not there is left out. */
  rows(wanted: RowsOf): Promise<readonly Row[]>
  close(): Promise<void>
}

/** @param worker path of the thread's bundle @param file the database */
export function openPeople(worker: string | URL, file: string): People {
  const thread = new Worker(worker, { workerData: { file } })
  return createPeople({
    postMessage: (request) => thread.postMessage(request),
    onReply: (listener) => void thread.on('message', (reply: PeopleReply) => listener(reply)),
    onEnd(listener) {
      thread.on('error', (error) => listener(error.name))
      thread.on('exit', () => listener('closed'))
    },
  })
}

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: UsherError) => void
}

export function createPeople(port: PeoplePort): People {
  const waiting = new Map<number, Waiting>()
  const ends: (() => void)[] = []
  let calls = 0
  let counts: Counts = { size: 0, revision: 0 }
  let laid: ReadonlyMap<number, Pending> = new Map()
  let ended: Problem | null = null

  port.onReply((reply) => {
    const call = waiting.get(reply.call)
    waiting.delete(reply.call)
    if ('problem' in reply) call?.reject(new UsherError(reply.problem.code, reply.problem.facts))
    else call?.resolve(reply.value)
  })
  port.onEnd((cause) => {
    ended ??= { code: 'database-failed', facts: { cause } }
    for (const { reject } of waiting.values()) reject(new UsherError(ended.code, ended.facts))
    waiting.clear()
    for (const end of ends) end()
  })
  const ask = <C extends PeopleCall>(
    type: C,
    args: PeopleCalls[C]['args'],
  ): Promise<PeopleCalls[C]['result']> =>
    new Promise((resolve, reject) => {
      if (ended) return reject(new UsherError(ended.code, ended.facts))
      const call = ++calls
      waiting.set(call, { resolve: (value) => resolve(value as PeopleCalls[C]['result']), reject })
      port.postMessage({ type, call, args } as PeopleRequest)
    })
  const change = async (answer: Promise<Counts>): Promise<void> => void (counts = await answer)
  return {
    get size() {
      return counts.size
    },
    get revision() {
      return counts.revision
    },
    open(account) {
      laid = new Map()
      return change(ask('open', account))
    },
    put: (rows) => change(ask('put', rows)),
    remove: (ids) => change(ask('remove', ids)),
    setPending(pending) {
      const moved: [number, Drafted | null][] = []
      for (const [id, draft] of pending) if (laid.get(id) !== draft) moved.push([id, draftedOf(draft)])
      for (const id of laid.keys()) if (!pending.has(id)) moved.push([id, null])
      // A copy: the map itself changes, and what left it has to be known at the next call.
      laid = new Map(pending)
      return moved.length > 0 ? change(ask('setPending', moved)) : Promise.resolve()
    },
    name: (lookup, rows) => change(ask('name', { lookup, rows })),
    async setMembers(lookup, row, answer, readAt) {
      const { ids, ...now } = await ask('setMembers', { lookup, row, answer, readAt })
      counts = now
      return ids
    },
    facets: (query) => ask('facets', query),
    find: (query) => ask('find', query),
    ids: (query) => ask('ids', query),
    places: (query) => ask('places', query),
    rows: (wanted) => ask('rows', wanted),
    close: () =>
      new Promise((resolve) => {
        if (ended) return resolve()
        ends.push(resolve)
        port.postMessage({ type: 'close' })
      }),
  }
}

function draftedOf({ state, patch }: Pending): Drafted {
  const wanted = Object.entries(patch).map(([name, { mine }]) => [name, mine] as const)
  return { state, values: Object.fromEntries(wanted) }
}
