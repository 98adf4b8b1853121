import { beforeEach, describe, expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import { ana, shownAs, TestDesk } from './testing'

let desk: TestDesk
beforeEach(async () => {
  desk = await new TestDesk().start()
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

  it('is told when the disk did not take an apply, and nothing is sent', async () => {
    await desk.edit('FullName', 'Ann')
    desk.database.failing(true)
    await expect(desk.apply()).rejects.toMatchObject({ code: 'disk-full' })
    desk.database.failing(false)
    await desk.run()
    expect(desk.draft()?.state).toBe('saved')
    expect(desk.server.requests).toEqual([])
  })

  /** Found by the simulation: both were sent. */
  it('brings back no way to change a picture where another was chosen since', async () => {
    await desk.edit('ClearAvatarFile', true, 'a')
    await desk.outbox.discard([7])
    await desk.edit('NewAvatarUrl', 'https://example.com/n.png', 'a')
    await desk.outbox.restore([7])
    expect(Object.keys(desk.draft()?.patch ?? {})).toEqual(['NewAvatarUrl'])
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
    await desk.apply()
    await desk.edit('FullName', 'Anna')
    expect(desk.draft()?.state).toBe('saved')
  })

  it('is told when the disk did not take an edit, and the old draft stands', async () => {
    await desk.edit('FullName', 'Ann')
    desk.database.failing(true)
    await expect(desk.edit('FullName', 'Anna')).rejects.toMatchObject({ code: 'disk-full' })
    expect(desk.draft()?.patch['FullName']?.mine).toBe('Ann')
  })

  it('does not send what has moved since it was shown, and says which', async () => {
    await desk.edit('FullName', 'Ann')
    const shown = desk.outbox.list().map(shownAs)
    await desk.edit('FullName', 'Anna')
    expect(await desk.outbox.apply(shown)).toEqual({ queued: [], stale: [7] })
    await desk.run()
    expect(desk.server.requests).toEqual([])
    expect(desk.draft()?.state).toBe('saved')
  })

  it('shows a draft against what the server holds now, and a clash at once', async () => {
    await desk.edit('UserRoles', [2])
    await desk.edit('FullName', 'Ann')
    desk.server.record['UserRoles'] = [1, 2, 9]
    await desk.desk.check([7])
    expect(desk.outbox.list()[0]).toMatchObject({ state: 'saved', checkedAt: desk.time })
    expect(desk.outbox.list()[0]?.changes).toMatchObject([
      { field: 'UserRoles', now: [1, 2, 9] },
      { field: 'FullName' },
    ])
    desk.server.record['FullName'] = 'Anna'
    await desk.desk.check([7])
    expect(desk.draft()).toMatchObject({
      state: 'conflict',
      conflicts: [{ field: 'FullName', theirs: 'Anna' }],
    })
  })

  it('shows a conflict beside what the server holds by now', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.record['FullName'] = 'Anna'
    await desk.desk.check([7])
    const before = desk.draft()?.revision ?? 0
    await desk.desk.check([7])
    expect(desk.draft()?.revision).toBe(before)
    desk.server.record['FullName'] = 'Annegret'
    await desk.desk.check([7])
    expect(desk.draft()).toMatchObject({
      state: 'conflict',
      revision: before + 1,
      conflicts: [{ field: 'FullName', theirs: 'Annegret' }],
    })
  })

  it('can write another value over a conflict', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.record['FullName'] = 'Anna'
    await desk.desk.check([7])
    await desk.outbox.resolve(7, 'FullName', { value: 'Annette' })
    await desk.applyAndWait()
    expect(desk.server.record['FullName']).toBe('Annette')
  })

  it('does not discard what may have been sent, and restores nothing older instead', async () => {
    await desk.edit('Active', false)
    await desk.outbox.discard([7])
    await desk.edit('FullName', 'Ann')
    const during: (readonly number[])[] = []
    desk.server.afterWrite = () => void desk.outbox.discard([7]).then((ids) => during.push(ids))
    await desk.applyAndWait()
    expect(during).toEqual([[]])
    expect(desk.draft()).toBeUndefined()
    expect(desk.server.record['FullName']).toBe('Ann')
  })

  it('asks for a new review when a discarded draft is brought back into one that is queued', async () => {
    await desk.edit('Active', false)
    await desk.outbox.discard([7])
    await desk.edit('FullName', 'Ann')
    await desk.apply()
    await desk.outbox.restore([7])
    await desk.run()
    expect(desk.server.requests).toEqual([])
    expect(desk.draft()?.state).toBe('saved')
  })
})

