import type { Connection, SqlRow, Statement } from './driver'
import type { Sql } from './protocol'

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
  return (statements) => {
    if (statements.length < 2) return statements.map(run)
    connection.exec('BEGIN IMMEDIATE')
    try {
      const rows = statements.map(run)
      connection.exec('COMMIT')
      return rows
    } catch (error) {
      connection.exec('ROLLBACK')
      throw error
    }
  }
}
