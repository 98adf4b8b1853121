import { UsherError } from '#shared/ipc/errors'
import type { Draft, Shown } from '#shared/ipc/models'
import type { Values } from '#shared/records/merge'
import { fieldsOf } from '#shared/records/key'
import { confirmedBy, conflictsNow, raisesBeside } from './beside'
import { describe, emptyDraft, isComplete, type Check, type StoredDraft } from './draft'
import type { Outbox, PersonEdit, PersonMoves } from './outbox'
import { afterLanding, changed, isUndoable, joined, movesOf, retyped } from './patch'
import { takenBack, undoing, wantedOf } from './patch'
import type { DraftRepository } from './repository'
import { createStanding } from './standing'
import * as machine from './state-machine'

interface Parts {
  readonly account: number
  readonly repository: DraftRepository
  readonly now: () => number
  /** Name and email for a person's drafts, from the record that was read. @throws UsherError `not-read` */
  readonly describePerson: (id: number) => Promise<{ title: string; email: string }>
}

/** People who are drafted for at a time: more would keep main from its window. On the disk it is all of them, or nobody. */
const piece = 250

/** Loads an account's drafts. @throws UsherError when they cannot be read */
export async function openOutbox({ account, repository, now, describePerson }: Parts): Promise<Outbox> {
  const listeners: ((urgent: boolean) => void)[] = []
  const kept = await repository.all(account)
  const drafts = new Map<number, StoredDraft>(kept.map((draft) => [draft.id, machine.resume(draft)]))
  const checks = new Map<number, Check>()
  // Another desk of this account that the window still shows counted from an earlier time.
  let readings = now()
  const ends = new Map<number, number>()
  const standing = createStanding()
  const described = new WeakMap<StoredDraft, { check: Check | null; draft: Draft }>()
  /** A draft that is begun after another of the same person went away must not be taken for it: it goes on counting. */
  let highest = Math.max(0, ...kept.map(({ revision }) => revision))
  let last: Promise<unknown> = Promise.resolve()

  const show = (draft: StoredDraft): Draft => {
    const check = checks.get(draft.id) ?? null
    const known = described.get(draft)
    if (known?.check === check) return known.draft
    const made = describe(account, draft, check)
    described.set(draft, { check, draft: made })
    return made
  }
  const tell = (urgent: boolean): void => {
    for (const listener of listeners) listener(urgent)
  }
  /** One change at a time: each sees what the one before it left on disk. */
  const inTurn = <T>(job: () => Promise<T>, urgent = true): Promise<T> => {
    const result = last.then(job).finally(() => tell(urgent))
    last = result.catch(() => null)
    return result
  }
  const nextSequence = (): number => Math.max(0, ...[...drafts.values()].map((draft) => draft.sequence)) + 1
  const set = (draft: StoredDraft): void => {
    highest = Math.max(highest, draft.revision)
    drafts.set(draft.id, draft)
    standing.moved(draft.id, draft.patch)
  }
  const forget = (id: number): void => {
    drafts.delete(id)
    checks.delete(id)
    standing.moved(id, {})
  }
  const put = async (draft: StoredDraft): Promise<StoredDraft | null> => {
    highest = Math.max(highest, draft.revision)
    if (isEmpty(draft)) {
      await repository.remove(account, draft.id)
      forget(draft.id)
      return null
    }
    await repository.save(account, [draft])
    set(draft)
    return draft
  }
  /** All of them, or none. */
  const putAll = async (edited: readonly StoredDraft[]): Promise<void> => {
    const empty = edited.filter(isEmpty).map(({ id }) => id)
    const kept = edited.filter((draft) => !isEmpty(draft))
    await repository.save(account, kept, empty)
    for (const draft of edited) highest = Math.max(highest, draft.revision)
    for (const id of empty) forget(id)
    for (const draft of kept) set(draft)
  }
  const moveAll = async (ids: readonly number[], step: machine.Step): Promise<StoredDraft[]> => {
    const moved = ids.flatMap((id) => {
      const draft = drafts.get(id)
      return (draft && step(draft)) ?? []
    })
    await repository.save(account, moved)
    for (const draft of moved) set(draft)
    return moved
  }
  const openedFor = ({ id, title, email }: Omit<PersonEdit, 'changes'>): StoredDraft =>
    drafts.get(id) ?? { ...emptyDraft(id, { title, email }, now()), revision: highest }
  const openDraft = async (id: number): Promise<StoredDraft> =>
    drafts.get(id) ?? openedFor({ id, ...(await describePerson(id)) })

  return {
    drafts,
    list: () => [...drafts.values()].map(show),
    edit: ({ id, field, base, mine }) => {
      const seen = drafts.get(id)
      return inTurn(async () => {
        const draft = await openDraft(id)
        const hasLanded = seen?.intent && !draft.intent && !draft.patch[field]
        const change = hasLanded ? afterLanding(id, seen.intent, field, { base, mine }) : { base, mine }
        const patch = changed(id, draft.patch, field, retyped(draft.patch[field], change))
        const saved = await put(machine.edit(draft, patch, now()))
        return saved && show(saved)
      })
    },
    editMany: (edits) =>
      inTurn(async () => {
        const done: { draft: StoredDraft; moved: PersonMoves }[] = []
        for (const [index, { id, title, email, changes }] of edits.entries()) {
          if (index % piece === piece - 1) await new Promise((resolve) => setImmediate(resolve))
          const draft = openedFor({ id, title, email })
          const patch = wantedOf(id, draft.patch, changes)
          if (patch === draft.patch) continue
          const moves = movesOf(draft.patch, patch)
          done.push({ draft: machine.edit(draft, patch, now()), moved: { id, title, email, moves } })
        }
        await putAll(done.map(({ draft }) => draft))
        if (done.length > 0) standing.begin(done.map(({ moved }) => moved))
        return done.map(({ moved }) => moved)
      }),
    takeBack: (edited) =>
      inTurn(async () => {
        const back = edited.flatMap((person) => {
          const draft = openedFor(person)
          // What is on its way cannot be called back any more.
          const patch = draft.intent ? draft.patch : takenBack(draft.patch, standing.of(person.id))
          return patch === draft.patch ? [] : [machine.edit(draft, patch, now())]
        })
        await putAll(back)
        return back.map(({ id }) => id)
      }),
    apply: (shown) =>
      inTurn(async () => {
        const seen = new Map(shown.map((one) => [one.id, one]))
        const isStale = (one: Shown): boolean => {
          const draft = drafts.get(one.id)
          if (one.account !== account || draft?.revision !== one.revision) return true
          const check = checks.get(one.id)
          return check !== undefined && check.reading !== one.reading && raisesBeside(draft, check)
        }
        const stale = shown.filter(isStale).map(({ id }) => id)
        const moved = new Set(stale)
        let sequence = nextSequence()
        const queued = await moveAll(
          [...seen.keys()].filter((id) => !moved.has(id)),
          (draft) =>
            isComplete(draft)
              ? machine.apply(sequence++, confirmedBy(draft, checks.get(draft.id), seen.get(draft.id)))(draft)
              : null,
        )
        if (queued.length === 0 && stale.length === 0) throw new UsherError('invalid-draft')
        return { queued: queued.map(({ id }) => id), stale }
      }),
    hold: (ids) =>
      inTurn(async () => {
        await moveAll(ids, machine.hold)
      }),
    resolve: (id, field, decision) =>
      inTurn(async () => {
        const draft = drafts.get(id)
        const moved = draft && machine.resolve(field, decision, now())(draft)
        const saved = moved ? await put(moved) : draft
        return saved ? show(saved) : null
      }),
    discard: (ids) =>
      inTurn(async () => {
        const leaving = ids.flatMap((id) => {
          const draft = drafts.get(id)
          return draft && draft.intent === null ? [draft] : []
        })
        await repository.discard(account, leaving, now())
        for (const { id } of leaving) {
          forget(id)
          standing.discarded(id)
        }
        return leaving.map(({ id }) => id)
      }),
    restore: (ids) =>
      inTurn(async () => {
        for (const id of ids) {
          const discarded = await repository.discarded(account, id)
          if (!discarded) continue
          const open = drafts.get(id)
          // What was typed since then is newer and wins, field by field.
          const draft = open
            ? machine.edit(open, joined(discarded.patch, open.patch), now())
            : machine.edit(
                { ...discarded, state: 'saved', problem: null, revision: highest },
                discarded.patch,
                now(),
              )
          await repository.restore(account, draft)
          set(draft)
        }
      }),
    undo: (entryId) =>
      inTurn(async () => {
        const entry = await repository.entry(account, entryId)
        if (!entry) throw new UsherError('gone')
        if (!entry.undoable) throw new UsherError('nothing-to-undo')
        const draft = await openDraft(entry.user)
        const back = entry.changes.filter((change) => isUndoable(entry.user, change))
        let { patch } = draft
        for (const change of back)
          if (!draft.patch[change.field])
            patch = changed(entry.user, patch, change.field, undoing(change, entryId))
        // What was typed since is never replaced. That it is being undone already is no such thing.
        const typed = back.flatMap(({ field }) => {
          const own = draft.patch[field]
          return own && own.undoes !== entryId ? [field] : []
        })
        if (patch !== draft.patch) await put(machine.edit(draft, patch, now()))
        return { id: entry.user, kept: typed }
      }),
    get readings() {
      return readings
    },
    ends: (id) => ends.get(id) ?? 0,
    checkedSince(id, since) {
      const check = checks.get(id)
      const fields = Object.keys(drafts.get(id)?.patch ?? {})
      return check !== undefined && check.reading > since && fields.every((name) => name in check.values)
    },
    check: (id, values, { more, done, ends: began }) =>
      inTurn(async () => {
        // What was there before a write of ours, or perhaps before it, would be put back and clash.
        if (began !== (ends.get(id) ?? 0) || drafts.get(id)?.intent) return
        await repository.keep(more)
        done()
        const draft = drafts.get(id)
        if (!draft) return
        const shown = Object.keys(draft.patch).map((name) => [
          name,
          values[fieldsOf(id)(name)?.observe ?? name] ?? null,
        ])
        checks.set(id, { at: now(), reading: ++readings, values: Object.fromEntries(shown) as Values })
        const conflicts = conflictsNow(draft, values)
        const clash = conflicts ? machine.clash(conflicts)(draft) : null
        if (clash) await put(clash)
      }, false),
    move: (id, step) =>
      inTurn(async () => {
        const draft = drafts.get(id)
        const moved = draft && step(draft)
        return moved ? await put(moved) : null
      }, false),
    commit: (id, end) =>
      inTurn(async () => {
        const draft = drafts.get(id)
        if (!draft) return
        const { remainder, done, ...rest } = end(draft)
        const left = remainder && !isEmpty(remainder) ? remainder : null
        await repository.commit(account, { ...rest, id, remainder: left })
        ends.set(id, (ends.get(id) ?? 0) + 1)
        // What it was checked against is what was there before it.
        checks.delete(id)
        if (left) set(left)
        else forget(id)
        done()
      }, false),
    settled: () => last.then(() => undefined),
    onChange: (listener) => void listeners.push(listener),
  }
}

/** A draft on its way stays, even when its last change was taken back: its outcome is still to come. */
function isEmpty({ patch, intent }: StoredDraft): boolean {
  return Object.keys(patch).length === 0 && intent === null
}
