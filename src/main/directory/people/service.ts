import type { Problem } from '#shared/ipc/errors'
import { membersIn } from './members-in'
import type { Counts, PeopleReply, PeopleRequest } from './protocol'
import { createPeopleTable, type PeopleTable } from './table'

interface Parts {
  /** Fills a table with what is kept of an account. */
  readonly read: (account: number, table: PeopleTable) => void
  readonly now: () => number
  readonly problemOf: (error: unknown) => Problem
}

/** What the people's thread does with a request; `close` is the thread's own matter. */
export function createPeopleService({
  read,
  now,
  problemOf,
}: Parts): (request: Exclude<PeopleRequest, { type: 'close' }>) => PeopleReply {
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
    request: Exclude<PeopleRequest, { type: 'close' }>,
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
      case 'facets':
        return table.facets(request.args)
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
  return (request) => {
    try {
      return { call: request.call, value: answer(request) }
    } catch (error) {
      return { call: request.call, problem: problemOf(error) }
    }
  }
}
