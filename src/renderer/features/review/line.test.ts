import { expect, it } from 'vitest'
import type { DraftChange } from '#shared/ipc/models'
import { lineOf } from './line'

const names = (_: string, id: number): string => ['', 'Harbour', 'Canal', 'Mill', 'Hill'][id] ?? `#${id}`
const line = (change: DraftChange) => lineOf(change, names)

it('tells a list’s change against the server’s list of now', () => {
  const told = line({ field: 'Businesses', base: [1], mine: [1, 2, 3], now: [1, 2, 4] })
  expect(told).toMatchObject({
    words: { kind: 'set', added: ['Mill'], removed: [] },
    moved: 'Changed on the server since you saw it: added Canal, Hill. That stays so.',
    emails: 1,
    raises: true,
    settled: false,
  })
})

it.each<[string, DraftChange]>([
  ['text', { field: 'FullName', base: 'Zoe', mine: 'Zoë', now: 'Zoë' }],
  ['flag', { field: 'IsAdmin', base: false, mine: true, now: true }],
  ['list', { field: 'Businesses', base: [1], mine: [1, 2], now: [1, 2, 3] }],
  ['removed picture', { field: 'ClearAvatarFile', base: 'a.png', mine: true, now: null }],
])('says that nothing is left to send: %s', (_, change) => {
  expect(line(change)).toMatchObject({ settled: true, moved: null, raises: false, emails: 0 })
})

it('says what the server holds where that is neither the old value nor the wanted one', () => {
  expect(line({ field: 'FullName', base: 'Zoe', mine: 'Zoë', now: 'Zoé' }).moved).toBe(
    'On the server now: Zoé',
  )
})

it('says it once in a conflict', () => {
  const told = line({ field: 'FullName', base: 'Zoe', mine: 'Zoë', theirs: 'Zoé', now: 'Zoé' })
  expect(told).toMatchObject({ moved: null, conflict: { base: 'Zoe', mine: 'Zoë', theirs: 'Zoé' } })
})

it('takes what the person saw for now until the server was asked', () => {
  expect(line({ field: 'IsAdmin', base: false, mine: true })).toMatchObject({
    words: { from: 'off', to: 'on' },
    raises: true,
    moved: null,
  })
})
