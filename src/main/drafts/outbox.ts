import { UsherError } from '#shared/ipc/errors'
import type { Draft } from '#shared/ipc/models'
import type { FieldValue } from '#shared/records/field'
import type { Change, Patch } from '#shared/records/merge'
import { draftableUserFields, userField } from '#shared/records/user-fields'
import { sameValue } from '#shared/records/values'
import type { Sql } from '../database/protocol'
import { canApply, describe, type StoredDraft } from './draft'
import type { Applied, DraftRepository } from './repository'
import * as machine from './state-machine'

/** The drafts of the signed-in account: read once, changed one at a time, each change on disk before it is seen. */
export interface Outbox {
  readonly drafts: ReadonlyMap<number, StoredDraft>
  list(): readonly Draft[]
  /** Loads another account's drafts; null for none. */
  open(account: number | null): Promise<void>
  edit(change: { id: number; field: string; base: FieldValue; mine: FieldValue }): Promise<Draft | null>
  /** Queues what can be sent. @throws UsherError `invalid-draft` when nothing of it can */
  apply(ids: readonly number[]): Promise<void>
  hold(ids: readonly number[]): Promise<void>
  resolve(id: number, field: string, keep: 'mine' | 'theirs'): Promise<Draft | null>
  discard(ids: readonly number[]): Promise<void>
  restore(ids: readonly number[]): Promise<void>
  /** Sets an applied change's fields back, as a draft. @returns the person's id */
  undo(entry: number): Promise<number>
  /** For the engine: moves one draft, if it is still there. */
  move(id: number, step: (draft: StoredDraft) => StoredDraft): Promise<StoredDraft | null>
  /** For the engine: ends an applied draft; the remainder is reckoned from the draft as it stands then. */
  commit(id: number, end: (draft: StoredDraft) => Commit): Promise<void>
  /** Resolves when everything asked for so far is on disk. */
  settled(): Promise<void>
  onChange(listener: (drafts: readonly Draft[]) => void): void
}

export interface Commit {
  readonly applied: Applied
  /** Statements of the same transaction. */
  readonly more: readonly Sql[]
  /** Called when all is on disk, before anybody is told that the draft has moved. */
  readonly done: () => void
}

interface Parts {
  readonly repository: DraftRepository
  readonly now: () => number
  /** Name and email for a person's drafts, from the record that was read. @throws UsherError `not-read` */
  readonly describePerson: (id: number) => Promise<{ title: string; email: string }>
}

