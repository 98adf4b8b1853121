import type { TestDatabase } from '../../database/testing'
import { createPeople, type People } from './people'
import type { PeopleReply } from './protocol'
import { readKept } from './read-rows'
import { createPeopleService } from './service'

/**
 * For tests: the people without a thread. What crosses is copied as a thread's messages are, and answered later, in turn.
 */
export function openTestPeople(database: TestDatabase, now: () => number): People {
  const serve = createPeopleService({
    now,
    read: (account, table) =>
      readKept((sql, ...params) => database.run([{ sql, params }])[0] ?? [], account, table),
    problemOf: (error) => ({ code: 'database-failed', facts: { cause: String(error) } }),
    reply: (answer) => reply(structuredClone(answer)),
    pause: () => Promise.resolve(),
  })
  let reply: (reply: PeopleReply) => void = () => undefined
  let end: (cause: string) => void = () => undefined
  let last: Promise<unknown> = Promise.resolve()
  return createPeople({
    postMessage(message) {
      const request = structuredClone(message)
      last = last.then(() => {
        if (request.type === 'close') end('closed')
        else serve(request)
      })
    },
    onReply: (listener) => (reply = listener),
    onEnd: (listener) => (end = listener),
  })
}
