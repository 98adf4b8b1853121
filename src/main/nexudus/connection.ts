import type { ConnectionState } from '#shared/ipc/models'
import { toProblem, UsherError, type ErrorCode, type Problem } from '#shared/ipc/errors'
import type { Clock } from './budget'
import type { NetworkObserver } from './http'

/**
 * Whether the server can be asked. Three things decide: the computer's network as the window sees it (which a
 * server on this computer does not need), the person's wish to work offline, and whether the last request to this server
 * got any answer at all.
 */
export interface Connection extends NetworkObserver {
  readonly state: ConnectionState
  hint(online: boolean): void
  workOffline(on: boolean): void
  /** Another server is asked from now on, or none. */
  switched(): void
  /** Why asking the server now would only mean waiting, or null. */
  trouble(): Problem | null
  /** Calls back with each new state. */
  onChange(listener: (state: ConnectionState) => void): void
  stop(): void
}

interface Parts {
  readonly clock: Clock
  /** Between 0 and 1. */
  readonly random: () => number
  /** The address of the server that is asked now, or null when nobody is signed in. */
  readonly server: () => string | null
  /** Until when a server asked to wait. */
  readonly pausedUntil: (server: string) => number
  /** Whether a server is on this computer: it can be asked without a network. */
  readonly isLocal: (server: string) => boolean
  /** Asks the server anything at all; rejects when there is no answer. */
  readonly probe: () => Promise<unknown>
  readonly startOffline: boolean
}

const firstProbe = 2_000
const slowestProbe = 60_000
const lossCodes: readonly ErrorCode[] = ['offline', 'unreachable', 'timeout', 'address-unknown', 'tls']

/** A server that does not answer, and how that shows. */
interface Loss {
  readonly server: string
  problem: Problem
}

export function createConnection(parts: Parts): Connection {
  const { clock, random, server, probe } = parts
  const listeners: ((state: ConnectionState) => void)[] = []
  let network = true
  let offlineByWish = parts.startOffline
  let lost: Loss | null = null
  let stopped = false
  let told = ''

  const canAsk = (api: string | null): boolean =>
    !offlineByWish && (network || (api !== null && parts.isLocal(api)))
  const lossNow = (): Loss | null => (lost?.server === server() ? lost : null)
  const pausedUntil = (): number | null => {
    const api = server()
    const until = api === null ? 0 : parts.pausedUntil(api)
    return until > clock.now() ? until : null
  }
  const state = (): ConnectionState => ({
    online: canAsk(server()) && lossNow() === null,
    workOffline: offlineByWish,
    pausedUntil: pausedUntil(),
  })
  const tell = (): void => {
    const now = state()
    const text = JSON.stringify(now)
    if (text === told) return
    told = text
    for (const listener of listeners) listener(now)
  }
  /** Asks again and again, ever more slowly, until the server answers. Jitter keeps many desks from asking at once. */
  const recover = async (loss: Loss): Promise<void> => {
    const goesOn = (): boolean => lost === loss && lossNow() === loss && !stopped
    for (let wait = firstProbe; goesOn(); wait = Math.min(wait * 2, slowestProbe)) {
      await clock.sleep(wait * (0.5 + random() / 2))
      if (goesOn() && canAsk(loss.server) && (await answers(probe)) && lost === loss) lost = null
    }
    // Whoever comes back to a server that was left meanwhile asks it anew: nobody else would find out.
    if (lost === loss) lost = null
    tell()
  }
  /** The network went; a server on this computer need not have gone with it. */
  const check = async (): Promise<void> => {
    const api = server()
    if (api === null || !canAsk(api)) return
    const error = await probe().then(
      () => null,
      (error: unknown) => error,
    )
    if (error instanceof UsherError) failed(api, error)
  }
  const failed: Connection['failed'] = (api, error) => {
    // A server that was left may go on failing.
    if (api !== server() || !lossCodes.includes(error.code)) return
    const problem = toProblem(error)
    if (lost?.server === api) lost.problem = problem
    else {
      lost = { server: api, problem }
      void recover(lost)
    }
    tell()
  }
  return {
    get state() {
      return state()
    },
    hint(online) {
      network = online
      // The network came back: whatever was unreachable deserves a fresh try at once.
      if (online) lost = null
      else void check()
      tell()
    },
    workOffline(on) {
      offlineByWish = on
      if (!on) lost = null
      tell()
    },
    switched: tell,
    trouble() {
      if (!canAsk(server())) return { code: 'offline', facts: {} }
      const retryAt = pausedUntil()
      return lossNow()?.problem ?? (retryAt === null ? null : { code: 'throttled', facts: { retryAt } })
    },
    requireOnline(api) {
      if (!canAsk(api)) throw new UsherError('offline')
    },
    reached(api) {
      if (lost?.server === api) lost = null
      tell()
    },
    failed,
    onChange: (listener) => void listeners.push(listener),
    stop: () => void (stopped = true),
  }
}

function answers(probe: () => Promise<unknown>): Promise<boolean> {
  return probe().then(
    () => true,
    () => false,
  )
}
