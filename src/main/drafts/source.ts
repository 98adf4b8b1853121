import type { Field, FieldValue } from '#shared/records/field'
import type { Values } from '#shared/records/merge'
import type { Sql } from '../database/protocol'

/** A record as read just now, for one kind of record. */
export interface Fresh {
  readonly values: Values
  /** Fields without which a write would destroy something. */
  readonly missing: readonly string[]
  /**
   * Moves with every write: while it stands still, nothing was written. That it moved proves nothing (nexudus-api.md
   * §9.21), so it is no conflict; null where the server does not tell.
   */
  readonly stamp: string | null
}

/** A record is read to be sent, or to be shown: whoever looks at it can do without, and does not wait out a pause. */
export type ReadingFor = 'send' | 'show'

/**
 * What the engine knows of a kind of record, of one account: how to read and write one, nothing else (design.md,
 * ‘Writing one record’). Methods throw UsherError; `not-signed-in` once the account has been left.
 */
export interface RecordSource<F extends Fresh = Fresh> {
  readonly fields: (name: string) => Field | undefined
  read(id: number, why: ReadingFor): Promise<F>
  /** Resolves when the server says that it took the values. */
  write(fresh: F, values: Readonly<Record<string, FieldValue>>): Promise<void>
  /** Statements that renew the local copy, to be part of the engine's commit. */
  renew(id: number, fresh: F): readonly Sql[]
  /** Called after the commit, before the draft's end is told. */
  renewed(id: number, fresh: F): void
}
