import type { Problem } from '#shared/ipc/errors'
import type { JournalChange, JournalEntry, JournalPage } from '#shared/ipc/models'
import type { Conflict, Patch, Values } from '#shared/records/merge'
import type { Database } from '../database/database'
import type { SqlRow } from '../database/driver'
import type { Sql } from '../database/protocol'
import { fold, words } from '#shared/search/fold'
import { emptyDraft, type Intent, type StoredDraft } from './draft'
import { isUndoable } from './patch'

/** A change that reached the server, ready to be kept. */
export type NewEntry = Omit<JournalEntry, 'id' | 'undone' | 'undoable'> & { readonly email: string }

/** The only SQL on drafts and journal. A promise that resolved means: on disk. */
export interface DraftRepository {
  all(account: number): Promise<StoredDraft[]>
  /** All of them, or none. @param gone whose drafts go at the same time */
  save(account: number, drafts: readonly StoredDraft[], gone?: readonly number[]): Promise<void>
  remove(account: number, id: number): Promise<void>
  /** Takes drafts away but keeps each until the next discard for the same person. */
  discard(account: number, drafts: readonly StoredDraft[], now: number): Promise<void>
  discarded(account: number, id: number): Promise<StoredDraft | null>
  /** Brings back what was discarded; it can be brought back once. */
  restore(account: number, draft: StoredDraft): Promise<void>
  /** The end of an applied draft, in one transaction with what else must be true then. */
  commit(account: number, applied: Applied): Promise<void>
  /** Keeps what belongs to the local copy. */
  keep(more: readonly Sql[]): Promise<void>
  /** Entries of these accounts that match, newest first. */
  journal(accounts: readonly number[], search: JournalSearch): Promise<JournalPage>
  entry(account: number, entry: number): Promise<JournalEntry | null>
}

/** A field of an entry that was taken back. */
export interface Undone {
  readonly entry: number
  readonly field: string
}

export interface Applied {
  readonly id: number
  readonly remainder: StoredDraft | null
  readonly entry: NewEntry | null
  /** What of earlier entries was taken back by it. */
  readonly undone: readonly Undone[]
  readonly more: readonly Sql[]
}

export interface JournalSearch {
  /** Words, as a person types them: each must be found in the person, who applied it, or a value. */
  readonly text: string
  /** Fields that match instead. */
  readonly fields: readonly string[]
  /** Entries older than this one. */
  readonly before: number | null
  readonly count: number
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
    async save(account, drafts, gone = []) {
      const statements = [
        ...drafts.map((draft) => upsert(account, draft)),
        ...gone.map((id) => remove(account, id)),
      ]
      if (statements.length > 0) await database.transaction(statements)
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
      if (!row) return null
      const draft = JSON.parse(String(row['draft'])) as StoredDraft
      // One that an older Usher kept lacks what was added since.
      return { ...emptyDraft(id, draft, draft.editedAt), ...draft, intent: null }
    },
    async restore(account, draft) {
      await database.transaction([
        upsert(account, draft),
        { sql: 'DELETE FROM discarded WHERE account = ? AND id = ?', params: [account, draft.id] },
      ])
    },
    async commit(account, { id, remainder, entry, undone, more }) {
      const markUndone = ({ entry, field }: Undone): Sql => ({
        sql: `UPDATE journal SET changes = (
            SELECT json_group_array(json(iif(value ->> 'field' = ?, json_set(value, '$.undone', json('true')), value)))
            FROM json_each(changes))
          WHERE account = ? AND entry = ?`,
        params: [field, account, entry],
      })
      await database.transaction([
        remainder ? upsert(account, remainder) : remove(account, id),
        ...(entry ? [insertEntry(account, entry)] : []),
        ...undone.map(markUndone),
        ...more,
      ])
    },
    async keep(more) {
      if (more.length > 0) await database.transaction(more)
    },
    async journal(accounts, { text, fields, before, count }) {
      const wanted = words(text)
      const word = "instr(CASE search WHEN '' THEN lower(title) ELSE search END, ?) > 0"
      const field = "EXISTS (SELECT 1 FROM json_each(changes) WHERE value ->> 'field' = ?)"
      const matches = wanted.map(() => word).join(' AND ') || 'TRUE'
      const named = fields.map(() => field).join(' OR ') || 'FALSE'
      const rows = await database.all(
        `SELECT * FROM journal WHERE account IN (${accounts.map(() => '?').join(', ')}) AND entry < ? AND ((${matches}) OR ${named})
         ORDER BY entry DESC LIMIT ?`,
        ...[...accounts, before ?? Number.MAX_SAFE_INTEGER, ...wanted, ...fields, count + 1],
      )
      return { entries: rows.slice(0, count).map(readEntry), more: rows.length > count }
    },
    async entry(account, entry) {
      const row = await database.get('SELECT * FROM journal WHERE account = ? AND entry = ?', account, entry)
      return row ? readEntry(row) : null
    },
  }
}

