import type { Problem } from '#shared/ipc/errors'
import type { JournalEntry } from '#shared/ipc/models'
import type { Conflict, Patch } from '#shared/records/merge'
import type { Database } from '../database/database'
import type { SqlRow } from '../database/driver'
import type { Sql } from '../database/protocol'
import type { StoredDraft } from './draft'

/** A change that reached the server, ready to be kept. */
export type NewEntry = Omit<JournalEntry, 'id' | 'undone'>

/** The only SQL on drafts and journal. A promise that resolved means: on disk. */
export interface DraftRepository {
  all(account: number): Promise<StoredDraft[]>
  save(account: number, draft: StoredDraft): Promise<void>
  remove(account: number, id: number): Promise<void>
  /** Takes drafts away but keeps each until the next discard for the same person. */
  discard(account: number, drafts: readonly StoredDraft[], now: number): Promise<void>
  discarded(account: number, id: number): Promise<StoredDraft | null>
  restore(account: number, draft: StoredDraft): Promise<void>
  /** The end of an applied draft, in one transaction with what else must be true then. */
  commit(account: number, applied: Applied, more: readonly Sql[]): Promise<void>
  journal(account: number, count: number): Promise<JournalEntry[]>
  entry(account: number, entry: number): Promise<JournalEntry | null>
  markUndone(account: number, entry: number, draft: StoredDraft): Promise<void>
}

export interface Applied {
  readonly id: number
  readonly remainder: StoredDraft | null
  readonly entry: NewEntry | null
}

export function createDraftRepository(database: Database): DraftRepository {
  const remove = (account: number, id: number): Sql => ({
    sql: 'DELETE FROM drafts WHERE account = ? AND id = ?',
    params: [account, id],
  })
  return {
    async all(account) {
      const rows = await database.all('SELECT * FROM drafts WHERE account = ? ORDER BY sequence, id', account)
      return rows.map(readDraft)
    },
    async save(account, draft) {
      await database.transaction([upsert(account, draft)])
    },
    async remove(account, id) {
      await database.transaction([remove(account, id)])
    },
    async discard(account, drafts, now) {
      const keep = (draft: StoredDraft): Sql => ({
        sql: 'INSERT OR REPLACE INTO discarded VALUES (?, ?, ?, ?)',
        params: [account, draft.id, JSON.stringify(draft), now],
      })
      await database.transaction(drafts.flatMap((draft) => [keep(draft), remove(account, draft.id)]))
    },
    async discarded(account, id) {
      const row = await database.get('SELECT draft FROM discarded WHERE account = ? AND id = ?', account, id)
      return row ? (JSON.parse(String(row['draft'])) as StoredDraft) : null
    },
    async restore(account, draft) {
      await database.transaction([
        upsert(account, draft),
        { sql: 'DELETE FROM discarded WHERE account = ? AND id = ?', params: [account, draft.id] },
      ])
    },
    async commit(account, { id, remainder, entry }, more) {
      await database.transaction([
        remainder ? upsert(account, remainder) : remove(account, id),
        ...(entry ? [insertEntry(account, entry)] : []),
        ...more,
      ])
    },
    async journal(account, count) {
      const sql = 'SELECT * FROM journal WHERE account = ? ORDER BY applied_at DESC, entry DESC LIMIT ?'
      return (await database.all(sql, account, count)).map(readEntry)
    },
    async entry(account, entry) {
      const row = await database.get('SELECT * FROM journal WHERE account = ? AND entry = ?', account, entry)
      return row ? readEntry(row) : null
    },
    async markUndone(account, entry, draft) {
      await database.transaction([
        { sql: 'UPDATE journal SET undone = 1 WHERE account = ? AND entry = ?', params: [account, entry] },
        upsert(account, draft),
      ])
    },
  }
}

function upsert(account: number, d: StoredDraft): Sql {
  return {
    sql: `INSERT OR REPLACE INTO drafts (account, id, title, email, state, patch, intent, conflicts, problem, attempts,
      retry_at, sequence, edited_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    params: [
      ...[account, d.id, d.title, d.email, d.state, JSON.stringify(d.patch)],
      ...[d.intent ? JSON.stringify(d.intent) : null, JSON.stringify(d.conflicts)],
      ...[d.problem ? JSON.stringify(d.problem) : null, d.attempts, d.retryAt, d.sequence, d.editedAt],
    ],
  }
}

function insertEntry(account: number, e: NewEntry): Sql {
  return {
    sql: `INSERT INTO journal (account, id, title, applied_by, applied_at, verified, changes)
      VALUES (?, ?, ?, ?, ?, ?, ?)`,
    params: [account, e.user, e.title, e.by, e.appliedAt, e.verified ? 1 : 0, JSON.stringify(e.changes)],
  }
}

function readDraft(row: SqlRow): StoredDraft {
  return {
    id: Number(row['id']),
    title: String(row['title']),
    email: String(row['email']),
    state: row['state'] as StoredDraft['state'],
    patch: json(row, 'patch') as Patch,
    intent: row['intent'] === null ? null : (json(row, 'intent') as Patch),
    conflicts: json(row, 'conflicts') as Conflict[],
    problem: row['problem'] === null ? null : (json(row, 'problem') as Problem),
    attempts: Number(row['attempts']),
    retryAt: row['retry_at'] === null ? null : Number(row['retry_at']),
    sequence: Number(row['sequence']),
    editedAt: Number(row['edited_at']),
  }
}

function readEntry(row: SqlRow): JournalEntry {
  return {
    id: Number(row['entry']),
    user: Number(row['id']),
    title: String(row['title']),
    by: String(row['applied_by']),
    appliedAt: Number(row['applied_at']),
    verified: row['verified'] === 1,
    changes: json(row, 'changes') as JournalEntry['changes'],
    undone: row['undone'] === 1,
  }
}

/** Usher's own writing, in a column that nothing else fills. */
function json(row: SqlRow, column: string): unknown {
  return JSON.parse(String(row[column]))
}
