import type { SyncState } from '#shared/ipc/models'
import type { Clock } from '../nexudus/budget'
import { createChecks } from './checks'
import { createEngine, type Engine } from './engine'
import { openOutbox } from './open-outbox'
import type { Outbox } from './outbox'
import type { DraftRepository } from './repository'
import type { RecordSource } from './source'

/** Everything that one account's drafts need. It stays that account's, whoever signs in while it still works. */
export interface Desk {
  readonly account: number
  readonly outbox: Outbox
  readonly engine: Engine
  readonly state: SyncState
  /**
   * Reads the records of these drafts, one after the other, to show them against what the server holds now. Resolves
   * when they are read, or cannot be for now: offline, in a server's pause, or when nobody looks any more.
   * @returns those that were left
   */
  check(ids: readonly number[]): Promise<readonly number[]>
  /** Nobody looks any more: what was not read yet is left. */
  endChecks(): void
  onSync(listener: (state: SyncState) => void): void
  /** Ends what is on its way, and begins nothing any more. Resolves when all of it is on disk. */
  close(): Promise<void>
  /** The account is back before that has ended: a server may take half a minute to answer. */
  reopen(): void
}

export interface DeskParts {
  readonly account: number
  /** Who is signed in, for the journal. */
  readonly by: string
  readonly repository: DraftRepository
  readonly source: RecordSource
  readonly clock: Clock
  readonly random: () => number
  /** Whether this account can ask the server now. */
  readonly ready: () => boolean
  readonly describePerson: (id: number) => Promise<{ title: string; email: string }>
}

/** @throws UsherError when the drafts cannot be read */
export async function openDesk(parts: DeskParts): Promise<Desk> {
  const { account, by, repository, source, clock, random, ready, describePerson } = parts
  const listeners: ((state: SyncState) => void)[] = []
  const outbox = await openOutbox({ account, repository, now: clock.now, describePerson })
  const engine = createEngine({ outbox, source, clock, random, by, ready })
  const checks = createChecks({
    ready,
    mark: () => outbox.readings,
    read: async (id) => {
      const ends = outbox.ends(id)
      const fresh = await source.read(id, 'show')
      await outbox.check(id, fresh.values, {
        ends,
        more: source.renew(id, fresh),
        done: () => source.renewed(id, fresh),
      })
    },
    isWanted: (id, since) => outbox.drafts.has(id) && !outbox.checkedSince(id, since),
    changed: () => tell(),
  })
  const state = (): SyncState => ({ ...engine.state, checking: checks.waiting })
  const tell = (): void => {
    for (const listener of listeners) listener(state())
  }
  engine.onChange(tell)

  return {
    account,
    outbox,
    engine,
    get state() {
      return state()
    },
    check: (ids) => checks.add(ids),
    endChecks: () => checks.end(),
    async close() {
      checks.close()
      await Promise.all([engine.stop(), checks.idle()])
      await outbox.settled()
    },
    reopen() {
      checks.reopen()
      engine.start()
    },
    onSync: (listener) => void listeners.push(listener),
  }
}
