import * as v from 'valibot'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { BulkEdit, type BulkDraft } from '#shared/ipc/bulk'
import { UsherError } from '#shared/ipc/errors'
import type { VisibleUser } from '#shared/records/user-fields'
import { createBulk, type Bulk } from './bulk'
import { TestDesk } from './testing'

const person = (id: number, more: Readonly<Record<string, unknown>> = {}): VisibleUser =>
  ({
    ...{ Id: id, FullName: `Person ${id}`, Email: `p${id}@x.example`, Active: true, IsAdmin: false },
    ...{ Language: 3, UserRoles: [1, 2], Businesses: [id] },
    ...more,
  }) as unknown as VisibleUser

let desk: TestDesk
let records: Map<number, VisibleUser>
let bulk: Bulk
beforeEach(async () => {
  desk = await new TestDesk().start()
  records = new Map([1, 2, 3].map((id) => [id, person(id)]))
  bulk = createBulk({
    desk: () => desk.desk,
    email: () => 'P2@x.example',
    directory: {
      records: (_, ids) => {
        const found = ids.flatMap((id) => {
          const record = records.get(id)
          return record ? [[id, { record, missing: [], readAt: 0 }] as const] : []
        })
        return Promise.resolve(new Map(found))
      },
      readSome: () => Promise.resolve({ read: [], problem: null }),
      rows: (ids) =>
        Promise.resolve(
          ids.map((id) => ({
            id,
            values: { FullName: '', Email: `p${id}@x.example` },
            pending: [],
            state: null,
          })),
        ),
    },
  })
})
const draft = (ids: readonly number[], ...edits: BulkDraft['edits']) =>
  bulk.draft({ ids: Float64Array.from(ids), edits })
const patches = () => Object.fromEntries([...desk.outbox.drafts].map(([id, { patch }]) => [id, patch]))

describe('what they have', () => {
  it('is counted by value, a list by each of its ids, with what is drafted in place', async () => {
    records.set(4, person(4, { Active: null, UserRoles: [2] }))
    await desk.outbox.edit({ id: 1, field: 'Active', base: true, mine: false })
    const look = await bulk.look([1, 2, 4])
    const of = (name: string) => look.fields.find(({ field }) => field === name)?.values
    expect(look.ready).toBe(3)
    expect(of('Active')).toEqual([
      { value: false, count: 2 },
      { value: true, count: 1 },
    ])
    expect(of('UserRoles')).toEqual([
      { value: 2, count: 3 },
      { value: 1, count: 2 },
    ])
    // A name and an email are each person's own.
    expect(of('FullName')).toBeUndefined()
    expect(of('Email')).toBeUndefined()
  })

  it('is not known of whom this computer never read, and they are named', async () => {
    expect(await bulk.look([1, 9])).toMatchObject({ ready: 1, unread: [{ id: 9, name: 'p9@x.example' }] })
  })
})

describe('what the account that is signed in may do', () => {
  it('is told where it is one of them, with what is drafted in place', async () => {
    await desk.outbox.edit({ id: 2, field: 'IsAdmin', base: false, mine: true })
    expect((await bulk.look([1, 2])).own).toEqual({
      ...{ Active: true, IsAdmin: true, APIAccess: null, UserRoles: [1, 2], Businesses: [2] },
    })
    expect((await bulk.look([1, 3])).own).toBeNull()
  })
})

