import type { ApplyAnswer, Draft, Shown } from '#shared/ipc/models'
import type { FieldValue } from '#shared/records/field'
import type { Values } from '#shared/records/merge'
import type { Sql } from '../database/protocol'
import type { StoredDraft } from './draft'
import type { Move, Wanted } from './patch'
import type { NewEntry, Undone } from './repository'
import type * as machine from './state-machine'

/** One account's drafts: read once, changed one at a time, each change on disk before it is seen. */
export interface Outbox {
  readonly drafts: ReadonlyMap<number, StoredDraft>
  list(): readonly Draft[]
  edit(change: { id: number; field: string; base: FieldValue; mine: FieldValue }): Promise<Draft | null>
  /** Changes many drafts at once: all are on disk, or none is changed. @returns whose draft is another now, and how */
  editMany(edits: readonly PersonEdit[]): Promise<readonly PersonMoves[]>
  /**
   * Takes back what the last such edit did, wherever it still stands: not what was changed, sent or discarded since. All
   * or none.
   * @returns whose draft is another now
   */
  takeBack(edited: readonly Omit<PersonMoves, 'moves'>[]): Promise<readonly number[]>
  /** Queues what was shown and can be sent. @throws UsherError `invalid-draft` when nothing of it can or has moved */
  apply(shown: readonly Shown[]): Promise<ApplyAnswer>
  hold(ids: readonly number[]): Promise<void>
  resolve(id: number, field: string, decision: machine.Decision): Promise<Draft | null>
  /** @returns what was discarded: a draft that may have been sent stays until that is known */
  discard(ids: readonly number[]): Promise<readonly number[]>
  restore(ids: readonly number[]): Promise<void>
  /** Sets an applied change's fields back, as a draft. @throws UsherError `gone`, `nothing-to-undo` */
  undo(entry: number): Promise<{ id: number; kept: readonly string[] }>
  /** Counts the readings. */
  readonly readings: number
  /** Whether a draft's record was read since so many readings, every change of it included. */
  checkedSince(id: number, readings: number): boolean
  /** How often a draft of this record has ended: a reading that began before such an end is of another time. */
  ends(id: number): number
  /** For whoever read a record: keeps it, and shows its draft against it. */
  check(id: number, values: Values, read: Reading): Promise<void>
  /** For the engine: moves one draft, if it is still there and the move is still allowed. */
  move(id: number, step: machine.Step): Promise<StoredDraft | null>
  /** For the engine: ends an applied draft; the remainder is reckoned from the draft as it stands then. */
  commit(id: number, end: (draft: StoredDraft) => Commit): Promise<void>
  /** Resolves when everything asked for so far is on disk. */
  settled(): Promise<void>
  /** @param listener is told whether a person waits for it: what the engine does may be told late */
  onChange(listener: (urgent: boolean) => void): void
}

/** How a reading is kept; see `Commit`. */
export interface Reading extends Pick<Commit, 'more' | 'done'> {
  /** `ends` when it began. */
  readonly ends: number
}

/** What is wanted of one person's record as it was read. */
export interface PersonEdit {
  readonly id: number
  readonly title: string
  readonly email: string
  readonly changes: readonly Wanted[]
}

/** What an edit of many did to one person's draft. */
export interface PersonMoves {
  readonly id: number
  readonly title: string
  readonly email: string
  readonly moves: readonly Move[]
}

export interface Commit {
  readonly remainder: StoredDraft | null
  readonly entry: NewEntry | null
  readonly undone: readonly Undone[]
  /** Statements of the same transaction. */
  readonly more: readonly Sql[]
  /** Called when all is on disk, before anybody is told that the draft has moved. */
  readonly done: () => void
}
