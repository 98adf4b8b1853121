import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Connection } from '../../src/main/database/driver'
import { inOnePiece } from '../../src/main/directory/people/in-pieces'
import { createPeopleTable } from '../../src/main/directory/people/table'
import type { FindRows } from '../../src/shared/ipc/contract'
import { words } from '../../src/shared/search/fold'
import { fieldsFor, initialColumns } from '../../src/renderer/features/directory/columns'
import type { Row } from './queries'

/** Another way to answer the same question, without a window. */
export interface Peer {
  /** Answers a query: the first rows and how many there are. @returns ms that took */
  ask(text: string): number
  close(): void
}

export type ColumnName = FindRows['columns'][number]
/** The fields that the grid asks for. */
export const shown: readonly ColumnName[] = fieldsFor(initialColumns)

/** The people's thread's own search, called directly. */
export function peopleFind(rows: readonly Row[]): Peer {
  const people = createPeopleTable(() => Date.now())
  people.put(rows)
  const sort = { field: 'FullName', descending: false } as const
  const find = (text: string): number =>
    people.find({ text, scope: 'everyone', sort, from: 0, count: 40, columns: [...shown] }).total
  find('')
  // As the thread does while nobody asks.
  inOnePiece(people.prepare())
  return {
    ask: (text) => timed(() => find(text)),
    close: () => undefined,
  }
}

/** SQLite, through Usher's own driver: `LIKE` over the same folded texts, sorted by a stored rank. */
export function sqliteLike(rows: readonly Row[]): Peer {
  const folder = mkdtempSync(join(tmpdir(), 'usher-bench-like-'))
  const connection = connect(join(folder, 'people.sqlite'))
  connection.exec(
    'CREATE TABLE people (rank INTEGER PRIMARY KEY, id INTEGER, text TEXT, row TEXT) STRICT; BEGIN',
  )
  const insert = connection.prepare('INSERT INTO people VALUES (?, ?, ?, ?)')
  for (const [rank, { id, text, values }] of rows.entries())
    insert.run(rank, id, text, JSON.stringify(values))
  connection.exec('COMMIT')
  return {
    ask: (text) => timed(() => like(connection, words(text))),
    close() {
      connection.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function like(connection: Connection, wanted: readonly string[]): number {
  const where = wanted.map(() => `text LIKE ? ESCAPE '\\'`).join(' AND ') || 'TRUE'
  const patterns = wanted.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  const rows = connection
    .prepare(`SELECT id, row FROM people WHERE ${where} ORDER BY rank LIMIT 40`)
    .all(...patterns)
  for (const row of rows) JSON.parse(String(row['row']))
  const total = connection.prepare(`SELECT count(*) AS total FROM people WHERE ${where}`).get(...patterns)
  return Number(total?.['total'])
}

function timed(job: () => unknown): number {
  const began = performance.now()
  job()
  return performance.now() - began
}
