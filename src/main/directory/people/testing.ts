import { UsherError } from '#shared/ipc/errors'
import type { Database } from '../../database/database'
import { createPeople, type People } from './people'
import type { PeopleReply } from './protocol'
import { createPeopleService } from './service'
import { unpackRow } from './row'
import type { PersonRow } from './table'

/**
 * For tests: the people without a thread. What crosses is copied as a thread's messages are, and answered later, in turn.
 */
export function openTestPeople(database: Database): People {
  let rows: readonly PersonRow[] = []
  const serve = createPeopleService({
    read: () => rows,
    problemOf: (error) => ({ code: 'database-failed', facts: { cause: String(error) } }),
  })
  let reply: (reply: PeopleReply) => void = () => undefined
  let end: (cause: string) => void = () => undefined
  let last: Promise<unknown> = Promise.resolve()
  return createPeople({
    postMessage(message) {
      const request = structuredClone(message)
      last = last.then(async () => {
        if (request.type === 'close') return end('closed')
        if (request.type === 'open' && request.args !== null) rows = await kept(database, request.args)
        reply(structuredClone(serve(request)))
      })
      last.catch((error: unknown) => end(error instanceof UsherError ? error.code : String(error)))
    },
    onReply: (listener) => (reply = listener),
    onEnd: (listener) => (end = listener),
  })
}

async function kept(database: Database, account: number): Promise<PersonRow[]> {
  const rows = await database.all('SELECT id, row FROM people WHERE account = ?', account)
  return rows.map((row) => ({ id: Number(row['id']), values: unpackRow(String(row['row'])) }))
}
