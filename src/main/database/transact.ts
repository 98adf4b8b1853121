import type { Connection } from './driver'

/**
 * Does something as one transaction: all of it or nothing.
 *
 * SQLite itself undoes a transaction that met a full disk or a failing one (sqlite.org/lang_transaction.html, ‘Response
 * To Errors Within A Transaction’). A ROLLBACK then fails in its turn, and must not hide why.
 */
export function transact<T>(connection: Connection, work: () => T): T {
  connection.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    connection.exec('COMMIT')
    return result
  } catch (error) {
    try {
      connection.exec('ROLLBACK')
    } catch {
      // Undone already.
    }
    throw error
  }
}
