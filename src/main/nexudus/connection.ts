import type { ConnectionState } from '#shared/ipc/models'
import { UsherError } from '#shared/ipc/errors'
import type { Budget, Clock } from './budget'
import type { NetworkObserver } from './http'

/**
 * Whether the server can be asked. Three things decide: the computer's network as the window sees it, the person's wish
 * to work offline, and whether the last request got any answer at all.
 */
export interface Connection extends NetworkObserver {
  readonly state: ConnectionState
  hint(online: boolean): void
  workOffline(on: boolean): void
  /** Calls back with each new state. */
  onChange(listener: (state: ConnectionState) => void): void
  stop(): void
}

interface Parts {
  readonly budget: Budget
  readonly clock: Clock
  /** Between 0 and 1. */
  readonly random: () => number
  /** Asks the server anything at all; rejects when there is no answer. */
  readonly probe: () => Promise<unknown>
  readonly startOffline: boolean
}

const firstProbe = 2_000
const slowestProbe = 60_000

export function createConnection({ budget, clock, random, probe, startOffline }: Parts): Connection {
  const listeners: ((state: ConnectionState) => void)[] = []
  let network = true
  let offlineByWish = startOffline
  let reachable = true
  let probing = false
  let stopped = false
  let told = ''

  const state = (): ConnectionState => ({
    online: network && !offlineByWish && reachable,
    workOffline: offlineByWish,
    pausedUntil: budget.pausedUntil > clock.now() ? budget.pausedUntil : null,
  })
  const tell = (): void => {
    const now = state()
    const text = JSON.stringify(now)
    if (text === told) return
    told = text
    for (const listener of listeners) listener(now)
  }
  /** Asks again and again, ever more slowly, until the server answers. Jitter keeps many desks from asking at once. */
  const recover = async (): Promise<void> => {
    if (probing) return
    probing = true
    for (let wait = firstProbe; isLost(); wait = Math.min(wait * 2, slowestProbe)) {
      await clock.sleep(wait * (0.5 + random() / 2))
      if (isLost() && network && !offlineByWish) reachable = await answers(probe)
    }
    probing = false
    tell()
  }
  const isLost = (): boolean => !reachable && !stopped
  return {
    get state() {
      return state()
    },
    hint(online) {
      network = online
      // The network came back: whatever was unreachable deserves a fresh try at once.
      if (online) reachable = true
      tell()
    },
    workOffline(on) {
      offlineByWish = on
      if (!on) reachable = true
      tell()
    },
    requireOnline() {
      if (!network || offlineByWish) throw new UsherError('offline')
    },
    reached() {
      reachable = true
      tell()
    },
    failed(error) {
      if (!['offline', 'unreachable', 'timeout', 'address-unknown', 'tls'].includes(error.code)) return
      reachable = false
      tell()
      void recover()
    },
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
