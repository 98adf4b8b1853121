import { UsherError } from '#shared/ipc/errors'
import type { Connection } from './driver'
import { initial } from './migrations/0001-initial'
import { drafts } from './migrations/0002-drafts'
import { directory } from './migrations/0003-directory'
import { preferences } from './migrations/0004-preferences'
import { transact } from './transact'

/** One step of the schema. A released step is never edited; a change is a new step. */
const migrations: readonly string[] = [initial, drafts, directory, preferences]

/**
 * The schema a database has.
 * @throws UsherError `database-newer` when a newer Usher wrote it; nothing is touched then
 */
export function schemaOf(connection: Connection, steps: readonly string[] = migrations): number {
  const version = Number(connection.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)
  if (version > steps.length) throw new UsherError('database-newer', { cause: `schema ${version}` })
  return version
}

/** The steps up to a schema: what a file of that schema was made by. */
export function stepsTo(schema: number): readonly string[] {
  return migrations.slice(0, schema)
}

/**
 * Brings a database to the newest schema, all steps in one transaction.
 * @throws UsherError `database-newer`
 */
export function migrate(connection: Connection, steps: readonly string[] = migrations): void {
  const version = schemaOf(connection, steps)
  if (version === steps.length) return
  transact(connection, () => {
    for (const step of steps.slice(version)) connection.exec(step)
    connection.exec(`PRAGMA user_version = ${steps.length}`)
  })
}
