import { describe, expect, it } from 'vitest'
import { createBudget, documentedLimits } from './budget'

/** A clock that moves only by sleeping. */
function createClock() {
  let time = 1_000_000
  return {
    now: () => time,
    sleep: async (ms: number) => {
      await Promise.resolve()
      time += ms
    },
  }
}

describe('the request budget', () => {
  it('keeps the documented limits however much is asked', async () => {
    const clock = createClock()
    const budget = createBudget(() => documentedLimits, clock)
    const times: { at: number; isWrite: boolean }[] = []
    const ask = (isWrite: boolean) =>
      budget.take('background', isWrite).then(() => times.push({ at: clock.now(), isWrite }))
    await Promise.all(Array.from({ length: 300 }, (_, n) => ask(n % 5 !== 0)))
    const windows = times.map(({ at }) => times.filter((other) => other.at >= at && other.at < at + 60_000))
    expect(Math.max(...windows.map((window) => window.length))).toBeLessThanOrEqual(120)
    expect(Math.max(...windows.map((window) => window.filter((r) => r.isWrite).length))).toBeLessThanOrEqual(
      60,
    )
    const gaps = times.slice(1).map(({ at }, n) => at - (times[n]?.at ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100)
  })

  it('lets a person go before a draft, and a draft before the filling', async () => {
    const budget = createBudget(() => documentedLimits, createClock())
    const order: string[] = []
    const ask = (priority: 'interactive' | 'sync' | 'background') =>
      budget.take(priority, false).then(() => order.push(priority))
    // The first finds nobody waiting and goes at once; the rest wait for their turn.
    await Promise.all([ask('background'), ask('background'), ask('sync'), ask('interactive')])
    expect(order).toEqual(['background', 'interactive', 'sync', 'background'])
  })

  it('holds everything back while the server asks for patience', async () => {
    const clock = createClock()
    const budget = createBudget(() => documentedLimits, clock)
    const until = clock.now() + 30_000
    budget.pauseUntil(until)
    await budget.take('interactive', false)
    expect(clock.now()).toBeGreaterThanOrEqual(until)
  })
})
