import { UsherError } from '#shared/ipc/errors'

/**
 * What a request is for: a person waits for it, a draft is being sent, a draft is being looked at beside what the server
 * holds, the local copy is being filled, or a row of the list would look nicer.
 */
export type Priority = 'interactive' | 'sync' | 'check' | 'background' | 'picture'
const order: readonly Priority[] = ['interactive', 'sync', 'check', 'background', 'picture']
/** A pause is told and not waited out: somebody sits before these, or nobody misses them. */
const impatient: ReadonlySet<Priority> = new Set(['interactive', 'check', 'picture'])

export interface Limits {
  /** Least time between two requests, milliseconds. */
  readonly spacing: number
  /** Most requests, and most writes among them, in any so many milliseconds. */
  readonly windows: readonly { readonly ms: number; readonly requests: number; readonly writes: number }[]
}

/**
 * Below the documented limits, leaving some to others (nexudus-api.md §6.3: 1 per 100 ms; 120 a minute, 60 of them writes;
 * 5,000 an hour; 5,000 writes a day). Its 200,000 a day are more than the hours allow. Counted since Usher started.
 */
export const documentedLimits: Limits = {
  spacing: 110,
  windows: [
    { ms: 60_000, requests: 100, writes: 50 },
    { ms: 3_600_000, requests: 4_500, writes: Infinity },
    { ms: 86_400_000, requests: Infinity, writes: 4_500 },
  ],
}
/** A space on this computer has no limits but its own refusals. */
export const localLimits: Limits = { spacing: 0, windows: [] }

/** How long a request waits for its turn, ms; then it is told when that would be. The filling has time. */
const patience: Readonly<Record<Priority, number>> = {
  ...{ interactive: 10_000, sync: 65_000, check: 65_000, background: Infinity, picture: 1_000 },
}
/** How much of an allowance may be spent before each is held back: somebody may come who waits for it. */
const share: Readonly<Record<Priority, number>> = {
  ...{ interactive: 1, sync: 0.9, check: 0.9, background: 0.7, picture: 0.3 },
}

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
   * @throws UsherError `throttled` when a person would have to wait for the end of a pause, which may be an hour away, or
   *   anybody longer than their patience for an allowance that is spent; `not-signed-in` when the account is left meanwhile
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

function createLane({ spacing, windows }: Limits, clock: Clock): Lane {
  let waiting: Waiting[] = []
  const requests = createLog(Math.max(1, ...windows.map(({ requests }) => finite(requests))))
  const writes = createLog(Math.max(1, ...windows.map(({ writes }) => finite(writes))))
  let pause = { from: 0, until: 0 }
  let serving = false

  /** A pause of a time that is still to come is of a clock that was set back since. */
  const pauseEnd = (): number => (pause.from > clock.now() ? 0 : pause.until)
  /** When the allowance has room for a request, given what went before. */
  const roomAt = ({ isWrite, priority }: Ask): number => {
    for (const log of [requests, writes]) log.forgetAfter(clock.now())
    const most = (limit: number): number => Math.max(1, Math.floor(limit * share[priority]))
    const free = windows.flatMap((window) => [
      requests.last(most(window.requests)) + window.ms + 1,
      // Only drafts write, and passwords.
      isWrite ? writes.last(window.writes) + window.ms + 1 : 0,
    ])
    return Math.max(requests.last(1) + spacing, ...free)
  }
  /** The first in order that has room, and when there is any; whoever would have to wait too long is told. */
  const next = (): { now: Waiting | undefined; at: number } => {
    let at = Infinity
    for (const one of inOrder(waiting)) {
      const room = roomAt(one.ask)
      if (room - clock.now() > patience[one.ask.priority]) {
        waiting = waiting.filter((other) => other !== one)
        one.refuse(new UsherError('throttled', { retryAt: room }))
        continue
      }
      const turn = Math.max(room, pauseEnd())
      if (turn <= clock.now()) return { now: one, at: turn }
      at = Math.min(at, turn)
    }
    return { now: undefined, at }
  }
  const serve = async (): Promise<void> => {
    serving = true
    for (let { now, at } = next(); waiting.length > 0; { now, at } = next()) {
      if (!now) {
        // In short naps: a more urgent request may come, or the pause grow.
        await clock.sleep(Math.min(at - clock.now(), 250))
        continue
      }
      const going = now
      waiting = waiting.filter((other) => other !== going)
      requests.add(clock.now())
      if (going.ask.isWrite) writes.add(clock.now())
      going.go()
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
    const retryAt = pauseEnd()
    if (retryAt <= clock.now()) return
    refuse(
      ({ priority }) => impatient.has(priority),
      () => new UsherError('throttled', { retryAt }),
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
      pause = { from: clock.now(), until: Math.max(pauseEnd(), time) }
      refuseInPause()
    },
    pausedUntil: pauseEnd,
    refuse,
  }
}

/** The times of the last requests, as many as any limit looks back. */
interface Log {
  add(time: number): void
  /** The time of the request so many ago, or long ago where there were fewer. */
  last(count: number): number
  /** What was sent ‘later than now’ was sent before the clock was set back. */
  forgetAfter(now: number): void
}

function createLog(most: number): Log {
  let times: number[] = []
  return {
    add(time) {
      times.push(time)
      if (times.length > 2 * most) times = times.slice(-most)
    },
    last: (count) => times[times.length - count] ?? -Infinity,
    forgetAfter(now) {
      while ((times.at(-1) ?? now) > now) times.pop()
    },
  }
}

function finite(limit: number): number {
  return Number.isFinite(limit) ? limit : 1
}

function inOrder(waiting: readonly Waiting[]): readonly Waiting[] {
  return order.flatMap((priority) => waiting.filter(({ ask }) => ask.priority === priority))
}
