import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { announce, said } from './announce'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('says sentences that come together, together, and each once', () => {
  announce('Offline.')
  announce('3 matches.')
  announce('Offline.')
  expect(said.value).not.toContain('Offline.')
  vi.runAllTimers()
  expect(said.value).toBe('3 matches. Offline.')
})

it('says the same again when it is news again', () => {
  announce('Online.')
  vi.runAllTimers()
  const first = said.value
  announce('Online.')
  vi.runAllTimers()
  expect(said.value.trim()).toBe('Online.')
  expect(said.value).not.toBe(first)
})
