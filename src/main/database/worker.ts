import { chmodSync, closeSync, existsSync, openSync, renameSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { connect, type Connection } from './driver'
import { migrate } from './migrate'
import { databaseProblem, isCorrupt } from './problems'
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

function open(): { connection: Connection; setAside: string | null } {
  try {
    return { connection: ready(), setAside: null }
  } catch (error) {
    if (!isCorrupt(error) || !existsSync(file)) throw error
    // A damaged file is kept for rescue, never deleted; its write-ahead log belongs to it.
    const aside = `${file}.damaged-${Date.now()}`
    for (const suffix of ['', '-wal', '-shm'])
      if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
    return { connection: ready(), setAside: aside }
  }
}

function ready(): Connection {
  keepPrivate()
  const connection = connect(file)
  try {
    migrate(connection)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/**
 * People's names and addresses: readable by their owner alone. Before the file is opened, because SQLite gives its
 * companions (`-wal`, `-shm`) the file's own mode.
 */
function keepPrivate(): void {
  try {
    closeSync(openSync(file, 'a', 0o600))
    chmodSync(file, 0o600)
  } catch {
    // A folder that cannot be written to: opening says so in SQLite's codes, which are the ones that are classified.
  }
}

try {
  const { connection, setAside } = open()
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
  reply({ type: 'opened', setAside })
} catch (error) {
  reply({ type: 'failed', problem: databaseProblem(error) })
  port.close()
}
