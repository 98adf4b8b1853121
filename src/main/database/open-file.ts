import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { UsherError } from '#shared/ipc/errors'
import { connect, connectToRead, type Connection } from './driver'
import { migrate, schemaOf } from './migrate'
import { isCorrupt } from './problems'
import { salvage, type Salvaged } from './salvage'

/** A database that was damaged when it was opened. */
export interface Damage extends Salvaged {
  /** Where the damaged file lies now, with its write-ahead log. */
  readonly aside: string
}

/** SQLite's write-ahead log and its index belong to the file. */
const companions = ['', '-wal', '-shm'] as const

/**
 * Opens the database, brought to the newest schema. A damaged file is kept for rescue, never deleted or written to; what
 * can still be read of it goes into a new one.
 * @throws UsherError `database-newer`, or whatever SQLite says
 */
export function openFile(file: string, now: () => number): { connection: Connection; damage: Damage | null } {
  finishReplacing(file, asideOf(file, now))
  try {
    return { connection: ready(file), damage: null }
  } catch (error) {
    if (!isCorrupt(error) || !existsSync(file)) throw error
    const damage = replace(file, asideOf(file, now))
    return { connection: ready(file), damage }
  }
}

const asideOf = (file: string, now: () => number): string => `${file}.damaged-${now()}`
/** A new database that is complete and waits to take the damaged one's place. */
const completeOf = (file: string): string => `${file}.salvaged`

/** The new file is complete before the damaged one is moved: a full disk or a crash on the way loses nothing. */
function replace(file: string, aside: string): Damage {
  const fresh = `${file}.new`
  rmSync(fresh, { force: true })
  const salvaged = salvageTo(fresh, file)
  renameSync(fresh, completeOf(file))
  move(file, aside)
  renameSync(completeOf(file), file)
  return { aside, ...salvaged }
}

/** In memory first, then written as one file that stands for itself. */
function salvageTo(fresh: string, file: string): Salvaged {
  const connection = connect(':memory:')
  try {
    const salvaged = salvage(file, connection)
    keepPrivate(fresh)
    connection.exec(`VACUUM INTO '${fresh.replaceAll("'", "''")}'`)
    // VACUUM INTO does not wait for the disk (sqlite.org/lang_vacuum.html).
    const written = openSync(fresh, 'r+')
    fsyncSync(written)
    closeSync(written)
    return salvaged
  } finally {
    connection.close()
  }
}

/** The last start may have ended just before the complete file was put in its place. */
function finishReplacing(file: string, aside: string): void {
  if (existsSync(file) || !existsSync(completeOf(file))) return
  // The damaged file's log must not be taken for the new one's.
  move(file, aside)
  renameSync(completeOf(file), file)
}

function move(from: string, to: string): void {
  for (const suffix of companions) if (existsSync(from + suffix)) renameSync(from + suffix, to + suffix)
}

function ready(file: string): Connection {
  keepPrivate(file)
  requireWhole(file)
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
 * A damaged page shows itself only when it is read, which may be in the middle of work. The whole check takes 6 ms on
 * 5,000 people of whom 300 were read in full (6 MB), and 20 ms where all were (28 MB). It only reads: an opening to
 * write would already move the log into a file that may be damaged.
 * @throws UsherError `database-corrupt`, or `database-newer`: a newer Usher's file is its own matter, damaged or not
 */
function requireWhole(file: string): void {
  const connection = connectToRead(file)
  try {
    schemaOf(connection)
    const found = connection.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check']
    if (found !== 'ok') throw new UsherError('database-corrupt', { cause: 'integrity_check' })
  } finally {
    connection.close()
  }
}

/**
 * People's names and addresses: readable by their owner alone. Before the file is opened, because SQLite gives its
 * companions the file's own mode.
 */
function keepPrivate(file: string): void {
  try {
    closeSync(openSync(file, 'a', 0o600))
    chmodSync(file, 0o600)
  } catch {
    // A folder that cannot be written to: opening says so in SQLite's codes, which are the ones that are classified.
  }
}
