import { createRequire } from 'node:module'

/** What Usher uses of `node:sqlite`; `@photostructure/sqlite` offers the same where Node has none built in (Node 20). */
export interface Statement {
  run(...params: readonly SqlValue[]): { changes: number | bigint; lastInsertRowid: number | bigint }
  get(...params: readonly SqlValue[]): SqlRow | undefined
  all(...params: readonly SqlValue[]): SqlRow[]
  iterate(...params: readonly SqlValue[]): IterableIterator<SqlRow>
}
export interface Connection {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}
export type SqlValue = string | number | null | Uint8Array
export type SqlRow = Record<string, SqlValue>

export interface SqliteModule {
  DatabaseSync: new (file: string, options?: { timeout?: number; readOnly?: boolean }) => Connection
}

/** Opens a file, or `:memory:`, with the settings under which a returned commit survives a power cut. */
export function connect(file: string, { DatabaseSync } = sqlite()): Connection {
  const connection = new DatabaseSync(file, { timeout: 5_000 })
  try {
    connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** Opens a file that must stay as it is, its write-ahead log too. */
export function connectToRead(file: string): Connection {
  return new (sqlite().DatabaseSync)(file, { readOnly: true })
}

function sqlite(): SqliteModule {
  return builtIn() ?? standIn()
}

/** Node's own; null where this Node has none. */
export function builtIn(): SqliteModule | null {
  const { getBuiltinModule } = process as { getBuiltinModule?: (id: string) => unknown }
  return (getBuiltinModule?.('node:sqlite') as SqliteModule | undefined) ?? null
}

export function standIn(): SqliteModule {
  return createRequire(import.meta.url)('@photostructure/sqlite') as SqliteModule
}