export function createOutbox({ repository, now, describePerson }: Parts): Outbox {
  const listeners: ((drafts: readonly Draft[]) => void)[] = []
  let account: number | null = null
  let drafts = new Map<number, StoredDraft>()
  let last: Promise<unknown> = Promise.resolve()

  const list = (): readonly Draft[] => [...drafts.values()].map(describe)
  const tell = (): void => {
    const now = list()
    for (const listener of listeners) listener(now)
  }
  /** One change at a time: each sees what the one before it left on disk. */
  const inTurn = <T>(job: (account: number) => Promise<T>): Promise<T> => {
    const result = last.then(() => {
      if (account === null) throw new UsherError('not-signed-in')
      return job(account)
    })
    last = result.catch(() => null)
    return result
  }
  const nextSequence = (): number => Math.max(0, ...[...drafts.values()].map((draft) => draft.sequence)) + 1
  const put = async (owner: number, draft: StoredDraft): Promise<StoredDraft | null> => {
    // A draft on its way stays, even when its last change was taken back: its outcome is still to come.
    if (Object.keys(draft.patch).length === 0 && draft.intent === null) {
      await repository.remove(owner, draft.id)
      drafts.delete(draft.id)
      return null
    }
    await repository.save(owner, draft)
    drafts.set(draft.id, draft)
    return draft
  }
  const eachOf = (ids: readonly number[]): StoredDraft[] =>
    ids.map((id) => drafts.get(id)).filter((draft) => draft !== undefined)

  return {
    get drafts() {
      return drafts
    },
    list,
    async open(next) {
      await last
      account = next
      const kept = next === null ? [] : await repository.all(next)
      drafts = new Map(kept.map((draft) => [draft.id, machine.resume(draft)]))
      tell()
    },
    edit: ({ id, field, base, mine }) =>
      inTurn(async (owner) => {
        const draft = drafts.get(id) ?? (await newDraft(id, now(), describePerson))
        // The base is what the person saw when they first changed the field.
        const first = draft.patch[field]
        const patch = changed(draft.patch, field, { base: first ? first.base : base, mine })
        const saved = await put(owner, machine.edit(draft, patch, now()))
        tell()
        return saved && describe(saved)
      }),
    apply: (ids) =>
      inTurn(async (owner) => {
        const ready = eachOf(ids).filter(canApply)
        if (ready.length === 0) throw new UsherError('invalid-draft')
        for (const draft of ready) await put(owner, machine.apply(draft, nextSequence()))
        tell()
      }),
    hold: (ids) =>
      inTurn(async (owner) => {
        for (const draft of eachOf(ids)) if (draft.state === 'queued') await put(owner, machine.hold(draft))
        tell()
      }),
    resolve: (id, field, keep) =>
      inTurn(async (owner) => {
        const draft = drafts.get(id)
        if (!draft || draft.state !== 'conflict') return draft ? describe(draft) : null
        const saved = await put(owner, machine.resolve(draft, field, keep, now()))
        tell()
        return saved && describe(saved)
      }),
    discard: (ids) =>
      inTurn(async (owner) => {
        const leaving = eachOf(ids).filter((draft) => draft.state !== 'sending')
        await repository.discard(owner, leaving, now())
        for (const draft of leaving) drafts.delete(draft.id)
        tell()
      }),
    restore: (ids) =>
      inTurn(async (owner) => {
        for (const id of ids) {
          const discarded = await repository.discarded(owner, id)
          if (!discarded) continue
          const open = drafts.get(id)
          // What was typed since then is newer and wins, field by field.
          const draft = open ? { ...open, patch: { ...discarded.patch, ...open.patch } } : calmed(discarded)
          await repository.restore(owner, draft)
          drafts.set(id, draft)
        }
        tell()
      }),
    undo: (entryId) =>
      inTurn(async (owner) => {
        const entry = await repository.entry(owner, entryId)
        if (!entry) throw new UsherError('gone')
        const draft = drafts.get(entry.user) ?? (await newDraft(entry.user, now(), describePerson))
        const back = entry.changes.filter((change) => userField(change.field)?.use === 'edit')
        let patch = draft.patch
        for (const { field, before, after } of back)
          patch = changed(patch, field, { base: after, mine: before })
        const saved = machine.edit(draft, patch, now())
        await repository.markUndone(owner, entryId, saved)
        drafts.set(saved.id, saved)
        tell()
        return entry.user
      }),
    move: (id, step) =>
      inTurn(async (owner) => {
        const draft = drafts.get(id)
        const moved = draft ? await put(owner, step(draft)) : null
        tell()
        return moved
      }),
    commit: (id, end) =>
      inTurn(async (owner) => {
        const draft = drafts.get(id)
        if (!draft) return
        const { applied, more, done } = end(draft)
        await repository.commit(owner, applied, more)
        if (applied.remainder) drafts.set(id, applied.remainder)
        else drafts.delete(id)
        done()
        tell()
      }),
    settled: () => last.then(() => undefined),
    onChange: (listener) => void listeners.push(listener),
  }
}

async function newDraft(id: number, now: number, person: Parts['describePerson']): Promise<StoredDraft> {
  const { title, email } = await person(id)
  return {
    ...{ id, title, email, state: 'saved', patch: {}, intent: null, conflicts: [], problem: null },
    ...{ attempts: 0, retryAt: null, sequence: 0, editedAt: now },
  }
}

/** A discarded draft comes back as something to review, whatever it was waiting for. */
function calmed(draft: StoredDraft): StoredDraft {
  return { ...draft, state: draft.conflicts.length > 0 ? 'conflict' : 'saved', problem: null, retryAt: null }
}

/** The patch with one field changed; a value equal to its base is no change. Commands that exclude each other do. */
function changed(patch: Patch, name: string, change: Change): Patch {
  const field = userField(name)
  if (!field) throw new UsherError('invalid-call', { cause: name })
  const rivals = draftableUserFields.filter((other) => other.observe && other.observe === field.observe)
  const others = Object.fromEntries(
    Object.entries(patch).filter(
      ([other]) => other !== name && !rivals.some((rival) => rival.name === other),
    ),
  )
  const nothing =
    field.use === 'command'
      ? change.mine === change.base || change.mine === null || change.mine === false || change.mine === ''
      : sameValue(field, change.mine, change.base)
  return nothing ? others : { ...others, [name]: change }
}
