import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import { connect } from './driver'
import { migrate } from './migrate'
import { databaseProblem, isCorrupt } from './problems'
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
