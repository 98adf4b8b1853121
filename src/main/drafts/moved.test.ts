import { expect, it } from 'vitest'
import type { Draft } from '#shared/ipc/models'
import { movedSince } from './moved'
import { TestDesk } from './testing'

it('tells of each draft once that it came, moved or went', async () => {
  const desk = await new TestDesk().start()
  const told = new Map<number, Draft>()
  const moved = () => movedSince(told, desk.outbox.list())
  for (const id of [1, 2, 3]) await desk.edit('FullName', 'Ann', 'Ana', id)
  expect(moved().drafts.map(({ id }) => id)).toEqual([1, 2, 3])
  expect(moved()).toEqual({ drafts: [], gone: [] })
  await desk.edit('FullName', 'Anne', 'Ana', 2)
  await desk.outbox.discard([1])
  expect(moved()).toMatchObject({ drafts: [{ id: 2, changes: [{ mine: 'Anne' }] }], gone: [1] })
  expect(moved()).toEqual({ drafts: [], gone: [] })
  for (const id of [2, 3, 4]) await desk.edit('FullName', 'Anna', 'Ana', id)
  const some = () => movedSince(told, desk.outbox.list(), 2)
  expect([some(), some(), some()].map(({ drafts }) => drafts.map(({ id }) => id))).toEqual([[2, 3], [4], []])
  // A reading moves what is shown of a draft, though not the draft.
  await desk.desk.check([3])
  expect(moved()).toMatchObject({ drafts: [{ id: 3, checkedAt: desk.time }], gone: [] })
})
