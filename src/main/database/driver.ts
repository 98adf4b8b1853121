import { createRequire } from 'node:module'

/** What Usher uses of `node:sqlite`; `@photostructure/sqlite` offers the same where Node has none built in (Node 20). */
export interface Statement {
  run(...params: readonly SqlValue[]): { changes: number | bigint; lastInsertRowid: number | bigint }
  get(...params: readonly SqlValue[]): SqlRow | undefined
  all(...params: readonly SqlValue[]): SqlRow[]
}
export interface Connection {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}
export type SqlValue = string | number | null | Uint8Array
export type SqlRow = Record<string, SqlValue>

interface SqliteModule {
  DatabaseSync: new (file: string, options?: { timeout?: number }) => Connection
}

/** Opens a file, or `:memory:`, with the settings under which a returned commit survives a power cut. */
export function connect(file: string): Connection {
  const connection = new (sqlite().DatabaseSync)(file, { timeout: 5_000 })
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
  return connection
}

function sqlite(): SqliteModule {
  const builtIn = (process as { getBuiltinModule?: (id: string) => unknown }).getBuiltinModule?.(
    'node:sqlite',
  )
  if (builtIn) return builtIn as SqliteModule
  const load = createRequire(import.meta.url)
  return load('@photostructure/sqlite') as SqliteModule
}
