import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect, connectToRead, type Connection } from './driver'
import { migrate, stepsTo } from './migrate'
import { openFile } from './open-file'
import { databaseProblem } from './problems'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'usher-open-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = (): string => join(folder, 'usher.sqlite')
const open = () => openFile(file(), () => 1_000)

/**
 * A database with one account, its drafts and its journal. In SQL alone: the stand-in driver keeps a file open while a
 * statement is left, and this file will be moved.
 * @param long how long each draft is, so that they spread over many pages
 */
function create(drafts: number, long = 0): void {
  openFile(file(), () => 0).connection.close()
  const patch = JSON.stringify({ FullName: { base: 'Ana', mine: 'x'.repeat(long) } })
  const rows = Array.from(
    { length: drafts },
    (_, n) => `(1, ${n + 1}, 'Person ${n + 1}.', 'a@b', 'saved', '${patch}', 1, 1)`,
  )
  const connection = connect(file())
  connection.exec(`
    INSERT INTO accounts VALUES (1, 'key', 'a', 'b', NULL, 'e', 'n', 's', 0, 0);
    INSERT INTO people VALUES (1, 7, '{}', 1);
    INSERT INTO settings VALUES ('client_id', 'mine');
    INSERT INTO preferences VALUES (1, 'a', 'kept');
    INSERT INTO drafts (account, id, title, email, state, patch, sequence, edited_at) VALUES ${rows.join(', ')};
    INSERT INTO journal (account, id, title, applied_by, applied_at, outcome, changes)
      VALUES (1, 7, 'Ana', 'me', 1, 'verified', '[]');
    PRAGMA wal_checkpoint(TRUNCATE)`)
  connection.close()
}

/** Overwrites a page of the closed file, the one where a table begins. */
function damageTable(name: string): void {
  const connection = connectToRead(file())
  const sql = 'SELECT rootpage FROM sqlite_schema WHERE name = ?'
  const page = Number(connection.prepare(sql).get(name)?.['rootpage'])
  connection.close()
  damagePage(page)
}
/** The same for the page where a text stands. */
function damageAt(text: string): void {
  const bytes = readFileSync(file())
  damagePage(Math.floor(bytes.indexOf(text) / bytes.readUInt16BE(16)) + 1)
}
function damagePage(page: number): void {
  const bytes = readFileSync(file())
  const size = bytes.readUInt16BE(16)
  bytes.fill(0xab, (page - 1) * size, page * size)
  writeFileSync(file(), bytes)
}
const ids = (connection: Connection): number[] =>
  connection
    .prepare('SELECT id FROM drafts ORDER BY id')
    .all()
    .map((row) => Number(row['id']))

describe('opening a damaged database', () => {
  it('takes over every draft when the damage is in what the server has too', () => {
    create(3)
    damageTable('people')
    const damaged = readFileSync(file())
    const { connection, damage } = open()
    expect(damage).toEqual({ aside: `${file()}.damaged-1000`, drafts: 3, entries: 1, whole: true })
    expect(ids(connection)).toEqual([1, 2, 3])
    expect(connection.prepare('SELECT value FROM settings').get()).toEqual({ value: 'mine' })
    expect(connection.prepare('SELECT value FROM preferences').get()).toEqual({ value: 'kept' })
    connection.close()
    expect(readFileSync(`${file()}.damaged-1000`)).toEqual(damaged)
    expect(open().damage).toBeNull()
  })

  it('takes over what lies before and behind a damaged page of drafts, and says that it is not all', () => {
    create(60, 1_500)
    damageAt('Person 31.')
    const { connection, damage } = open()
    const saved = ids(connection)
    connection.close()
    expect(damage).toMatchObject({ drafts: saved.length, entries: 1, whole: false })
    expect(saved.length).toBeGreaterThan(40)
    expect(saved.length).toBeLessThan(60)
    expect([saved[0], saved.at(-1)]).toEqual([1, 60])
  })

  it('does not give one account what another one drafted when the accounts cannot be read', () => {
    create(3)
    damageTable('accounts')
    const { connection, damage } = open()
    expect(damage).toMatchObject({ drafts: 0, entries: 0, whole: false })
    expect(ids(connection)).toEqual([])
    connection.close()
  })

  it('starts empty when nothing can be read, and keeps the file', () => {
    writeFileSync(file(), 'this is no database, and long enough to be read as the header of one'.repeat(20))
    const { connection, damage } = open()
    expect(damage).toMatchObject({ drafts: 0, entries: 0, whole: false })
    connection.close()
    expect(readFileSync(`${file()}.damaged-1000`, 'utf8')).toContain('no database')
  })

  it('ends in the same place when it was ended between the two moves', () => {
    create(2)
    renameSync(file(), `${file()}.salvaged`)
    // The log of the damaged file, which was not moved yet.
    writeFileSync(`${file()}-wal`, 'of the damaged file')
    const { connection } = open()
    expect(ids(connection)).toEqual([1, 2])
    connection.close()
    expect(readFileSync(`${file()}.damaged-1000-wal`, 'utf8')).toBe('of the damaged file')
  })

  it('leaves a newer Usher’s database alone, damaged or not', () => {
    create(1)
    const connection = connect(file())
    connection.exec('PRAGMA user_version = 99')
    connection.close()
    damageTable('people')
    expect(open).toThrow(expect.objectContaining({ code: 'database-newer' }) as Error)
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([])
  })
})

it('says so where it may not write', () => {
  writeFileSync(file(), '')
  const problem = (): string => {
    try {
      openFile(join(file(), 'usher.sqlite'), () => 0)
      return 'none'
    } catch (error) {
      return databaseProblem(error).code
    }
  }
  expect(problem()).toBe('disk-read-only')
})

/** Columns that came later were missing, so every draft was thrown away; one that was gone kept Usher from starting. */
it('takes over drafts and journal of an earlier schema as any file of it is taken over', () => {
  const connection = connect(file())
  migrate(connection, stepsTo(1))
  connection.exec(`
    INSERT INTO accounts VALUES (1, 'key', 'a', 'b', NULL, 'e', 'n', 's', 0, 0);
    INSERT INTO people VALUES (1, 7, '{}', 1);
    INSERT INTO drafts VALUES (1, 7, 'Ana', 'a@b.c', 'sending', '{"FullName":{"base":"A","mine":"B"}}',
      '{"FullName":{"base":"A","mine":"B"}}', '[]', NULL, 0, NULL, 1, 1);
    INSERT INTO journal (account, id, title, applied_by, applied_at, verified, changes)
      VALUES (1, 7, 'Ana', 'ada', 5, 0, '[]');
    PRAGMA wal_checkpoint(TRUNCATE)`)
  connection.close()
  damageTable('people')
  const opened = openFile(file(), () => 1)
  expect(opened.damage).toMatchObject({ drafts: 1, entries: 1, whole: true })
  const draft = opened.connection.prepare('SELECT state, intent, reviewed FROM drafts').get()
  expect({ ...draft }).toEqual({ state: 'saved', intent: null, reviewed: 0 })
  const entry = opened.connection.prepare('SELECT outcome FROM journal').get()
  expect({ ...entry }).toEqual({ outcome: 'changed' })
  opened.connection.close()
})
