import { expect, it } from 'vitest'
import type { Row } from '#shared/ipc/models'
import { columnUserFields } from '#shared/records/index'
import { cellsOf, pictureOf } from './cells'
import { allColumns, columnsFor } from './columns'

const now = Date.UTC(2026, 0, 10)
const nothing = Object.fromEntries(columnUserFields.map(({ name }) => [name, null]))
const row = (given: Partial<Row> = {}, values: Row['values'] = {}): Row => ({
  id: 1,
  values: {
    ...nothing,
    FullName: 'Zoë Müller',
    Email: 'zoe@example.com',
    IsAdmin: true,
    Active: true,
    ...values,
  },
  pending: [],
  state: null,
  ...given,
})
/** Every letter is seven wide, and eight where it is bold. */
const measure = (text: string, changed: boolean): number => text.length * (changed ? 8 : 7)
const cells = (of: Row, online = true) =>
  Object.fromEntries(
    cellsOf(of, columnsFor(1200), { names: (_, id) => `#${id}`, online, now, measure }).flatMap((cell) =>
      cell ? [[cell.id, cell]] : [],
    ),
  )

it('draws each value by its type', () => {
  const drawn = cells(row({}, { LastAccess: '2026-01-08T00:00:00Z', TwoFactorEnabled: null }))
  expect(drawn.FullName).toMatchObject({ kind: 'name', text: 'Zoë Müller', unnamed: false })
  expect(drawn.Email).toMatchObject({ kind: 'text', text: 'zoe@example.com', tight: false })
  expect(drawn.IsAdmin).toMatchObject({ kind: 'flag', on: true, strong: true })
  expect(drawn.TwoFactorEnabled).toMatchObject({ kind: 'flag', on: false })
  expect(drawn.LastAccess).toMatchObject({ kind: 'text', text: '2 days ago' })
  expect(drawn.state).toMatchObject({ kind: 'state', state: null })
})

it('cuts only what may not fit, and an email in its middle', () => {
  const long = cells(row({}, { FullName: 'M'.repeat(40), Email: `${'zoe.'.repeat(12)}@a.example` }))
  expect(long.Email).toMatchObject({ kind: 'email' })
  expect(long.Email?.kind === 'email' && long.Email.shown).toMatch(/^zoe\..*…@a\.example$/)
  const room = (columnsFor(1200).find(({ id }) => id === 'Email')?.width ?? 0) - 16
  const shown = (cell: typeof long.Email): number => (cell?.kind === 'email' ? cell.shown.length : 0)
  expect(shown(long.Email)).toBe(Math.floor(room / 7))
  const changed = cells(row({ pending: ['Email'] }, { Email: long.Email?.text ?? '' }))
  expect(shown(changed.Email)).toBe(Math.floor(room / 8))
  expect(long.FullName).toMatchObject({ tight: true })
  expect(cells(row()).FullName).toMatchObject({ tight: false })
  // How wide letters of other scripts are is not known.
  expect(cells(row({}, { FullName: '山田' })).FullName).toMatchObject({ tight: true })
})

it('has the picture that the server has, until a draft takes it away', () => {
  const picture = { id: 1, file: 'a.png' }
  const of = (pending: string[], AvatarFileName: string | null = 'a.png') =>
    row({ pending }, { AvatarFileName })
  expect(cells(of([])).FullName).toMatchObject({ picture, cleared: false })
  // What a new address leads to is not here, and not loaded from outside.
  expect(pictureOf(of(['NewAvatarUrl']))).toEqual(picture)
  expect(cells(of(['ClearAvatarFile'])).FullName).toMatchObject({ picture: null, cleared: true })
  for (const none of [null, '', 'x'.repeat(2_000)]) expect(pictureOf(of([], none))).toBeNull()
})

it('has words for what is missing', () => {
  const drawn = cells(row({}, { FullName: '', LastAccess: null, Active: false }))
  expect(drawn.FullName).toMatchObject({ text: 'Unnamed person', letters: 'zoe@example.com', unnamed: true })
  expect(drawn.LastAccess).toMatchObject({ text: 'Never' })
  expect(drawn.Active).toMatchObject({ text: 'Inactive' })
})

it('marks what a draft changes, and says where the draft is', () => {
  const pending = row({ pending: ['FullName', 'UserRoles'], state: 'queued' })
  expect(cells(pending).FullName?.pending).toBe(true)
  expect(cells(pending).Email?.pending).toBe(false)
  expect(cells(pending).state).toMatchObject({ state: 'queued' })
  expect(cells(pending, false).state).toMatchObject({ state: 'offline' })
})

/** A column that was just shown said “Never” of everybody until its values were there. */
it('waits for a value that the row does not carry yet', () => {
  const known = Object.fromEntries(Object.entries(row().values).filter(([name]) => name !== 'LastAccess'))
  expect(cells({ ...row(), values: known }).LastAccess).toBeUndefined()
  expect(cells(row()).LastAccess).toMatchObject({ text: 'Never' })
})

it('draws every field that can be a column, by its type alone', () => {
  const columns = allColumns.map((id) => ({ id, x: 0, width: 200 }))
  const values = { ...row().values, CreatedOn: '2026-01-08T00:00:00Z', Language: 3, AvatarFileName: 'a.png' }
  const drawn = cellsOf({ ...row(), values }, columns, { names: () => '', online: true, now, measure })
  const texts = Object.fromEntries(drawn.flatMap((cell) => (cell ? [[cell.id, cell.text]] : [])))
  expect(texts).toMatchObject({ CreatedOn: '2 days ago', Language: 'English (UK)', AvatarFileName: 'Yes' })
  // When somebody was last changed is not known, and not never.
  expect(texts).toMatchObject({ UpdatedOn: '–', LastAccess: 'Never' })
})
