import { UsherError } from '#shared/ipc/errors'

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

/** A request that wants to go. */
export interface Ask {
  /** The address of the server that is asked: each has its own limits and its own pauses. */
  readonly server: string
  readonly account: number
  readonly priority: Priority
  readonly isWrite: boolean
}

/** The one allowance of requests for the whole program. */
export interface Budget {
  /**
   * Resolves when a request may go. The most urgent goes first, and within that the oldest.
   * @throws UsherError `throttled` when a person would have to wait for the end of a pause, which may be an hour away;
   *   `not-signed-in` when the account is left meanwhile
   */
  take(ask: Ask): Promise<void>
  /** Holds back everything for a server until the given time: it asked for it. */
  pauseUntil(server: string, time: number): void
  pausedUntil(server: string): number
  /** Only these accounts' requests make sense from now on; what waits for another is refused. */
  only(accounts: readonly number[]): void
}

/** @param limits those of a server */
export function createBudget(limits: (server: string) => Limits, clock: Clock): Budget {
  const lanes = new Map<string, Lane>()
  const laneOf = (server: string): Lane => {
    const lane = lanes.get(server) ?? createLane(limits(server), clock)
    lanes.set(server, lane)
    return lane
  }
  return {
    take: (ask) => laneOf(ask.server).take(ask),
    pauseUntil: (server, time) => laneOf(server).pauseUntil(time),
    pausedUntil: (server) => laneOf(server).pausedUntil(),
    only(accounts) {
      for (const lane of lanes.values())
        lane.refuse(
          (ask) => !accounts.includes(ask.account),
          () => new UsherError('not-signed-in'),
        )
    },
  }
}

interface Waiting {
  readonly ask: Ask
  readonly go: () => void
  readonly refuse: (error: UsherError) => void
}

/** The allowance at one server. */
interface Lane {
  take(ask: Ask): Promise<void>
  pauseUntil(time: number): void
  pausedUntil(): number
  refuse(which: (ask: Ask) => boolean, why: () => UsherError): void
}

function createLane({ spacing, perMinute, writesPerMinute }: Limits, clock: Clock): Lane {
  let waiting: Waiting[] = []
  let sent: { at: number; isWrite: boolean }[] = []
  let pausedUntil = 0
  let serving = false

  /** When the next request may go, given what went in the last minute. */
  const nextTime = (isWrite: boolean): number => {
    const now = clock.now()
    // What was sent ‘later than now’ was sent before the clock was set back.
    sent = sent.filter(({ at }) => at > now - 60_000 && at <= now)
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
  const next = (): Waiting | undefined => {
    const urgent = order.find((priority) => waiting.some(({ ask }) => ask.priority === priority))
    return waiting.find(({ ask }) => ask.priority === urgent)
  }
  const serve = async (): Promise<void> => {
    serving = true
    for (let first = next(); first; first = next()) {
      const { isWrite } = first.ask
      const wait = nextTime(isWrite) - clock.now()
      if (wait > 0) {
        // In short naps: a more urgent request may come, or the pause grow.
        await clock.sleep(Math.min(wait, 250))
        continue
      }
      waiting = waiting.filter((other) => other !== first)
      sent.push({ at: clock.now(), isWrite })
      first.go()
    }
    serving = false
  }
  const refuse: Lane['refuse'] = (which, why) => {
    const refused = waiting.filter(({ ask }) => which(ask))
    waiting = waiting.filter(({ ask }) => !which(ask))
    for (const { refuse } of refused) refuse(why())
  }
  /** Nobody sits before a screen that waits for an hour. */
  const refuseInPause = (): void => {
    if (pausedUntil <= clock.now()) return
    refuse(
      ({ priority }) => priority === 'interactive',
      () => new UsherError('throttled', { retryAt: pausedUntil }),
    )
  }
  return {
    take: (ask) =>
      new Promise((go, reject) => {
        waiting.push({ ask, go, refuse: reject })
        refuseInPause()
        if (!serving) void serve()
      }),
    pauseUntil(time) {
      pausedUntil = Math.max(pausedUntil, time)
      refuseInPause()
    },
    pausedUntil: () => pausedUntil,
    refuse,
  }
}
