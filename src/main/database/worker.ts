import { parentPort, workerData } from 'node:worker_threads'
import { openFile } from './open-file'
import { databaseProblem } from './problems'
import type { DatabaseReply, DatabaseRequest } from './protocol'
import { createRunner } from './run'

/**
 * The database's own thread: the only place with an open connection. It ends by message; ending the thread from outside
 * could abort the process in the middle of a write.
 */
const port = parentPort
if (!port) throw new Error('the database worker runs in a worker thread')
const reply = (message: DatabaseReply): void => port.postMessage(message)
const { file } = workerData as { file: string }

try {
  const { connection, damage } = openFile(file, () => Date.now())
  const run = createRunner(connection)
  port.on('message', (request: DatabaseRequest) => {
    if (request.type === 'close') {
      connection.close()
      port.close()
      return
    }
    try {
      reply({ type: 'done', call: request.call, rows: run(request.statements) })
    } catch (error) {
      reply({ type: 'error', call: request.call, problem: databaseProblem(error) })
    }
  })
  reply({ type: 'opened', damage })
} catch (error) {
  reply({ type: 'failed', problem: databaseProblem(error) })
  port.close()
}
