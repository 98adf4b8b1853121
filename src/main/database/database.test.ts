import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import { builtIn, connect, standIn } from './driver'
import { migrate, schemaOf } from './migrate'
import { databaseProblem, isCorrupt } from './problems'
import { createRunner } from './run'
import { openTestDatabase } from './testing'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'usher-database-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = (): string => join(folder, 'usher.sqlite')

describe('the database', () => {
  it('survives power cuts and crashes by its settings', () => {
    const connection = connect(file())
    expect(connection.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    expect(connection.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
    connection.close()
  })

  it('rolls a transaction back whole', async () => {
    const database = openTestDatabase()
    const set = (name: string) => ({ sql: 'INSERT INTO settings VALUES (?, 1)', params: [name] })
    await expect(database.transaction([set('a'), set('a')])).rejects.toMatchObject({
      code: 'database-failed',
    })
    expect(await database.all('SELECT * FROM settings')).toEqual([])
  })

  it('refuses a database that a newer Usher wrote, and leaves it alone', () => {
    const connection = connect(file())
    migrate(connection)
    connection.exec('PRAGMA user_version = 99')
    expect(() => migrate(connection)).toThrow(new UsherError('database-newer', { cause: 'schema 99' }))
    expect(connection.prepare('PRAGMA user_version').get()).toEqual({ user_version: 99 })
    connection.close()
  })

  it('takes all steps of a migration or none', () => {
    const connection = connect(file())
    const steps = ['CREATE TABLE one (a)', 'CREATE TABLE broken (']
    expect(() => migrate(connection, steps)).toThrow()
    expect(connection.prepare("SELECT count(*) n FROM sqlite_master WHERE name = 'one'").get()).toEqual({
      n: 0,
    })
    migrate(connection, ['CREATE TABLE one (a)'])
    expect(connection.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 })
    connection.close()
  })

  it('tells damage from other trouble', () => {
    writeFileSync(file(), 'this is no database, and long enough to be read as a header of one'.repeat(20))
    let caught: unknown
    try {
      connect(file())
    } catch (error) {
      caught = error
    }
    expect(isCorrupt(caught)).toBe(true)
    expect(databaseProblem(caught).code).toBe('database-corrupt')
    expect(readdirSync(folder)).toEqual(['usher.sqlite'])
    expect(readFileSync(file(), 'utf8')).toContain('no database')
  })
})

/** Whichever of the two drivers this Node can load. */
const drivers = [['@photostructure/sqlite', standIn()] as const, ['node:sqlite', builtIn()] as const].flatMap(
  ([name, module]) => (module ? [{ name, module }] : []),
)

describe.each(drivers)('trouble with the disk, told by $name', ({ module }) => {
  const problemOf = (work: () => unknown): string | null => {
    try {
      work()
      return null
    } catch (error) {
      return databaseProblem(error).code
    }
  }
  const set = (name: string) => ({
    sql: 'INSERT INTO settings VALUES (?, ?)',
    params: [name, 'x'.repeat(50_000)],
  })

  it('a full disk, in one statement, in a transaction and in a migration', () => {
    // SQLite undoes the transaction itself then; undoing it once more must not hide why.
    const connection = connect(file(), module)
    migrate(connection)
    const run = createRunner(connection)
    const pages = Number(connection.prepare('PRAGMA page_count').get()?.['page_count'])
    connection.exec(`PRAGMA max_page_count = ${pages + 2}`)
    expect(problemOf(() => run([set('a')]))).toBe('disk-full')
    expect(problemOf(() => run([set('a'), set('b')]))).toBe('disk-full')
    const earlier = Array.from({ length: schemaOf(connection) }, () => '')
    const big = `CREATE TABLE big (a); INSERT INTO big VALUES (zeroblob(50000))`
    expect(problemOf(() => migrate(connection, [...earlier, big]))).toBe('disk-full')
    connection.exec('PRAGMA max_page_count = 100000')
    expect(problemOf(() => run([set('a'), set('b')]))).toBeNull()
    connection.close()
  })

  it('a disk that may not be written to', () => {
    const connection = connect(file(), module)
    migrate(connection)
    const run = createRunner(connection)
    connection.exec('PRAGMA query_only = ON')
    expect(problemOf(() => run([set('a')]))).toBe('disk-read-only')
    expect(problemOf(() => run([set('a'), set('b')]))).toBe('disk-read-only')
    connection.close()
  })

  it('damage that is met in the middle of work', () => {
    const connection = connect(file(), module)
    migrate(connection)
    connection.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    const sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'drafts'"
    const page = Number(connection.prepare(sql).get()?.['rootpage'])
    connection.close()
    const bytes = readFileSync(file())
    const size = bytes.readUInt16BE(16)
    bytes.fill(0xab, (page - 1) * size, page * size)
    writeFileSync(file(), bytes)
    const again = connect(file(), module)
    const run = createRunner(again)
    expect(problemOf(() => run([{ sql: 'SELECT * FROM drafts' }]))).toBe('database-corrupt')
    again.close()
  })
})
