import { toProblem, type ErrorCode, type Problem } from '#shared/ipc/errors'
import type { SyncState } from '#shared/ipc/models'
import type { Clock } from '../nexudus/budget'
import { applyOne, type ApplyParts } from './apply-one'
import { backOff } from './back-off'
import type { StoredDraft } from './draft'
import type { Fresh } from './source'
import * as machine from './state-machine'

/** Sends one account's queued drafts, one after the other, whenever that can work. */
export interface Engine {
  readonly state: SyncState
  /** Something changed for the better: drafts were queued, the network came back, somebody signed in. */
  wake(): void
  /** Lets what is on its way end, and sends nothing more until it is turned off again. */
  pause(on: boolean): void
  /** Runs a write or a reading of another kind with no draft on its way. */
  exclusive<T>(job: () => Promise<T>): Promise<T>
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>
  /** Ends after the draft that is on its way. */
  stop(): Promise<void>
  /** Takes a stop back, also before it has ended. */
  start(): void
  onChange(listener: (state: SyncState) => void): void
}

interface Parts<F extends Fresh> extends ApplyParts<F> {
  readonly clock: Clock
  /** Between 0 and 1. */
  readonly random: () => number
  /** Whether somebody is signed in and the server can be asked. */
  readonly ready: () => boolean
}

/** With these the next draft would fail alike: the round ends and waits to be woken. */
const endsRound: ReadonlySet<ErrorCode> = new Set([
  ...(['offline', 'unreachable', 'tls', 'address-unknown', 'sign-in-ended', 'not-signed-in'] as const),
  ...(['disk-full', 'disk-read-only', 'database-corrupt', 'database-failed', 'internal'] as const),
])
/** With these this computer fails, and goes on failing: a rest before the next round. */
const failsHere: ReadonlySet<ErrorCode> = new Set([
  ...(['disk-full', 'disk-read-only', 'database-corrupt', 'database-failed', 'internal'] as const),
])
/** Of these the connection or the sign-in says when they are over: no time of their own. */
const overWhenWoken: ReadonlySet<ErrorCode> = new Set([
  ...(['offline', 'unreachable', 'tls', 'address-unknown', 'sign-in-ended', 'not-signed-in'] as const),
])

/** The longest a draft waits for its time, ms; see `Retry-After` in nexudus/answers.ts. */
const longestSleep = 3_600_000
/** A disk that is full is looked at again this often at the least, ms: somebody may have made room. */
const longestRest = 30_000

