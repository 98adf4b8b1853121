import { toProblem } from '#shared/ipc/errors'
import type { SyncState } from '#shared/ipc/models'
import type { Clock } from '../nexudus/budget'
import { createEngine, type Engine } from './engine'
import { openOutbox, type Outbox } from './outbox'
import type { DraftRepository } from './repository'
import type { RecordSource } from './source'

/** Everything that one account's drafts need. It stays that account's, whoever signs in while it still works. */
export interface Desk {
  readonly account: number
  readonly outbox: Outbox
  readonly engine: Engine
  readonly state: SyncState
  /** Reads the records of these drafts, to show them against what the server holds now. */
  check(ids: readonly number[]): Promise<void>
  onSync(listener: (state: SyncState) => void): void
  /** Ends what is on its way, and begins nothing any more. Resolves when all of it is on disk. */
  close(): Promise<void>
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
  let checking = 0
  let closed = false
  /** One check after the other, each of what the ones before it did not read. */
  let lastCheck: Promise<void> = Promise.resolve()
  const state = (): SyncState => ({ ...engine.state, checking })
  const tell = (): void => {
    for (const listener of listeners) listener(state())
  }
  engine.onChange(tell)

  const checkOne = async (id: number): Promise<void> => {
    const fresh = await source.read(id)
    await outbox.check(id, fresh.values, {
      more: source.renew(id, fresh),
      done: () => source.renewed(id, fresh),
    })
  }
  return {
    account,
    outbox,
    engine,
    get state() {
      return state()
    },
    check(ids) {
      const asked = clock.now()
      const wanted = ids.filter((id) => outbox.drafts.has(id))
      checking += wanted.length
      tell()
      lastCheck = lastCheck.then(async () => {
        for (const id of wanted) {
          // A record that cannot be read now is found out when it is sent; the others are looked at all the same.
          if (ready() && !closed && !outbox.checkedSince(id, asked)) await checkOne(id).catch(toProblem)
          checking--
          tell()
        }
      })
      return lastCheck
    },
    async close() {
      closed = true
      await Promise.all([engine.stop(), lastCheck])
      await outbox.settled()
    },
    onSync: (listener) => void listeners.push(listener),
  }
}
