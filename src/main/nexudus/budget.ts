/** What a request is for: a person waits for it, a draft is being sent, or the local copy is being filled. */
export type Priority = 'interactive' | 'sync' | 'background'
const order: readonly Priority[] = ['interactive', 'sync', 'background']

export interface Limits {
  /** Least time between two requests, milliseconds. */
  readonly spacing: number
  /** Most requests, and most writes among them, in any minute. */
  readonly perMinute: number
  readonly writesPerMinute: number
}

/** Below the documented limits (nexudus-api.md §6.3: 1 per 100 ms, 120 and 60 writes a minute), leaving some to others. */
export const documentedLimits: Limits = { spacing: 110, perMinute: 100, writesPerMinute: 50 }
/** A space on this computer has no limits but its own refusals. */
export const localLimits: Limits = { spacing: 0, perMinute: Infinity, writesPerMinute: Infinity }

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Resolves after the given milliseconds. */
  readonly sleep: (ms: number) => Promise<void>
}

/** The one allowance of requests for the whole program. */
export interface Budget {
  /** Resolves when a request may go. The most urgent goes first, and within that the oldest. */
  take(priority: Priority, isWrite: boolean): Promise<void>
  /** Holds everything back until the given time: the server asked for it. */
  pauseUntil(time: number): void
  readonly pausedUntil: number
}

export function createBudget(limits: () => Limits, clock: Clock): Budget {
  const waiting = new Map<Priority, { isWrite: boolean; go: () => void }[]>(order.map((p) => [p, []]))
  let sent: { at: number; isWrite: boolean }[] = []
  let pausedUntil = 0
  let serving = false

  /** When the next request may go, given what went in the last minute. */
  const nextTime = (isWrite: boolean): number => {
    const { spacing, perMinute, writesPerMinute } = limits()
    const minuteAgo = clock.now() - 60_000
    sent = sent.filter((request) => request.at > minuteAgo)
    const writes = sent.filter((request) => request.isWrite)
    const free = (list: { at: number }[], most: number): number =>
      list.length < most ? 0 : (list[list.length - most]?.at ?? 0) + 60_001
    return Math.max(
      pausedUntil,
      (sent.at(-1)?.at ?? -Infinity) + spacing,
      free(sent, perMinute),
      isWrite ? free(writes, writesPerMinute) : 0,
    )
  }
  const serve = async (): Promise<void> => {
    serving = true
    for (let queue = firstWaiting(); queue; queue = firstWaiting()) {
      const wait = nextTime(queue[0]?.isWrite ?? false) - clock.now()
      if (wait > 0) {
        // In short naps: a more urgent request may come, or the pause grow.
        await clock.sleep(Math.min(wait, 250))
        continue
      }
      const request = queue.shift()
      sent.push({ at: clock.now(), isWrite: request?.isWrite ?? false })
      request?.go()
    }
    serving = false
  }
  const firstWaiting = () =>
    order.map((priority) => waiting.get(priority)).find((queue) => queue && queue.length > 0)

  return {
    take: (priority, isWrite) =>
      new Promise((go) => {
        waiting.get(priority)?.push({ isWrite, go })
        if (!serving) void serve()
      }),
    pauseUntil(time) {
      pausedUntil = Math.max(pausedUntil, time)
    },
    get pausedUntil() {
      return pausedUntil
    },
  }
}
