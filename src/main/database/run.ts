import type { Connection, SqlRow, Statement } from './driver'
import type { Sql } from './protocol'
import { transact } from './transact'

/**
 * Runs statements on a connection, more than one as a transaction. Statements are prepared once; their number is small
 * and fixed.
 */
export function createRunner(connection: Connection): (statements: readonly Sql[]) => SqlRow[][] {
  const prepared = new Map<string, Statement>()
  const run = ({ sql, params = [] }: Sql): SqlRow[] => {
    let statement = prepared.get(sql)
    if (!statement) prepared.set(sql, (statement = connection.prepare(sql)))
    return statement.all(...params).map((row) => ({ ...row }))
  }
  return (statements) =>
    statements.length < 2 ? statements.map(run) : transact(connection, () => statements.map(run))
}