export function createEngine<F extends Fresh>(parts: Parts<F>): Engine {
  const { outbox, clock, random, ready } = parts
  const listeners: ((state: SyncState) => void)[] = []
  let state: SyncState = {
    ...{ running: false, paused: false, done: 0, failed: 0, total: 0, startedAt: null, checking: 0 },
    problem: null,
  }
  let running: Promise<void> | null = null
  let woken = false
  let stopped = false
  let exclusive: Promise<unknown> = Promise.resolve()
  /** Rounds in a row that ended because of this computer, and when the next may begin. */
  let failures = 0
  let restUntil = 0
  let sleeps = 0

  const set = (next: Partial<SyncState>): void => {
    state = { ...state, ...next }
    for (const listener of listeners) listener(state)
  }
  // Between rounds nothing is on its way: what is still said to be could not be moved on, and begins anew.
  const queued = () =>
    [...outbox.drafts.values()].filter(({ state }) => ['queued', 'sending', 'verifying'].includes(state))
  /** A time further away than any server may ask for is of a clock that was set back since. */
  const isDue = (time: number): boolean => time <= clock.now() || time > clock.now() + longestSleep
  /** Likewise a rest that is longer than any. */
  const restEnd = (): number => (restUntil > clock.now() + longestRest ? 0 : restUntil)
  /** Whoever failed least goes first: one record that always fails does not hold back the others. */
  const due = (tried: ReadonlySet<StoredDraft>) =>
    queued()
      .filter((draft) => isDue(draft.retryAt ?? 0) && !tried.has(draft))
      .sort((a, b) => a.attempts - b.attempts || a.sequence - b.sequence)[0]

  /** What a failure that settled nothing means for this draft. @returns why the whole round has to end, if it has */
  const postpone = async (id: number, error: unknown): Promise<Problem | null> => {
    const problem = toProblem(error)
    const attempts = outbox.drafts.get(id)?.attempts ?? 0
    const wait = overWhenWoken.has(problem.code) ? null : clock.now() + backOff(attempts, random)
    // The server's time is obeyed, and a server that names none worth the name is not asked without a pause.
    const { retryAt: asked } = problem.facts
    const retryAt = asked === undefined ? wait : attempts > 0 ? Math.max(asked, wait ?? 0) : asked
    await outbox.move(id, machine.retry(problem, retryAt))
    return endsRound.has(problem.code) || problem.facts.retryAt !== undefined ? problem : null
  }
  const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
    const result = exclusive.then(job)
    exclusive = result.catch(() => null)
    return result
  }
  const goesOn = (): boolean => ready() && !stopped && !state.paused
  const round = async (): Promise<void> => {
    set({ running: true, done: 0, failed: 0, total: queued().length, startedAt: clock.now(), problem: null })
    const tried = new Set<StoredDraft>()
    for (let draft = due(tried); draft && goesOn(); draft = due(tried)) {
      const { id } = draft
      try {
        if (draft.state !== 'queued') await outbox.move(id, (now) => machine.resume(now))
        const settled = await inTurn(() => applyOne(id, parts))
        const done = state.done + 1
        set({ done, failed: state.failed + (settled ? 0 : 1), total: done + queued().length })
      } catch (error) {
        // If even this cannot be kept, the disk fails: the draft's last state on disk stands, and the round ends.
        const problem = await postpone(id, error).catch(toProblem)
        if (problem) {
          set({ problem })
          break
        }
      }
      // A draft that did not move is not tried again in the same round, whatever happened.
      const after = outbox.drafts.get(id)
      if (after) tried.add(after)
    }
    const local = state.problem !== null && failsHere.has(state.problem.code)
    failures = local ? failures + 1 : 0
    restUntil = local ? clock.now() + Math.min(backOff(failures, random), longestRest) : 0
    set({ running: false })
  }
  /** A new sleep takes the place of the last. */
  const sleepUntil = (time: number): void => {
    if (time === Infinity || stopped || state.paused) return
    const mine = ++sleeps
    // Not for longer than an hour, which no server may ask for: the clock may have been set back meanwhile.
    void clock.sleep(Math.min(Math.max(1, time - clock.now()), longestSleep)).then(() => {
      if (mine === sleeps) wake()
    })
  }
  /** Wakes again when the earliest postponed draft is due. */
  const sleepUntilDue = (): void => {
    const times = queued().map(({ retryAt, problem }) =>
      retryAt === null ? (problem && overWhenWoken.has(problem.code) ? Infinity : 0) : retryAt,
    )
    if (times.length > 0) sleepUntil(Math.max(Math.min(...times), restEnd()))
  }
  const wake = (): void => {
    if (running) {
      woken = true
      return
    }
    if (!goesOn()) return
    if (restEnd() > clock.now()) return sleepUntil(restEnd())
    if (!due(new Set())) return sleepUntilDue()
    running = round().finally(() => {
      running = null
      sleepUntilDue()
      if (woken) {
        woken = false
        wake()
      }
    })
  }
  return {
    get state() {
      return state
    },
    wake,
    pause(on) {
      set({ paused: on })
      if (!on) wake()
    },
    exclusive: inTurn,
    async idle() {
      await Promise.all([running, exclusive])
    },
    async stop() {
      stopped = true
      await running
    },
    start() {
      stopped = false
      wake()
    },
    onChange: (listener) => void listeners.push(listener),
  }
}