describe('drafting for many', () => {
  it('touches what is wanted and nothing else, in one transaction, and sends nothing', async () => {
    const save = vi.spyOn(desk.repository, 'save')
    records.set(2, person(2, { Active: false }))
    expect(await draft([1, 2, 3], { field: 'Active', value: false })).toEqual({
      edit: 1,
      drafted: 2,
      same: 1,
      unread: 0,
    })
    expect(patches()).toEqual({
      1: { Active: { base: true, mine: false } },
      3: { Active: { base: true, mine: false } },
    })
    expect(save).toHaveBeenCalledOnce()
    expect(desk.draft(1)).toMatchObject({ title: 'Person 1', email: 'p1@x.example', state: 'saved' })
    await desk.run()
    expect(desk.server.requests).toEqual([])
    expect((await desk.repository.all(1)).map(({ id }) => id).sort()).toEqual([1, 3])
  })

  it('adds to and takes from whatever each has', async () => {
    records.set(2, person(2, { UserRoles: [5] }))
    records.set(3, person(3, { UserRoles: [4] }))
    const edit = { field: 'UserRoles', add: [5], remove: [1, 4] } as const
    expect(await draft([1, 2, 3], { ...edit, add: [...edit.add], remove: [...edit.remove] })).toMatchObject({
      drafted: 2,
      same: 1,
    })
    expect(patches()).toEqual({
      1: { UserRoles: { base: [1, 2], mine: [2, 5] } },
      3: { UserRoles: { base: [4], mine: [5] } },
    })
  })

  it('builds on what is drafted, keeps its base, and takes a change away that it turns back', async () => {
    await desk.outbox.edit({ id: 1, field: 'UserRoles', base: [1], mine: [1, 7] })
    await desk.outbox.edit({ id: 2, field: 'Active', base: true, mine: false })
    await draft([1], { field: 'UserRoles', add: [9], remove: [] })
    expect(patches()[1]).toEqual({ UserRoles: { base: [1], mine: [1, 7, 9] } })
    expect(await draft([2], { field: 'Active', value: true })).toMatchObject({ drafted: 1 })
    expect(desk.draft(2)).toBeUndefined()
    expect((await desk.repository.all(1)).map(({ id }) => id)).toEqual([1])
  })

  it('has to be reviewed anew where a draft waits to be sent', async () => {
    await desk.outbox.edit({ id: 1, field: 'Active', base: true, mine: false })
    desk.online = false
    await desk.apply(1)
    expect(desk.draft(1)?.state).toBe('queued')
    await draft([1], { field: 'Language', value: 1 })
    expect(desk.draft(1)).toMatchObject({ state: 'saved', reviewed: false })
  })

  it('drafts nothing without a base', async () => {
    expect(await draft([9, 1], { field: 'Active', value: false })).toMatchObject({
      drafted: 1,
      same: 0,
      unread: 1,
    })
    expect(Object.keys(patches())).toEqual(['1'])
  })

  it('changes nobody’s draft when the disk refuses', async () => {
    vi.spyOn(desk.repository, 'save').mockRejectedValue(new Error('full'))
    await expect(draft([1, 2], { field: 'Active', value: false })).rejects.toThrow('full')
    expect(desk.outbox.drafts.size).toBe(0)
  })

  it('drafts for a thousand people', async () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => index + 1)
    records = new Map(ids.map((id) => [id, person(id)]))
    expect(await draft(ids, { field: 'OnPurchases', value: true })).toMatchObject({ drafted: 1_000 })
    expect(desk.outbox.drafts.size).toBe(1_000)
  })
})

