import { expect, test } from 'vitest'
import { isWanted, lineOf, miss, type Metric } from './metric'

const metric: Metric = { name: 'search.work', value: 9.5, unit: 'ms', limit: 16, extra: { p50: 4, n: 200 } }

test('a line has the four keys first, then the extra ones', () => {
  expect(lineOf(metric)).toBe('{"name":"search.work","value":9.5,"unit":"ms","limit":16,"p50":4,"n":200}')
})

test('a limit is missed by more; an exact one by less, too', () => {
  expect(miss(metric)).toBeNull()
  expect(miss({ ...metric, value: 16 })).toBeNull()
  expect(miss({ ...metric, value: 16.01 })).toMatch(/search\.work is 16\.01 ms; the limit is 16 ms/)
  expect(miss({ ...metric, value: 1e9, limit: null })).toBeNull()
  expect(miss({ ...metric, value: 15, exact: true })).toMatch(/has to be/)
  expect(miss({ ...metric, value: 16, exact: true })).toBeNull()
  expect(miss({ ...metric, value: NaN })).toMatch(/NaN/)
})

test('names are meant whole, or up to a dot', () => {
  expect(isWanted('search.work', null)).toBe(true)
  expect(isWanted('search.work', 'search')).toBe(true)
  expect(isWanted('search.work', 'search.work')).toBe(true)
  expect(isWanted('search.workers', 'search.work')).toBe(false)
  expect(isWanted('start.grid', 'search')).toBe(false)
})
