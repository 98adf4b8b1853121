import { expect, it } from 'vitest'
import { noSync, type SyncState } from '#shared/ipc/models'
import { timeLeft } from './time-left'

const at = (given: Partial<SyncState>, now: number) =>
  timeLeft({ ...noSync, running: true, startedAt: 0, ...given }, now)

it.each<[string, Partial<SyncState>, number, string | null]>([
  ['is not guessed from one or two', { done: 2, total: 40 }, 4_000, null],
  ['is short', { done: 10, total: 20 }, 10_000, 'less than a minute left'],
  ['is a minute', { done: 10, total: 70 }, 10_000, 'about 1 minute left'],
  ['is counted up', { done: 10, total: 400 }, 10_000, 'about 7 minutes left'],
  ['is over at the end', { done: 10, total: 10 }, 10_000, null],
  ['is not told when nothing is sent', { running: false, done: 10, total: 20 }, 10_000, null],
])('%s', (_, sync, now, words) => expect(at(sync, now)).toBe(words))
