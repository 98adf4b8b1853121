import { toProblem, UsherError } from '#shared/ipc/errors'
import {
  noSync,
  type ApplyAnswer,
  type Draft,
  type JournalPage,
  type Shown,
  type SyncState,
} from '#shared/ipc/models'
import { kindOf, type RecordKey, type RecordKind } from '#shared/records/key'
import type { Desk } from './desk'
import type { Desks } from './desks'
import type { Outbox } from './outbox'
import type { DraftRepository, JournalSearch } from './repository'

/**
 * The drafts of both kinds of record as one list, for the window. Each kind has a desk, since each has a sign-in: that
 * one of them has ended keeps nothing of the other from being sent.
 */
export interface AllDrafts {
  list(): readonly Draft[]
  readonly sync: SyncState
  /** @param account as which it was typed: nobody else may draft it */
  edit(account: number, change: Parameters<Outbox['edit']>[0]): Promise<Draft | null>
  /** @returns those that were left */
  check(keys: readonly RecordKey[]): Promise<readonly RecordKey[]>
  /** Nobody looks at them any more. */
  endChecks(): void
  /** @throws UsherError `invalid-draft` when nothing of what was shown can be sent or has moved */
  apply(shown: readonly Shown[]): Promise<ApplyAnswer>
  hold(keys: readonly RecordKey[]): Promise<void>
  resolve(key: RecordKey, ...decision: DropFirst<Parameters<Outbox['resolve']>>): Promise<Draft | null>
  discard(keys: readonly RecordKey[]): Promise<readonly RecordKey[]>
  restore(keys: readonly RecordKey[]): Promise<void>
  pause(on: boolean): void
  journal(search: JournalSearch): Promise<JournalPage>
  /** @throws UsherError `gone`, `nothing-to-undo` */
  undo(entry: number): ReturnType<Outbox['undo']>
  /** Something changed for the better. */
  wake(): void
  /** A desk was opened: a pause that a person asked for holds for it too. */
  opened(): void
}
type DropFirst<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Rest] ? Rest : never

export function createAllDrafts(
  desks: Readonly<Record<RecordKind, Desks>>,
  repository: DraftRepository,
): AllDrafts {
  const deskOf = (key: RecordKey): Desk => desks[kindOf(key)].current()
  const shown = (): Desk[] => [desks.user.shown, desks.profile.shown].filter((desk) => desk !== null)
  /** Each desk with those of the keys that are its own. */
  const share = (keys: readonly RecordKey[]): (readonly [Desk, readonly RecordKey[]])[] =>
    (['user', 'profile'] as const).flatMap((kind) => {
      const own = keys.filter((key) => kindOf(key) === kind)
      return own.length > 0 ? [[desks[kind].current(), own] as const] : []
    })
  return {
    list: () => shown().flatMap((desk) => desk.outbox.list()),
    get sync() {
      return joined(shown())
    },
    async edit(account, change) {
      const desk = deskOf(change.id)
      if (desk.account !== account) throw new UsherError('not-signed-in')
      return desk.outbox.edit(change)
    },
    async check(keys) {
      return (await Promise.all(share(keys).map(([desk, own]) => desk.check(own)))).flat()
    },
    endChecks() {
      for (const desk of shown()) desk.endChecks()
    },
    async apply(asked) {
      const answers = await Promise.allSettled(
        share(asked.map(({ id }) => id)).map(async ([desk, own]) => {
          const mine = new Set(own)
          const answer = await desk.outbox.apply(asked.filter(({ id }) => mine.has(id)))
          desk.engine.wake()
          return answer
        }),
      )
      const done = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
      const failed = answers.find((answer) => answer.status === 'rejected')
      // What of one kind cannot be sent keeps nothing of the other back; a failure that is none of that is said.
      if (failed && (done.length === 0 || toProblem(failed.reason).code !== 'invalid-draft'))
        throw failed.reason
      if (done.length === 0) throw new UsherError('invalid-draft')
      return {
        queued: done.flatMap(({ queued }) => queued),
        stale: done.flatMap(({ stale }) => stale),
      }
    },
    async hold(keys) {
      await Promise.all(share(keys).map(([desk, own]) => desk.outbox.hold(own)))
    },
    resolve: async (key, ...decision) => deskOf(key).outbox.resolve(key, ...decision),
    async discard(keys) {
      return (await Promise.all(share(keys).map(([desk, own]) => desk.outbox.discard(own)))).flat()
    },
    async restore(keys) {
      await Promise.all(share(keys).map(([desk, own]) => desk.outbox.restore(own)))
    },
    pause(on) {
      desks.user.current()
      for (const desk of shown()) desk.engine.pause(on)
    },
    async journal(search) {
      desks.user.current()
      return repository.journal(
        shown().map(({ account }) => account),
        search,
      )
    },
    async undo(entry) {
      desks.user.current()
      for (const desk of shown())
        if (await repository.entry(desk.account, entry)) return desk.outbox.undo(entry)
      throw new UsherError('gone')
    },
    opened() {
      const desks = shown()
      if (!desks.some(({ state }) => state.paused)) return
      for (const desk of desks) if (!desk.state.paused) desk.engine.pause(true)
    },
    wake() {
      for (const desk of shown()) desk.engine.wake()
    },
  }
}

/** How sending goes at several desks, told as one. */
function joined(desks: readonly Desk[]): SyncState {
  const [first, ...others] = desks.map((desk) => desk.state)
  return others.reduce<SyncState>(join, first ?? noSync)
}

function join(a: SyncState, b: SyncState): SyncState {
  // A round that is over at one desk is no part of the one that runs at the other.
  const counted = a.running === b.running ? [a, b] : [a.running ? a : b]
  const sum = (of: (state: SyncState) => number): number => counted.reduce((all, state) => all + of(state), 0)
  const starts = counted.flatMap(({ startedAt }) => startedAt ?? [])
  return {
    running: a.running || b.running,
    paused: a.paused || b.paused,
    done: sum(({ done }) => done),
    failed: sum(({ failed }) => failed),
    total: sum(({ total }) => total),
    startedAt: starts.length > 0 ? Math.min(...starts) : null,
    checking: a.checking + b.checking,
    problem: a.problem ?? b.problem,
  }
}
