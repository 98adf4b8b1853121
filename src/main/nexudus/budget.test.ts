import { describe, expect, it, vi } from 'vitest'
import { createBudget, documentedLimits, type Ask } from './budget'

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

const server = 'https://x.example'
const ask = (more: Partial<Ask> = {}): Ask => ({
  ...{ server, account: 1, priority: 'background', isWrite: false },
  ...more,
})

describe('the request budget', () => {
  it('keeps the documented limits however much is asked', async () => {
    const clock = createClock()
    const budget = createBudget(() => documentedLimits, clock)
    const times: { at: number; isWrite: boolean }[] = []
    const go = (isWrite: boolean) =>
      budget.take(ask({ isWrite })).then(() => times.push({ at: clock.now(), isWrite }))
    await Promise.all(Array.from({ length: 300 }, (_, n) => go(n % 5 !== 0)))
    const windows = times.map(({ at }) => times.filter((other) => other.at >= at && other.at < at + 60_000))
    expect(Math.max(...windows.map((window) => window.length))).toBeLessThanOrEqual(120)
    expect(Math.max(...windows.map((window) => window.filter((r) => r.isWrite).length))).toBeLessThanOrEqual(
      60,
    )
    const gaps = times.slice(1).map(({ at }, n) => at - (times[n]?.at ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100)
  })

  it('keeps those of an hour, and tells when more is allowed', async () => {
    const clock = createClock()
    const budget = createBudget(() => documentedLimits, clock)
    const began = clock.now()
    for (let n = 0; n < 4_050; n++) await budget.take(ask({ priority: 'check' }))
    const spent = clock.now()
    expect(spent - began).toBeLessThan(3_600_000)
    for (const priority of ['check', 'sync'] as const)
      await expect(budget.take(ask({ priority }))).rejects.toMatchObject({
        ...{ code: 'throttled', facts: { retryAt: began + 3_600_001 } },
      })
    expect(clock.now()).toBe(spent)
    // The filling has time.
    await budget.take(ask())
    expect(clock.now()).toBeGreaterThan(began + 3_600_000)
  })

  it('leaves some for whoever sits there, however much is filled and sent', async () => {
    for (const priority of ['background', 'sync', 'check'] as const) {
      const clock = createClock()
      const budget = createBudget(() => documentedLimits, clock)
      for (let n = 0; n < 500; n++) await budget.take(ask({ priority }))
      const before = clock.now()
      await budget.take(ask({ priority: 'interactive' }))
      expect(clock.now() - before).toBeLessThan(1_000)
    }
  })

  it('lets a reading go before a write that has to wait for its minute', async () => {
    const clock = createClock()
    const budget = createBudget(() => documentedLimits, clock)
    for (let n = 0; n < 50; n++) await budget.take(ask({ priority: 'sync', isWrite: true }))
    const before = clock.now()
    const write = budget.take(ask({ priority: 'sync', isWrite: true }))
    await budget.take(ask({ priority: 'check' }))
    expect(clock.now() - before).toBeLessThan(1_000)
    await write
  })

  it('reads a review of any length to its end', async () => {
    const clock = createClock()
    const budget = createBudget(() => documentedLimits, clock)
    for (let n = 0; n < 300; n++) await budget.take(ask({ priority: 'check' }))
  })

  it('keeps the writes of a day', async () => {
    const clock = createClock()
    const budget = createBudget(() => documentedLimits, clock)
    const began = clock.now()
    for (let n = 0; n < 4_500; n++) await budget.take(ask({ priority: 'sync', isWrite: true }))
    await expect(budget.take(ask({ priority: 'sync', isWrite: true }))).rejects.toMatchObject({
      facts: { retryAt: began + 86_400_001 },
    })
    await budget.take(ask({ priority: 'sync' }))
    expect(clock.now() - began).toBeLessThan(86_400_000)
  })

  it('does not wait for an hour when the clock is set back by one', async () => {
    let time = 5_000_000
    const slept: number[] = []
    const sleep = (ms: number): Promise<void> => {
      slept.push(ms)
      time += ms
      return Promise.resolve()
    }
    const budget = createBudget(() => documentedLimits, { now: () => time, sleep })
    await budget.take(ask())
    time -= 3_600_000
    await budget.take(ask())
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(1_000)
  })

  /** Found by the simulation: after a pause of a minute nothing was asked for two hours, or for years. */
  it('does not keep a pause for longer than a server may ask when the clock is set back', async () => {
    let time = Date.UTC(2031, 0)
    const sleep = (ms: number): Promise<void> => Promise.resolve(void (time += ms))
    const budget = createBudget(() => documentedLimits, { now: () => time, sleep })
    budget.pauseUntil(server, time + 60_000)
    time -= 5 * 365 * 86_400_000
    const before = time
    await budget.take(ask({ priority: 'interactive' }))
    expect(time - before).toBeLessThan(1_000)
    expect(budget.pausedUntil(server)).toBe(0)
    budget.pauseUntil(server, time + 60_000)
    expect(budget.pausedUntil(server)).toBe(time + 60_000)
  })

  it('lets a person go before a draft, and a draft before the filling', async () => {
    const budget = createBudget(() => documentedLimits, createClock())
    const order: string[] = []
    const go = (priority: Ask['priority']) => budget.take(ask({ priority })).then(() => order.push(priority))
    // The first finds nobody waiting and goes at once; the rest wait for their turn.
    await Promise.all([go('background'), go('background'), go('sync'), go('interactive')])
    expect(order).toEqual(['background', 'interactive', 'sync', 'background'])
  })

  it('asks for a picture of a row last of all, and only while most of the allowance is left', async () => {
    const clock = createClock()
    const budget = createBudget(() => documentedLimits, clock)
    const began = clock.now()
    const order: string[] = []
    const go = (priority: Ask['priority']) => budget.take(ask({ priority })).then(() => order.push(priority))
    await Promise.all([go('background'), go('picture'), go('background')])
    expect(order).toEqual(['background', 'background', 'picture'])
    for (let n = 3; n < 29; n++) await budget.take(ask())
    await budget.take(ask({ priority: 'picture' }))
    // Three in ten of a minute are spent: it is told at once, and everything else goes on.
    const spent = clock.now()
    await expect(budget.take(ask({ priority: 'picture' }))).rejects.toMatchObject({
      ...{ code: 'throttled', facts: { retryAt: began + 60_001 } },
    })
    await Promise.all([go('background'), go('check'), go('sync'), go('interactive')])
    expect(clock.now() - spent).toBeLessThan(1_000)
  })

  it('holds everything back while the server asks for patience', async () => {
    const clock = createClock()
    const budget = createBudget(() => documentedLimits, clock)
    const until = clock.now() + 30_000
    budget.pauseUntil(server, until)
    await budget.take(ask({ priority: 'sync' }))
    expect(clock.now()).toBeGreaterThanOrEqual(until)
  })

  it.each(['interactive', 'check', 'picture'] as const)(
    'does not keep a person waiting for the end of a pause, nor a picture: %s',
    async (priority) => {
      const clock = createClock()
      const budget = createBudget(() => documentedLimits, clock)
      const until = clock.now() + 3_600_000
      const went = budget.take(ask())
      const caught = budget.take(ask({ priority }))
      budget.pauseUntil(server, until)
      const refusal = { code: 'throttled', facts: { retryAt: until } }
      await went
      await expect(caught).rejects.toMatchObject(refusal)
      await expect(budget.take(ask({ priority }))).rejects.toMatchObject(refusal)
    },
  )

  it('holds nothing back at a server that did not ask for it', async () => {
    const clock = createClock()
    const budget = createBudget(() => documentedLimits, clock)
    budget.pauseUntil('https://busy.example', clock.now() + 3_600_000)
    const start = clock.now()
    await budget.take(ask({ priority: 'interactive' }))
    expect(clock.now()).toBe(start)
    expect([budget.pausedUntil(server), budget.pausedUntil('https://busy.example')]).toEqual([
      0,
      start + 3_600_000,
    ])
  })

  it('refuses at once what waits for an account that has been left', async () => {
    // A clock that stands still: nothing is refused by waiting.
    const budget = createBudget(() => documentedLimits, {
      now: () => 1_000_000,
      sleep: () => new Promise(() => undefined),
    })
    budget.pauseUntil(server, 2_000_000)
    const left = budget.take(ask({ priority: 'sync' }))
    const stays = vi.fn()
    void budget.take(ask({ account: 2 })).catch(stays)
    budget.only([2])
    await expect(left).rejects.toMatchObject({ code: 'not-signed-in' })
    expect(stays).not.toHaveBeenCalled()
  })
})
