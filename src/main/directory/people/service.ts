import type { Problem } from '#shared/ipc/errors'
import { inPieces } from './in-pieces'
import { membersIn } from './members-in'
import type { Counts, PeopleCalls, PeopleReply, PeopleRequest } from './protocol'
import { createPeopleTable, type PeopleTable } from './table'

interface Parts {
  /** Fills a table with what is kept of an account. */
  readonly read: (account: number, table: PeopleTable) => void
  readonly now: () => number
  readonly problemOf: (error: unknown) => Problem
  readonly reply: (reply: PeopleReply) => void
  /** Resolves once whatever was asked meanwhile is answered. */
  readonly pause: () => Promise<unknown>
}

/**
 * What the people's thread does with a request; `close` is the thread's own matter. Each is answered in its turn, but for
 * the counts of filters and people's places: what is asked while they are counted, or everybody is sorted, goes first.
 */
export function createPeopleService({
  read,
  now,
  problemOf,
  reply,
  pause,
}: Parts): (request: Exclude<PeopleRequest, { type: 'close' }>) => void {
  let table = createPeopleTable(now)
  /** Of the tables before this one: what is told must move on, whichever account is shown. */
  let revisions = 0
  const counts = (): Counts => ({ size: table.size, revision: revisions + table.revision })

  const open = (account: number | null): Counts => {
    revisions += table.revision + 1
    // Empty first: if reading fails, nobody else's people stay.
    table = createPeopleTable(now)
    if (account !== null) read(account, table)
    return counts()
  }
  const answer = (
    request: Exclude<PeopleRequest, { type: 'close' | 'facets' | 'places' }>,
  ): Extract<PeopleReply, { value: unknown }>['value'] => {
    switch (request.type) {
      case 'open':
        return open(request.args)
      case 'put':
        table.put(request.args)
        return counts()
      case 'remove':
        table.remove(request.args)
        return counts()
      case 'setPending':
        table.setPending(request.args)
        return counts()
      case 'name':
        table.name(request.args.lookup, request.args.rows)
        return counts()
      case 'setMembers': {
        const { lookup, row, answer, readAt } = request.args
        const people = membersIn(answer)
        if (people) table.setMembers(lookup, row, people, readAt)
        return { ...counts(), ids: people && JSON.stringify([...people]) }
      }
      case 'ids':
        return table.ids(request.args)
      case 'rows':
        return table.rows(request.args)
      case 'find': {
        const found = table.find(request.args)
        return { ...found, revision: revisions + found.revision }
      }
    }
  }
  const turns = { now, pause, revision: () => counts().revision }
  let preparing = false
  /** A screen is picked at once, and whoever is new looked through; whoever goes on from there finds all sorted and indexed. */
  async function prepare(): Promise<void> {
    if (preparing || table.isPrepared) return
    preparing = true
    await inPieces(() => table.prepare(), turns)
    preparing = false
    // Meanwhile another order may have been picked from.
    void prepare()
  }
  return (request) => {
    const { call } = request
    const refuse = (error: unknown): void => reply({ call, problem: problemOf(error) })
    if (request.type === 'facets' || request.type === 'places') {
      const { type, args } = request
      const job = (): Generator<undefined, PeopleCalls[typeof type]['result']> =>
        type === 'facets' ? table.facets(args) : table.places(args)
      inPieces(job, turns).then((value) => reply({ call, value }), refuse)
      return
    }
    try {
      reply({ call, value: answer(request) })
    } catch (error) {
      refuse(error)
    }
    if (request.type === 'find') void prepare()
  }
}
