import { afterEach, expect, it } from 'vitest'
import type { Draft } from '#shared/ipc/models'
import { draftOf, stand, type Stand } from './testing'
import { useConflicts } from './useConflicts'

const clash = (field: string) => ({ field, base: 'a', mine: 'b', theirs: 'c' })
const drafts: readonly Draft[] = [
  draftOf({
    id: 1,
    changes: [clash('FullName'), { field: 'Active', base: true, mine: false }, clash('Email')],
  }),
  draftOf({ id: 2, changes: [clash('FullName')] }),
]
let conflicts: Stand<ReturnType<typeof useConflicts>>
afterEach(() => conflicts.close())
const here = () => conflicts.it.current.value?.key

it('begins where it was asked to, and goes round', async () => {
  conflicts = await stand(() => useConflicts({ id: 1, field: 'Email' }))
  await conflicts.tell('drafts', drafts)
  conflicts.it.move(1)
  expect(here()).toBe('2 FullName')
  conflicts.it.move(1)
  expect(here()).toBe('1 FullName')
  conflicts.it.move(-1)
  expect(here()).toBe('2 FullName')
})

it('goes on with the next one when one is decided, and tells what is left of all', async () => {
  conflicts = await stand(() => useConflicts('first'))
  await conflicts.tell('drafts', drafts)
  conflicts.it.move(1)
  expect(here()).toBe('1 Email')
  await conflicts.tell('drafts', [draftOf({ id: 1, changes: [clash('FullName')] }), ...drafts.slice(1)])
  expect(here()).toBe('2 FullName')
  expect([conflicts.it.list.value.length, conflicts.it.total.value]).toEqual([2, 3])
  // A change of what stays does not move anybody.
  await conflicts.tell('drafts', [
    draftOf({ id: 1, revision: 9, changes: [clash('FullName')] }),
    ...drafts.slice(1),
  ])
  expect(here()).toBe('2 FullName')
})
