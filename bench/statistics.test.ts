import { describe, expect, test } from 'vitest'
import { mean, median, pause, quantile, ratio, round, summary } from './statistics'

const shuffled = [7, 1, 9, 3, 5, 2, 8, 10, 4, 6]
const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)

describe('quantile', () => {
  test('is a sample that was measured, by its rank', () => {
    expect(quantile(hundred, 0.95)).toBe(95)
    expect(quantile(shuffled, 0.95)).toBe(10)
    expect(quantile(shuffled, 0.5)).toBe(5)
    expect(quantile(shuffled, 1)).toBe(10)
    expect(quantile([4], 0.01)).toBe(4)
  })

  test('sorts by value, not by text, and leaves the samples in their order', () => {
    const samples = [100, 9, 20]
    expect(quantile(samples, 1)).toBe(100)
    expect(samples).toEqual([100, 9, 20])
  })

  test('refuses what has no answer', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError)
    expect(() => quantile([1], 0)).toThrow(RangeError)
    expect(() => quantile([1], 1.1)).toThrow(RangeError)
    expect(() => quantile([1], NaN)).toThrow(RangeError)
  })
})

describe('median and mean', () => {
  test('of odd and even numbers of samples', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 2, 3])).toBe(2.5)
    expect(median([8])).toBe(8)
    expect(mean([1, 2, 6])).toBe(3)
  })

  test('refuse no samples', () => {
    expect(() => median([])).toThrow(RangeError)
    expect(() => mean([])).toThrow(RangeError)
  })

  test('one wild sample moves the mean and not the median', () => {
    expect(median([1, 2, 3, 4, 9000])).toBe(3)
    expect(mean([1, 2, 3, 4, 9000])).toBe(1802)
  })
})

test('summary has the usual figures, rounded', () => {
  expect(summary([1.234, 2.345, 3.456])).toEqual({ n: 3, p50: 2.35, p95: 3.46, max: 3.46 })
})

test('ratio is rounded, and nothing over nothing has none', () => {
  expect(ratio(10, 3)).toBe(3.33)
  expect(ratio(1, 0)).toBeNull()
})

test('round keeps two decimals', () => {
  expect(round(1.005)).toBe(1)
  expect(round(16.666)).toBe(16.67)
})

test('pauses stay in their bounds, are the same in every run and fill all phases of a frame', () => {
  const pauses = Array.from({ length: 300 }, (_, index) => pause(index, 20, 20 + 2 * 16.667))
  expect(pauses.every((each) => each >= 20 && each < 53.4)).toBe(true)
  expect(pause(41, 20, 50)).toBe(pause(41, 20, 50))
  const phases = new Map<number, number>()
  for (const each of pauses) {
    const tenth = Math.floor(((each % 16.667) / 16.667) * 10)
    phases.set(tenth, (phases.get(tenth) ?? 0) + 1)
  }
  expect(phases.size).toBe(10)
  for (const count of phases.values()) expect(count).toBeGreaterThan(20)
})
