import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from './testing'

let desk: Desk
beforeEach(async () => {
  desk = await new Desk().start()
})

describe('what a person may do', () => {
  it('finds a draft again after a discard, and what was typed since wins', async () => {
    await desk.edit('FullName', 'Ann')
    await desk.edit('Active', false)
    await desk.outbox.discard([7])
    expect(desk.draft()).toBeUndefined()
    await desk.edit('FullName', 'Anja')
    await desk.outbox.restore([7])
    expect(desk.draft()?.patch).toEqual({
      FullName: { base: 'Ana', mine: 'Anja' },
      Active: { base: true, mine: false },
    })
  })

  it('undoes an applied change by a draft that nobody sends unasked', async () => {
    await desk.edit('FullName', 'Ann')
    await desk.applyAndWait()
    const [entry] = await desk.repository.journal(1, 1)
    await desk.outbox.undo(entry?.id ?? 0)
    expect(desk.server.record['FullName']).toBe('Ann')
    expect(desk.draft()).toMatchObject({ state: 'saved', patch: { FullName: { base: 'Ann', mine: 'Ana' } } })
    expect((await desk.repository.journal(1, 1))[0]?.undone).toBe(true)
  })

  it('takes a change away by setting its base again', async () => {
    await desk.edit('FullName', 'Ann')
    expect(await desk.edit('FullName', 'Ana')).toBeNull()
    expect(await desk.repository.all(1)).toEqual([])
  })

  it('keeps the base that was seen first', async () => {
    await desk.edit('FullName', 'Ann')
    await desk.edit('FullName', 'Anna', 'Somebody’s')
    expect(desk.draft()?.patch).toEqual({ FullName: { base: 'Ana', mine: 'Anna' } })
  })

  it('chooses one of the two ways to change a picture', async () => {
    await desk.edit('NewAvatarUrl', 'https://example.com/n.png', 'a')
    await desk.edit('ClearAvatarFile', true, 'a')
    expect(Object.keys(desk.draft()?.patch ?? {})).toEqual(['ClearAvatarFile'])
  })

  it('takes a picture’s change away by setting the picture that was seen again', async () => {
    await desk.edit('NewAvatarUrl', 'https://example.com/n.png', 'a')
    expect(await desk.edit('NewAvatarUrl', 'a', 'a')).toBeNull()
    expect(desk.draft()).toBeUndefined()
  })

  it('has to review anew what it edits in the queue', async () => {
    await desk.edit('FullName', 'Ann')
    await desk.outbox.apply([7])
    await desk.edit('FullName', 'Anna')
    expect(desk.draft()?.state).toBe('saved')
  })

  it('is told when the disk did not take an edit, and the old draft stands', async () => {
    await desk.edit('FullName', 'Ann')
    desk.database.failing(true)
    await expect(desk.edit('FullName', 'Anna')).rejects.toMatchObject({ code: 'disk-full' })
    expect(desk.draft()?.patch['FullName']?.mine).toBe('Ann')
  })
})