describe('taking an edit back', () => {
  const undo = async (edit: number | null) => bulk.undo(edit ?? 0)

  it('takes away what it drafted and nothing else, in one transaction', async () => {
    await desk.outbox.edit({ id: 2, field: 'FullName', base: 'Person 2', mine: 'Bo' })
    const { edit } = await draft(
      [1, 2, 3],
      { field: 'Active', value: false },
      { field: 'UserRoles', add: [9], remove: [1] },
    )
    const save = vi.spyOn(desk.repository, 'save')
    expect(await undo(edit)).toEqual({ undone: 3, kept: 0 })
    expect(save).toHaveBeenCalledOnce()
    expect(patches()).toEqual({ 2: { FullName: { base: 'Person 2', mine: 'Bo' } } })
    expect((await desk.repository.all(1)).map(({ id }) => id)).toEqual([2])
  })

  it('brings back what was drafted of these fields before, taken away ones too', async () => {
    await desk.outbox.edit({ id: 1, field: 'UserRoles', base: [1, 2], mine: [1, 2, 7] })
    await desk.outbox.edit({ id: 2, field: 'Active', base: true, mine: false })
    const { revision } = desk.draft(2) ?? { revision: 0 }
    const { edit } = await draft(
      [1, 2],
      { field: 'UserRoles', add: [9], remove: [7] },
      { field: 'Active', value: true },
    )
    expect(patches()[2]).toEqual({ UserRoles: { base: [1, 2], mine: [1, 2, 9] } })
    expect(await undo(edit)).toEqual({ undone: 2, kept: 0 })
    expect(patches()).toEqual({
      1: { UserRoles: { base: [1, 2], mine: [1, 2, 7] } },
      2: { Active: { base: true, mine: false } },
    })
    // What was shown of it before is another draft: it is not sent as that.
    expect(desk.draft(2)?.revision).toBeGreaterThan(revision)
  })

  it('brings back a draft that the edit had emptied', async () => {
    await desk.outbox.edit({ id: 1, field: 'Active', base: true, mine: false })
    const { edit } = await draft([1], { field: 'Active', value: true })
    expect(desk.draft(1)).toBeUndefined()
    expect(await undo(edit)).toEqual({ undone: 1, kept: 0 })
    expect(desk.draft(1)).toMatchObject({
      ...{ title: 'Person 1', state: 'saved', patch: { Active: { base: true, mine: false } } },
    })
  })

  it('does not bring back a wish that was settled anew meanwhile', async () => {
    desk.server.record = { ...records.get(1) }
    await desk.outbox.edit({ id: 1, field: 'Active', base: true, mine: false })
    await desk.outbox.edit({ id: 2, field: 'Active', base: true, mine: false })
    await desk.outbox.edit({ id: 3, field: 'Active', base: true, mine: false })
    const { edit } = await draft([1, 2, 3], { field: 'Active', value: true })
    // Wished once more and sent; wished once more and taken back; and left as the edit left it.
    await desk.outbox.edit({ id: 1, field: 'Active', base: true, mine: false })
    await desk.apply(1)
    await desk.run()
    await desk.outbox.edit({ id: 2, field: 'Active', base: true, mine: false })
    await desk.outbox.edit({ id: 2, field: 'Active', base: true, mine: true })
    expect(patches()).toEqual({})
    expect(await undo(edit)).toEqual({ undone: 1, kept: 2 })
    expect(patches()).toEqual({ 3: { Active: { base: true, mine: false } } })
  })

  it('does not take away the same wish when that is a newer one', async () => {
    desk.server.record = { ...records.get(1) }
    const { edit } = await draft([1, 2], { field: 'Active', value: false })
    await desk.apply(1)
    await desk.run()
    await desk.outbox.edit({ id: 1, field: 'Active', base: true, mine: false })
    expect(await undo(edit)).toEqual({ undone: 1, kept: 1 })
    expect(patches()).toEqual({ 1: { Active: { base: true, mine: false } } })
  })

  it('leaves whose draft was discarded since, and takes back the field beside what was changed', async () => {
    for (const id of [1, 2]) {
      await desk.outbox.edit({ id, field: 'Active', base: true, mine: false })
      await desk.outbox.edit({ id, field: 'FullName', base: `Person ${id}`, mine: 'Bo' })
    }
    const { edit } = await draft([1, 2], { field: 'Active', value: true })
    await desk.outbox.discard([1])
    await desk.outbox.edit({ id: 2, field: 'FullName', base: 'Person 2', mine: 'Bob' })
    expect(await undo(edit)).toEqual({ undone: 1, kept: 1 })
    expect(patches()).toEqual({
      2: { FullName: { base: 'Person 2', mine: 'Bob' }, Active: { base: true, mine: false } },
    })
  })

  it('leaves what was changed since', async () => {
    const { edit } = await draft(
      [1, 2, 3],
      { field: 'Language', value: 1 },
      { field: 'Active', value: false },
    )
    await desk.outbox.edit({ id: 1, field: 'Language', base: 3, mine: 2 })
    await desk.outbox.discard([2])
    expect(await undo(edit)).toEqual({ undone: 2, kept: 1 })
    expect(patches()).toEqual({ 1: { Language: { base: 3, mine: 2 } } })
  })

  it('leaves what is on its way, and what has been sent', async () => {
    desk.server.record = { ...records.get(1) }
    const { edit } = await draft([1, 2], { field: 'Active', value: false })
    desk.server.afterWrite = () => {
      throw new UsherError('timeout')
    }
    desk.server.before = (step, count) => {
      if (step === 'read' && count > 2) throw new UsherError('timeout')
    }
    await desk.apply(1)
    await desk.run()
    expect(desk.draft(1)?.intent).not.toBeNull()
    expect(await undo(edit)).toEqual({ undone: 1, kept: 1 })
    expect(Object.keys(patches())).toEqual(['1'])
  })

  it('can be tried again when the disk refused, and is done once', async () => {
    const { edit } = await draft([1, 2], { field: 'Active', value: false })
    vi.spyOn(desk.repository, 'save').mockRejectedValueOnce(new Error('full'))
    await expect(undo(edit)).rejects.toThrow('full')
    expect(Object.keys(patches())).toEqual(['1', '2'])
    expect(await Promise.all([undo(edit), undo(edit)])).toEqual([
      { undone: 2, kept: 0 },
      { undone: 0, kept: 0 },
    ])
  })

  it('is for whoever made it: another desk has drafts of its own', async () => {
    const { edit } = await draft([1, 2], { field: 'Active', value: false })
    await desk.start()
    expect(await undo(edit)).toEqual({ undone: 0, kept: 0 })
    expect(desk.outbox.drafts.size).toBe(2)
  })
})

it('cannot be asked to set a list, which would empty it, nor what is each person’s own', () => {
  const takes = (edit: unknown) => v.is(BulkEdit, edit)
  expect(takes({ field: 'UserRoles', value: null })).toBe(false)
  expect(takes({ field: 'UserRoles', add: [1], remove: [] })).toBe(true)
  expect(takes({ field: 'Active', add: [1], remove: [] })).toBe(false)
  expect(takes({ field: 'Active', value: true })).toBe(true)
  for (const field of ['FullName', 'Email', 'NewAvatarUrl', 'LastAccess', 'PasswordSalt'])
    expect(takes({ field, value: 'x' })).toBe(false)
})
