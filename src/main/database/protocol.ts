import type { Problem } from '#shared/ipc/errors'
import type { Damage } from './open-file'
import type { SqlRow, SqlValue } from './driver'

/** One statement with its values. */
export interface Sql {
  readonly sql: string
  readonly params?: readonly SqlValue[]
}

/** What main asks the worker: statements that run as one transaction, or to end. */
export type DatabaseRequest =
  | { readonly type: 'run'; readonly call: number; readonly statements: readonly Sql[] }
  | { readonly type: 'close' }

export type DatabaseReply =
  | { readonly type: 'opened'; readonly damage: Damage | null }
  | { readonly type: 'failed'; readonly problem: Problem }
  | { readonly type: 'done'; readonly call: number; readonly rows: readonly (readonly SqlRow[])[] }
  | { readonly type: 'error'; readonly call: number; readonly problem: Problem }
