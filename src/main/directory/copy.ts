import type { LookupRow, Lookups } from '#shared/ipc/models'
import type { Lookup } from '#shared/records/field'
import type { VisibleUser } from '#shared/records/user-fields'
import type { Database } from '../database/database'
import type { SqlRow } from '../database/driver'
import type { Sql } from '../database/protocol'
import type { FreshUser, UserRow } from '../nexudus/users'
import { packRow, rowOf } from './people/row'

export interface Fill {
  /** Number of the running or last fill. */
  readonly fill: number
  /** The page to go on with; 1 when the last fill was complete. */
  readonly nextPage: number
  readonly total: number | null
  readonly refreshedAt: number | null
  /** The server's newest stamp when the last pull began; what changed later is not here yet. */
  readonly newest: string | null
  /** The same for the fill that runs. */
  readonly nextNewest: string | null
  /** When the last complete fill ended. */
  readonly sweptAt: number | null
}

export interface KeptRecord {
  readonly record: VisibleUser
  readonly missing: readonly string[]
  readonly readAt: number
}

/** The only SQL on the local copy of people, records and lookups. Nothing sealed is ever given to it. */
export interface Copy {
  fill(account: number): Promise<Fill>
  /** A page of a fill, with how far it got, in one transaction. */
  savePage(account: number, rows: readonly UserRow[], fill: Fill): Promise<void>
  /** Rows that changed, of no fill. */
  saveRows(account: number, rows: readonly UserRow[]): Promise<void>
  saveFill(account: number, fill: Fill): Promise<void>
  /** Ends a fill. Rows that neither this nor the last complete fill met are gone. @returns their ids */
  endFill(account: number, fill: Fill): Promise<readonly number[]>
  record(account: number, id: number): Promise<KeptRecord | null>
  /** The records that are kept, of some people. */
  records(account: number, ids: readonly number[]): Promise<ReadonlyMap<number, KeptRecord>>
  /** Statements that keep a record that was read, and renew its row. */
  recordStatements(account: number, id: number, user: FreshUser, now: number): readonly Sql[]
  /** Administrators whose full record was never read, or has moved since. @param most how many at the most */
  staleAdministrators(account: number, most: number): Promise<number[]>
  /** When it was read who has each row of a lookup. */
  membersReadAt(account: number, lookup: Lookup): Promise<ReadonlyMap<number, number>>
  /** @param people their ids as JSON */
  saveMembers(account: number, lookup: Lookup, row: number, people: string, readAt: number): Promise<void>
  lookups(account: number): Promise<Partial<Lookups>>
  saveLookup(account: number, lookup: Lookup, rows: readonly LookupRow[]): Promise<void>
}

const nothingRead: Fill = {
  ...{ fill: 1, nextPage: 1, total: null, refreshedAt: null, newest: null, nextNewest: null, sweptAt: null },
}

export function createCopy(database: Database): Copy {
  /** A row that a page or a reading met; `fill` null leaves unmoved when a fill last met it. */
  const saveRow = (account: number, row: UserRow, fill: number | null): Sql => ({
    sql: `INSERT INTO people VALUES (?1, ?2, ?3, coalesce(?4, (SELECT fill FROM fills WHERE account = ?1), 1))
      ON CONFLICT DO UPDATE SET row = excluded.row, seen = coalesce(?4, seen)`,
    params: [account, row.id, packRow(row.values), fill],
  })
  const saveFill = (account: number, fill: Fill): Sql => ({
    sql: `INSERT OR REPLACE INTO fills
      (account, fill, next_page, total, refreshed_at, newest, next_newest, swept_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    params: [
      ...[account, fill.fill, fill.nextPage, fill.total, fill.refreshedAt],
      ...[fill.newest, fill.nextNewest, fill.sweptAt],
    ],
  })
  return {
    async fill(account) {
      const row = await database.get('SELECT * FROM fills WHERE account = ?', account)
      if (!row) return nothingRead
      const text = (name: string): string | null => (row[name] === null ? null : String(row[name]))
      const number = (name: string): number | null => (row[name] === null ? null : Number(row[name]))
      return {
        fill: Number(row['fill']),
        nextPage: Number(row['next_page']),
        total: number('total'),
        refreshedAt: number('refreshed_at'),
        newest: text('newest'),
        nextNewest: text('next_newest'),
        sweptAt: number('swept_at'),
      }
    },
    async savePage(account, rows, fill) {
      await database.transaction([
        saveFill(account, fill),
        ...rows.map((row) => saveRow(account, row, fill.fill)),
      ])
    },
    async saveRows(account, rows) {
      await database.transaction(rows.map((row) => saveRow(account, row, null)))
    },
    async saveFill(account, fill) {
      await database.transaction([saveFill(account, fill)])
    },
    async endFill(account, fill) {
      const [, gone] = await database.transaction([
        saveFill(account, fill),
        // Two fills: rows shift between pages while others are deleted, so one miss proves nothing.
        {
          sql: 'DELETE FROM people WHERE account = ? AND seen < ? RETURNING id',
          params: [account, fill.fill - 1],
        },
      ])
      return (gone ?? []).map((row) => Number(row['id']))
    },
    async record(account, id) {
      const row = await database.get('SELECT * FROM records WHERE account = ? AND id = ?', account, id)
      if (!row) return null
      return keptRecord(row)
    },
    async records(account, ids) {
      const rows = await database.all(
        'SELECT * FROM records WHERE account = ? AND id IN (SELECT value FROM json_each(?))',
        ...[account, JSON.stringify(ids)],
      )
      return new Map(rows.map((row) => [Number(row['id']), keptRecord(row)]))
    },
    recordStatements: (account, id, { visible, missing }, now) => [
      {
        sql: 'INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?)',
        params: [account, id, JSON.stringify(visible), JSON.stringify(missing), now],
      },
      saveRow(account, { id, values: rowOf(visible) }, null),
    ],
    async staleAdministrators(account, most) {
      const rows = await database.all(
        `SELECT people.id FROM people LEFT JOIN records USING (account, id)
         WHERE account = ? AND row ->> 'IsAdmin' = 1 AND record ->> 'UpdatedOn' IS NOT row ->> 'UpdatedOn'
         ORDER BY people.id LIMIT ?`,
        account,
        most,
      )
      return rows.map((row) => Number(row['id']))
    },
    async membersReadAt(account, lookup) {
      const sql = 'SELECT target, read_at FROM memberships WHERE account = ? AND lookup = ?'
      const rows = await database.all(sql, account, lookup)
      return new Map(rows.map((row) => [Number(row['target']), Number(row['read_at'])]))
    },
    async saveMembers(account, lookup, row, people, readAt) {
      const sql = 'INSERT OR REPLACE INTO memberships VALUES (?, ?, ?, ?, ?)'
      await database.all(sql, account, lookup, row, people, readAt)
    },
    async lookups(account) {
      const rows = await database.all('SELECT lookup, rows FROM lookups WHERE account = ?', account)
      return Object.fromEntries(
        rows.map((row) => [row['lookup'], JSON.parse(String(row['rows']))]),
      ) as Lookups
    },
    async saveLookup(account, lookup, rows) {
      const sql = 'INSERT OR REPLACE INTO lookups VALUES (?, ?, ?)'
      await database.all(sql, account, lookup, JSON.stringify(rows))
    },
  }
}

function keptRecord(row: SqlRow): KeptRecord {
  return {
    record: JSON.parse(String(row['record'])) as VisibleUser,
    missing: JSON.parse(String(row['missing'])) as string[],
    readAt: Number(row['read_at']),
  }
}