describe('the journal', () => {
  it('is searched by person, actor, value and field, in any order and case, page by page', async () => {
    for (const [id, name] of [
      [7, 'Zoë Müller'],
      [8, 'Ben'],
      [9, 'Ana Núñez'],
    ] as const) {
      desk.server.record = { ...ana, Id: id }
      await desk.edit('FullName', name, 'Ana', id)
      await desk.apply(id)
      await desk.run()
    }
    const find = (text: string, fields: string[] = [], before: number | null = null, count = 9) =>
      desk.repository.journal([1], { text, fields, before, count })
    expect((await find('muller zoe')).entries.map(({ user }) => user)).toEqual([7])
    expect((await find('NORTHLIGHT')).entries).toHaveLength(3)
    expect((await find('nobody', ['FullName'])).entries).toHaveLength(3)
    expect((await find('nobody')).entries).toEqual([])
    const first = await find('', [], null, 2)
    expect(first).toMatchObject({ more: true, entries: [{ user: 9 }, { user: 8 }] })
    expect(await find('', [], first.entries[1]?.id ?? 0, 2)).toMatchObject({
      more: false,
      entries: [{ user: 7 }],
    })
  })
})

/** Found by the simulation: both drafts counted from one, and the second was sent unseen. */
it('does not take a draft for an earlier one of the same person that was shown', async () => {
  await desk.edit('FullName', 'Ann')
  const shown = desk.outbox.list().map(shownAs)
  await desk.outbox.discard([7])
  await desk.edit('Active', false)
  expect(await desk.outbox.apply(shown)).toEqual({ queued: [], stale: [7] })
})

it('takes what raises access only beside the newest reading, and nothing that another account was shown', async () => {
  await desk.edit('Active', true, false)
  desk.server.record['Active'] = false
  await desk.desk.check([7])
  const shown = desk.outbox.list().map(shownAs)
  await desk.desk.check([7])
  expect(await desk.outbox.apply(shown)).toEqual({ queued: [], stale: [7] })
  const now = desk.outbox.list().map(shownAs)
  expect(await desk.outbox.apply(now.map((one) => ({ ...one, account: 2 })))).toMatchObject({ stale: [7] })
  expect(await desk.outbox.apply(now)).toEqual({ queued: [7], stale: [] })
  await desk.run()
  expect(desk.server.record['Active']).toBe(true)
})

/** It was thrown away, and the review read the record once more to show why it asks. */
it('shows a draft that is asked once more beside what was read to send it', async () => {
  await desk.edit('Active', true, false)
  desk.server.record['Active'] = false
  await desk.desk.check([7])
  await desk.apply()
  // Somebody did, and took it back: what was shown still holds, and goes.
  await desk.run()
  expect(desk.server.record['Active']).toBe(true)
  await desk.edit('IsAdmin', true, false)
  desk.server.record['IsAdmin'] = false
  await desk.apply()
  await desk.run()
  expect(desk.outbox.list()).toMatchObject([
    { state: 'saved', problem: { code: 'confirm-access' }, checkedAt: desk.time },
  ])
  await desk.applyAndWait()
  expect(desk.server.record['IsAdmin']).toBe(true)
})

/** A flag that was added after the reading counted as shown beside ‘off’. */
it('confirms nothing that was not read for the review', async () => {
  await desk.edit('FullName', 'Ann')
  await desk.desk.check([7])
  desk.server.record['Active'] = null
  await desk.edit('Active', true, null)
  await desk.applyAndWait()
  expect(desk.server.record['Active']).toBeNull()
  expect(desk.draft()?.problem).toMatchObject({ code: 'confirm-access', facts: { missing: ['Active'] } })
})

it('reads a record once for checks that are asked for together, and no more once the desk is closed', async () => {
  await desk.edit('FullName', 'Ann')
  await desk.edit('FullName', 'Ben', 'Ana', 8)
  desk.time += 1
  const first = desk.desk.check([7, 8])
  desk.server.asked = () => void (desk.time += 1)
  await Promise.all([first, desk.desk.check([7, 8]), desk.desk.check([7])])
  expect(desk.server.requests).toHaveLength(2)
  // A left desk wrote over what the account's next one had kept.
  const late = desk.desk.check([7, 8])
  const closed = desk.desk.close()
  await Promise.all([late, closed])
  expect(desk.server.requests.length).toBeLessThanOrEqual(3)
  expect(desk.desk.state.checking).toBe(0)
})

describe('an apply of what was shown before', () => {
  const stale = async (since: () => Promise<unknown>): Promise<void> => {
    const shown = desk.outbox.list().map(shownAs)
    await since()
    expect(await desk.outbox.apply(shown)).toEqual({ queued: [], stale: [7] })
  }

  it('a conflict was decided is not sent', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.record['FullName'] = 'Anna'
    await desk.desk.check([7])
    await stale(() => desk.outbox.resolve(7, 'FullName', 'mine'))
  })

  it('it was found that a write may have arrived is not sent', async () => {
    await desk.edit('Active', false)
    desk.server.afterWrite = () => {
      desk.server.record['Active'] = true
      desk.server.touch()
      throw new UsherError('unreachable')
    }
    await desk.applyAndWait()
    await stale(() => desk.run())
    expect(desk.draft()).toMatchObject({ state: 'saved', problem: { code: 'uncertain' } })
  })
})
