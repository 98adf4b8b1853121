import type { Connection } from '../../database/driver'
import { unpackRow } from './row'
import type { PersonRow } from './table'

/** An account's kept rows, one after the other: all of them at once would be in memory twice. */
export function* readRows(connection: Connection, account: number): Generator<PersonRow> {
  const statement = connection.prepare('SELECT id, row FROM people WHERE account = ?')
  for (const row of statement.iterate(account))
    yield { id: Number(row['id']), values: unpackRow(String(row['row'])) }
}
