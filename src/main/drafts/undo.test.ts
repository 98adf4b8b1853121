import { beforeEach, describe, expect, it } from 'vitest'
import { TestDesk } from './testing'

let desk: TestDesk
beforeEach(async () => {
  desk = await new TestDesk().start()
})

describe('an undo', () => {
  it('undoes an applied change by a draft that nobody sends unasked', async () => {
    await desk.edit('FullName', 'Ann')
    await desk.applyAndWait()
    const [entry] = await desk.journal()
    await desk.outbox.undo(entry?.id ?? 0)
    expect(desk.server.record['FullName']).toBe('Ann')
    expect(desk.draft()).toMatchObject({ state: 'saved', patch: { FullName: { base: 'Ann', mine: 'Ana' } } })
    expect((await desk.journal())[0]?.undone).toBe(false)
  })

  it('marks an entry as undone when its undoing has reached the server, and not before', async () => {
    await desk.edit('FullName', 'Ann')
    await desk.applyAndWait()
    const [entry] = await desk.journal()
    await desk.outbox.undo(entry?.id ?? 0)
    await desk.applyAndWait()
    expect(desk.server.record['FullName']).toBe('Ana')
    expect((await desk.journal()).map(({ undone }) => undone)).toEqual([false, true])
  })

  it('never replaces what was typed since by an undo, and says so', async () => {
    await desk.edit('FullName', 'Ann')
    await desk.edit('Active', false)
    await desk.applyAndWait()
    await desk.edit('FullName', 'Anna-Lena', 'Ann')
    const [entry] = await desk.journal()
    expect(await desk.outbox.undo(entry?.id ?? 0)).toEqual({ id: 7, kept: ['FullName'] })
    expect(desk.draft()?.patch).toMatchObject({
      FullName: { base: 'Ann', mine: 'Anna-Lena' },
      Active: { base: false, mine: true },
    })
  })

  it('finds a change that somebody made since, when an undo is applied', async () => {
    await desk.edit('FullName', 'Ann')
    await desk.applyAndWait()
    const [entry] = await desk.journal()
    await desk.outbox.undo(entry?.id ?? 0)
    desk.server.record['FullName'] = 'Annika'
    await desk.applyAndWait()
    expect(desk.server.record['FullName']).toBe('Annika')
    expect(desk.draft()).toMatchObject({
      state: 'conflict',
      conflicts: [{ base: 'Ann', mine: 'Ana', theirs: 'Annika' }],
    })
  })

  it('knows of each field whether it was undone', async () => {
    await desk.edit('FullName', 'Ann')
    await desk.edit('Active', false)
    await desk.applyAndWait()
    const [entry] = await desk.journal()
    await desk.outbox.undo(entry?.id ?? 0)
    // Half of the undoing is given up, and the other half typed anew.
    await desk.edit('Active', false, false)
    await desk.edit('FullName', 'Anne', 'Ann')
    await desk.applyAndWait()
    expect((await desk.journal())[1]).toMatchObject({ undone: false, undoable: true })
    await desk.edit('FullName', 'Ann', 'Anne')
    await desk.applyAndWait()
    await desk.outbox.undo(entry?.id ?? 0)
    await desk.edit('Active', false, false)
    await desk.applyAndWait()
    expect((await desk.journal())[3]).toMatchObject({
      ...{ undone: false, undoable: true },
      changes: [
        { field: 'FullName', undone: true },
        { field: 'Active', after: false },
      ],
    })
    expect((await desk.journal())[3]?.changes[1]).not.toHaveProperty('undone')
    await desk.outbox.undo(entry?.id ?? 0)
    expect(desk.draft()?.patch).toEqual({ Active: { base: false, mine: true, undoes: entry?.id } })
    // It raises access, so it is shown beside what the server holds first.
    await desk.desk.check([7])
    await desk.applyAndWait()
    expect((await desk.journal())[4]).toMatchObject({ undone: true, undoable: false })
  })

  it('undoes a change from the form that the server gave it, and not from what somebody made of it', async () => {
    await desk.edit('FullName', ' Ann ')
    desk.server.keeps = (_, value) => (value === ' Ann ' ? 'Ann' : value)
    await desk.applyAndWait()
    await desk.outbox.undo((await desk.journal())[0]?.id ?? 0)
    expect(desk.draft()?.patch).toMatchObject({ FullName: { base: 'Ann', mine: 'Ana' } })
    await desk.applyAndWait()
    expect(desk.server.record['FullName']).toBe('Ana')

    await desk.edit('FullName', 'Ann')
    desk.server.afterWrite = () => {
      desk.server.record['FullName'] = 'Berta'
    }
    await desk.applyAndWait()
    desk.server.afterWrite = () => undefined
    const [entry] = await desk.journal()
    expect(entry).toMatchObject({ outcome: 'changed', changes: [{ after: 'Ann', found: 'Berta' }] })
    await desk.outbox.undo(entry?.id ?? 0)
    await desk.applyAndWait()
    expect(desk.server.record['FullName']).toBe('Berta')
    expect(desk.draft()).toMatchObject({ state: 'conflict', conflicts: [{ theirs: 'Berta' }] })
  })

  it('makes no empty draft where nothing can be set back', async () => {
    await desk.edit('NewAvatarUrl', 'https://example.com/n.png', 'a')
    await desk.applyAndWait()
    const [entry] = await desk.journal()
    await expect(desk.outbox.undo(entry?.id ?? 0)).rejects.toMatchObject({ code: 'nothing-to-undo' })
    expect(desk.outbox.list()).toEqual([])
  })

  it('does not show an undo against what was there before the change that it takes back', async () => {
    await desk.edit('FullName', 'Ann')
    await desk.desk.check([7])
    await desk.applyAndWait()
    const [entry] = await desk.journal()
    await desk.outbox.undo(entry?.id ?? 0)
    const [shown] = desk.outbox.list()
    expect(shown).toMatchObject({ checkedAt: null, changes: [{ field: 'FullName', mine: 'Ana' }] })
    expect(shown?.changes[0]).not.toHaveProperty('now')
  })
})

/** The journal held what was read back, others' roles included, and the undo took those away as well. */
it('undoes what was done, and nothing that somebody else did meanwhile', async () => {
  await desk.edit('UserRoles', [1, 2, 3])
  await desk.desk.check([7])
  desk.server.afterWrite = () => {
    desk.server.afterWrite = () => undefined
    desk.server.record['UserRoles'] = [1, 2, 3, 9]
  }
  await desk.applyAndWait()
  const [entry] = await desk.journal()
  await desk.outbox.undo(entry?.id ?? 0)
  await desk.applyAndWait()
  expect(desk.server.record['UserRoles']).toEqual([1, 2, 9])
})
