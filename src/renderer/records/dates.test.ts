import { expect, it } from 'vitest'
import { ago, serverMoment } from './dates'

const now = Date.UTC(2026, 5, 15, 12)
const minute = 60_000

it.each([
  [0, 'just now'],
  [-59_000, 'just now'],
  [-2 * minute, /^2 min\.? ago$/],
  [-59.9 * minute, /^59 min\.? ago$/],
  [-3 * 60 * minute, /^3 hr\.? ago$/],
  [-25 * 60 * minute, 'yesterday'],
  [-5 * 24 * 60 * minute, '5 days ago'],
  [5 * minute, /^in 5 min\.?$/],
  [-90 * 24 * 60 * minute, '17 Mar 2026'],
])('a moment %d ms away is said briefly', (distance, words) => {
  expect(ago(now + distance, now)).toMatch(words)
})

it.each([
  ['2026-03-04T10:00:00Z', Date.UTC(2026, 2, 4, 10)],
  ['2026-03-04T10:00:00', Date.UTC(2026, 2, 4, 10)],
  ['2026-03-04T10:00:00+02:00', Date.UTC(2026, 2, 4, 8)],
  ['2026-03-04T10:00', Date.UTC(2026, 2, 4, 10)],
  ['yesterday', null],
  ['', null],
  [null, null],
])('reads the server’s date %s', (text, moment) => expect(serverMoment(text)).toBe(moment))
