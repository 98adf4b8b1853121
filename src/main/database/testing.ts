import { UsherError } from '#shared/ipc/errors'
import type { Database } from './database'
import { connect, type SqlRow } from './driver'
import { migrate } from './migrate'
import { databaseProblem } from './problems'
import type { Sql } from './protocol'
import { createRunner } from './run'

/** For tests: a real database in this thread, which can be made to fail. */
export interface TestDatabase extends Database {
  /** Every statement from now on fails as a full disk would, until called with false. */
  failing(on: boolean): void
  /** What `transaction` does, at once. */
  run(statements: readonly Sql[]): readonly (readonly SqlRow[])[]
}

export function openTestDatabase(file = ':memory:'): TestDatabase {
  const connection = connect(file)
  migrate(connection)
  const run = createRunner(connection)
  let failing = false
  const transaction: Database['transaction'] = (statements: readonly Sql[]) =>
    Promise.resolve().then(() => {
      if (failing) throw new UsherError('disk-full')
      try {
        return run(statements)
      } catch (error) {
        const { code, facts } = databaseProblem(error)
        throw new UsherError(code, facts)
      }
    })
  const all: Database['all'] = async (sql, ...params) => (await transaction([{ sql, params }]))[0] ?? []
  return {
    damage: null,
    transaction,
    all,
    get: async (sql, ...params) => (await all(sql, ...params))[0],
    close: () => Promise.resolve(connection.close()),
    failing: (on) => void (failing = on),
    run,
  }
}
