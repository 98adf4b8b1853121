import { toProblem, type ErrorCode, type Problem } from '#shared/ipc/errors'
import type { SyncState } from '#shared/ipc/models'
import type { Clock } from '../nexudus/budget'
import { applyOne } from './apply-one'
import type { Outbox } from './outbox'
import type { Fresh, RecordSource } from './source'
import * as machine from './state-machine'

/** Sends queued drafts, one after the other, whenever that can work. */
export interface Engine {
  readonly state: SyncState
  /** Something changed for the better: drafts were queued, the network came back, somebody signed in. */
  wake(): void
  /** Runs a write of another kind with no draft of the same person on its way. */
  exclusive<T>(job: () => Promise<T>): Promise<T>
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>
  /** Ends after the draft that is on its way. */
  stop(): Promise<void>
  onChange(listener: (state: SyncState) => void): void
}

interface Parts<F extends Fresh> {
  readonly outbox: Outbox
  readonly source: RecordSource<F>
  readonly clock: Clock
  /** Between 0 and 1. */
  readonly random: () => number
  readonly by: () => string
  /** Whether somebody is signed in and the server can be asked. */
  readonly ready: () => boolean
}

/** With these the next draft would fail alike: the round ends and waits to be woken. */
const endsRound: ReadonlySet<ErrorCode> = new Set([
  ...([
    'offline',
    'unreachable',
    'timeout',
    'tls',
    'address-unknown',
    'sign-in-ended',
    'not-signed-in',
  ] as const),
  ...(['disk-full', 'disk-read-only', 'database-corrupt', 'database-failed', 'internal'] as const),
])
const firstDelay = 1_000
const longestDelay = 300_000

export function createEngine<F extends Fresh>(parts: Parts<F>): Engine {
  const { outbox, source, clock, random, ready, by } = parts
  const listeners: ((state: SyncState) => void)[] = []
  let state: SyncState = { running: false, done: 0, total: 0, problem: null }
  let running: Promise<void> | null = null
  let woken = false
  let stopped = false
  let exclusive: Promise<unknown> = Promise.resolve()

  const set = (next: Partial<SyncState>): void => {
    state = { ...state, ...next }
    for (const listener of listeners) listener(state)
  }
  // Between rounds nothing is on its way: what is still said to be could not be moved on, and begins anew.
  const queued = () =>
    [...outbox.drafts.values()].filter(({ state }) => state === 'queued' || state === 'sending')
  const due = () =>
    queued()
      .filter((draft) => (draft.retryAt ?? 0) <= clock.now())
      .sort((a, b) => a.sequence - b.sequence)[0]

  /** Doubling delays with full jitter, so that many desks do not come back at once. */
  const delay = (attempts: number): number =>
    Math.round(firstDelay / 2 + random() * Math.min(firstDelay * 2 ** attempts, longestDelay))

  /** What a failure that settled nothing means for this draft. @returns why the whole round has to end, if it has */
  const postpone = async (id: number, error: unknown): Promise<Problem | null> => {
    const problem = toProblem(error)
    const retryAt = problem.facts.retryAt ?? null
    const ends = endsRound.has(problem.code)
    await outbox.move(id, (draft) =>
      machine.retry(draft, problem, retryAt ?? (ends ? null : clock.now() + delay(draft.attempts))),
    )
    return ends || retryAt !== null ? problem : null
  }
  const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
    const result = exclusive.then(job)
    exclusive = result.catch(() => null)
    return result
  }
  const round = async (): Promise<void> => {
    set({ running: true, done: 0, total: queued().length, problem: null })
    for (let draft = due(); draft && ready() && !stopped; draft = due()) {
      const { id } = draft
      try {
        if (draft.state === 'sending') await outbox.move(id, machine.resume)
        await inTurn(() => applyOne(id, { outbox, source, by, now: () => clock.now() }))
        set({ done: state.done + 1, total: Math.max(state.total, state.done + 1) })
      } catch (error) {
        // If even this cannot be kept, the disk fails: the draft's last state on disk stands, and the round ends.
        const problem = await postpone(id, error).catch(toProblem)
        if (problem) {
          set({ problem })
          break
        }
      }
    }
    set({ running: false })
  }
  /** Wakes again when the earliest postponed draft is due. */
  const sleepUntilDue = (): void => {
    const times = queued().flatMap((draft) => (draft.retryAt === null ? [] : [draft.retryAt]))
    if (times.length === 0 || stopped) return
    void clock.sleep(Math.max(0, Math.min(...times) - clock.now())).then(wake)
  }
  const wake = (): void => {
    if (running) {
      woken = true
      return
    }
    if (stopped || !ready() || !due()) return
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
    exclusive: inTurn,
    async idle() {
      await Promise.all([running, exclusive])
    },
    async stop() {
      stopped = true
      await running
    },
    onChange: (listener) => void listeners.push(listener),
  }
}
