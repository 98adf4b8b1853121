import { parentPort, workerData } from 'node:worker_threads'
import { connectToRead } from '../../database/driver'
import { databaseProblem } from '../../database/problems'
import type { PeopleRequest } from './protocol'
import { readKept } from './read-rows'
import { createPeopleService } from './service'
import type { PeopleTable } from './table'

/**
 * The people's own thread: reading, sorting and searching a hundred thousand of them takes longer than main may be away
 * from the window. It ends by message, as the database's does.
 */
const port = parentPort
if (!port) throw new Error('the people’s worker runs in a worker thread')
const { file } = workerData as { file: string }

/** Reads on a connection of its own, which is closed at once: nothing here holds the file. */
function read(account: number, table: PeopleTable): void {
  const connection = connectToRead(file)
  try {
    readKept((sql, ...params) => connection.prepare(sql).iterate(...params), account, table)
  } finally {
    connection.close()
  }
}

const serve = createPeopleService({
  ...{ read, now: () => Date.now(), problemOf: databaseProblem },
  reply: (reply) => port.postMessage(reply),
  // Messages come before what was put off until after them.
  pause: () => new Promise((resolve) => setImmediate(resolve)),
})
port.on('message', (request: PeopleRequest) => {
  // At once: sorting that nobody waits for any more would hold up the end.
  if (request.type === 'close') process.exit()
  else serve(request)
})
