import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TableText } from '#shared/ipc/table-text'
import { createPeopleTable, type PeopleTable } from '../people/table'
import { createExporter } from './export'

let folder: string
let people: PeopleTable
let copied: string
let where: string | null
let broken: number
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'usher-export-'))
  people = createPeopleTable(() => 0)
  people.put(
    Array.from({ length: 1_200 }, (_, index) => ({
      id: index + 1,
      values: {
        FullName: `Person ${String(index).padStart(4, '0')}`,
        Email: `p${index}@x.example`,
        Active: true,
      },
    })),
  )
  ;[copied, where, broken] = ['', join(folder, 'People.csv'), Infinity]
})
afterEach(() => rmSync(folder, { recursive: true }))

const exporter = () =>
  createExporter({
    directory: {
      ids: (query) => Promise.resolve(people.ids(query)),
      rows: (ids, columns) =>
        --broken < 0
          ? Promise.reject(new Error('the thread ended'))
          : Promise.resolve(people.rows({ ids, columns })),
      lookups: () => ({ roles: [], locations: [], languages: [], chatRooms: [], applications: [] }),
    },
    toClipboard: (text) => Promise.resolve(void (copied = text)),
    askWhere: () => Promise.resolve(where),
  })
const table = (more: Partial<TableText> = {}): TableText => ({
  ...{ text: '', scope: 'everyone', sort: { field: 'FullName', descending: true }, among: null },
  columns: [
    { id: 'FullName', label: 'Name' },
    { id: 'Active', label: '=Active' },
    { id: 'state', label: 'Changes' },
  ],
  words: { on: 'Yes', off: 'No', states: { saved: 'Saved' }, choices: {} },
  ...more,
})

describe('a file', () => {
  it('has a mark, a heading and everybody in the order that is shown, with what is drafted', async () => {
    people.setPending([[1_200, { state: 'saved', values: { FullName: 'Person 9999', Active: false } }]])
    expect(await exporter().save({ ...table(), name: 'People.csv' })).toEqual({
      rows: 1_200,
      file: 'People.csv',
    })
    const text = readFileSync(join(folder, 'People.csv'), 'utf8')
    const lines = text.split('\r\n')
    expect(lines.slice(0, 3)).toEqual([
      "\uFEFFName,'=Active,Changes",
      'Person 9999,No,Saved',
      'Person 1198,Yes,',
    ])
    expect(lines.length).toBe(1_202)
    expect(readdirSync(folder)).toEqual(['People.csv'])
  })

  it('is not begun where the person chose none', async () => {
    where = null
    expect(await exporter().save({ ...table(), name: 'x' })).toBeNull()
    expect(readdirSync(folder)).toEqual([])
  })

  it('leaves what was there when it cannot be finished', async () => {
    writeFileSync(join(folder, 'People.csv'), 'before')
    broken = 1
    await expect(exporter().save({ ...table(), name: 'x' })).rejects.toMatchObject({ code: 'export-failed' })
    expect(readdirSync(folder)).toEqual(['People.csv'])
    expect(readFileSync(join(folder, 'People.csv'), 'utf8')).toBe('before')
    where = join(folder, 'no such folder', 'People.csv')
    broken = Infinity
    const failed = await exporter()
      .save({ ...table(), name: 'x' })
      .catch((error: unknown) => error)
    expect(failed).toMatchObject({ code: 'export-failed', facts: { cause: 'ENOENT' } })
  })
})

it('copies those among whom it is asked for, and no one who is not there', async () => {
  const among = Float64Array.of(3, 1, 5_000)
  expect(await exporter().copy(table({ among }))).toEqual({ rows: 2 })
  expect(copied).toBe("Name\t'=Active\tChanges\nPerson 0002\tYes\t\nPerson 0000\tYes\t\n")
})
