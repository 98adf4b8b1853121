import type { SqlRow, SqlValue } from '../../database/driver'
import type { Lookup } from '#shared/records/field'
import { memberFields } from '#shared/search/parse'
import type { LookupRow } from '#shared/ipc/models'
import { unpackRow } from './row'
import type { PeopleTable, PersonRow } from './table'

/** Asks the database, one row after the other: all of them at once would be in memory twice. */
export type Ask = (sql: string, ...params: readonly SqlValue[]) => Iterable<SqlRow>

/** Fills a table with all that is kept of an account. */
export function readKept(ask: Ask, account: number, table: PeopleTable): void {
  table.put(rows(ask, account))
  for (const row of ask('SELECT lookup, rows FROM lookups WHERE account = ?', account))
    table.name(row['lookup'] as Lookup, JSON.parse(String(row['rows'])) as LookupRow[])
  let oldest = Infinity
  for (const row of ask('SELECT * FROM memberships WHERE account = ?', account)) {
    const readAt = Number(row['read_at'])
    oldest = Math.min(oldest, readAt)
    const people = JSON.parse(String(row['people'])) as number[]
    table.setMembers(row['lookup'] as Lookup, Number(row['target']), people, readAt)
  }
  readSets(ask, account, Number.isFinite(oldest) ? oldest : 0, table)
}

function* rows(ask: Ask, account: number): Generator<PersonRow> {
  for (const row of ask('SELECT id, row FROM people WHERE account = ?', account))
    yield { id: Number(row['id']), values: unpackRow(String(row['row'])) }
}

/** Records that were read since know better what their people have. */
function readSets(ask: Ask, account: number, since: number, table: PeopleTable): void {
  const lists = memberFields.map(({ name }) => `record ->> '${name}' AS ${name}`).join(', ')
  const sql = `SELECT id, read_at, ${lists} FROM records WHERE account = ? AND read_at > ?`
  for (const row of ask(sql, account, since)) {
    const sets = memberFields.map(
      ({ name, lookup }) => [lookup, JSON.parse(String(row[name] ?? '[]'))] as const,
    )
    table.setSets(
      Number(row['id']),
      Object.fromEntries(sets) as Record<Lookup, number[]>,
      Number(row['read_at']),
    )
  }
}
