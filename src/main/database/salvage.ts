import { connectToRead, type Connection, type SqlRow, type Statement } from './driver'
import { migrate, schemaOf, stepsTo } from './migrate'
import { isConstraint } from './problems'
import { transact } from './transact'

/** What could be taken over from a damaged database. */
export interface Salvaged {
  readonly drafts: number
  /** Entries of the journal. */
  readonly entries: number
  /** Whether all of it could be read. */
  readonly whole: boolean
}

interface Table {
  readonly name: string
  readonly key: readonly string[]
  /** Columns that hold JSON of ours, which whoever reads them relies on. */
  readonly json: readonly string[]
}

/**
 * What exists on this computer alone, accounts first because the others belong to them. People, records and lookups are
 * read from the server anew.
 */
const tables: readonly Table[] = [
  { name: 'accounts', key: ['account'], json: [] },
  { name: 'settings', key: ['name'], json: [] },
  { name: 'drafts', key: ['account', 'id'], json: ['patch', 'confirmed', 'intent', 'conflicts', 'problem'] },
  { name: 'discarded', key: ['account', 'id'], json: ['draft'] },
  { name: 'journal', key: ['entry'], json: ['changes'] },
  // What cannot be read in there is its default: nothing else relies on it.
  { name: 'preferences', key: ['account', 'key'], json: [] },
]

/**
 * Copies what can still be read of a damaged file into a new, empty database. The file itself is only read.
 * @throws whatever keeps the new database from being written
 */
export function salvage(file: string, into: Connection): Salvaged {
  const from = openDamaged(file)
  const schema = from && readSchema(from)
  if (!from || schema === null) {
    from?.close()
    migrate(into)
    return { drafts: 0, entries: 0, whole: false }
  }
  try {
    // Taken over in the schema they were written in; what came later comes over them as over any other file.
    migrate(into, stepsTo(schema))
    const salvaged = transact(into, () => {
      const there = into.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?')
      const known = tables.filter(({ name }) => there.get(name) !== undefined)
      const taken = new Map(known.map((table) => [table.name, take(table, from, into)]))
      const rows = (name: string): number => taken.get(name)?.rows ?? 0
      const whole = [...taken.values()].every((table) => table.whole)
      return { drafts: rows('drafts'), entries: rows('journal'), whole }
    })
    migrate(into)
    return salvaged
  } finally {
    from.close()
  }
}

/** Null when not even its header can be read. */
function readSchema(from: Connection): number | null {
  try {
    return schemaOf(from)
  } catch {
    return null
  }
}

/** Null when not even its first page can be read. */
function openDamaged(file: string): Connection | null {
  try {
    return connectToRead(file)
  } catch {
    return null
  }
}

function take(table: Table, from: Connection, into: Connection): { rows: number; whole: boolean } {
  const ahead = read(from, table, 'ASC')
  // From the other end too: there may be more behind a damaged page.
  const found = ahead.whole ? ahead.rows : [...ahead.rows, ...read(from, table, 'DESC').rows]
  const columns = Object.keys(found[0] ?? {})
  const insert =
    columns.length > 0 &&
    into.prepare(
      `INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
       ON CONFLICT DO NOTHING`,
    )
  const kept = insert ? found.map((row) => keep(table, row, insert)) : []
  const rows = kept.filter((how) => how === 'kept').length
  return { rows, whole: ahead.whole && !kept.includes('unusable') }
}

function read(from: Connection, { name, key }: Table, way: 'ASC' | 'DESC') {
  const rows: SqlRow[] = []
  try {
    const order = key.map((column) => `${column} ${way}`).join(', ')
    for (const row of from.prepare(`SELECT * FROM ${name} ORDER BY ${order}`).iterate()) rows.push({ ...row })
    return { rows, whole: true }
  } catch {
    return { rows, whole: false }
  }
}

function keep(table: Table, row: SqlRow, insert: Statement): 'kept' | 'there already' | 'unusable' {
  if (!table.json.every((name) => row[name] == null || isJson(row[name]))) return 'unusable'
  try {
    return Number(insert.run(...Object.values(row)).changes) > 0 ? 'kept' : 'there already'
  } catch (error) {
    // What breaks the schema's rules is no longer what was written, and what has lost its account is nobody's.
    if (isConstraint(error)) return 'unusable'
    throw error
  }
}

function isJson(value: unknown): boolean {
  try {
    JSON.parse(String(value))
    return true
  } catch {
    return false
  }
}