function upsert(account: number, d: StoredDraft): Sql {
  return {
    sql: `INSERT OR REPLACE INTO drafts (account, id, title, email, state, patch, reviewed, confirmed, intent,
      conflicts, problem, attempts, retry_at, sequence, revision, edited_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    params: [
      ...[account, d.id, d.title, d.email, d.state, JSON.stringify(d.patch), d.reviewed ? 1 : 0],
      ...[
        JSON.stringify(d.confirmed),
        d.intent ? JSON.stringify(d.intent) : null,
        JSON.stringify(d.conflicts),
      ],
      ...[d.problem ? JSON.stringify(d.problem) : null, d.attempts, d.retryAt, d.sequence, d.revision],
      d.editedAt,
    ],
  }
}

function insertEntry(account: number, e: NewEntry): Sql {
  return {
    sql: `INSERT INTO journal (account, id, title, applied_by, applied_at, outcome, changes, search)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    params: [
      ...[account, e.user, e.title, e.by, e.appliedAt, e.outcome, JSON.stringify(e.changes), searchText(e)],
    ],
  }
}

/** What a search of the journal looks at: who, by whom, and texts before and after. */
function searchText({ title, email, by, changes }: NewEntry): string {
  const values = changes.flatMap(({ before, after }) => [before, after])
  return fold([title, email, by, ...values.filter((value) => typeof value === 'string')].join('\n'))
}

function readDraft(row: SqlRow): StoredDraft {
  return {
    id: Number(row['id']),
    title: String(row['title']),
    email: String(row['email']),
    state: row['state'] as StoredDraft['state'],
    patch: json(row, 'patch') as Patch,
    reviewed: row['reviewed'] === 1,
    confirmed: json(row, 'confirmed') as Values,
    intent: row['intent'] === null ? null : (json(row, 'intent') as Intent),
    conflicts: json(row, 'conflicts') as Conflict[],
    problem: row['problem'] === null ? null : (json(row, 'problem') as Problem),
    attempts: Number(row['attempts']),
    retryAt: row['retry_at'] === null ? null : Number(row['retry_at']),
    sequence: Number(row['sequence']),
    revision: Number(row['revision']),
    editedAt: Number(row['edited_at']),
  }
}

function readEntry(row: SqlRow): JournalEntry {
  const changes = json(row, 'changes') as JournalChange[]
  const user = Number(row['id'])
  // An older Usher marked the entry as a whole.
  const undone = row['undone'] === 1 || changes.some((change) => change.undone)
  const undoable = row['undone'] !== 1 && changes.some((change) => isUndoable(user, change))
  return {
    id: Number(row['entry']),
    user,
    title: String(row['title']),
    by: String(row['applied_by']),
    appliedAt: Number(row['applied_at']),
    outcome: row['outcome'] as JournalEntry['outcome'],
    changes,
    undone: undone && !undoable,
    undoable,
  }
}

/** Usher's own writing, in a column that nothing else fills. */
function json(row: SqlRow, column: string): unknown {
  return JSON.parse(String(row[column]))
}
