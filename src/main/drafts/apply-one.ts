import { toProblem, UsherError, type Problem } from '#shared/ipc/errors'
import { merge, type Patch } from '#shared/records/merge'
import { rebase } from '#shared/records/rebase'
import type { StoredDraft } from './draft'
import type { Outbox } from './outbox'
import type { NewEntry } from './repository'
import type { Fresh, RecordSource } from './source'
import * as machine from './state-machine'
import { verify } from './verify'

/** Times a write that the server took without effect is tried again. */
const mostRepeats = 2

interface Parts<F extends Fresh> {
  readonly outbox: Outbox
  readonly source: RecordSource<F>
  readonly now: () => number
  /** Who is signed in, for the journal. */
  readonly by: () => string
}

/**
 * Brings one queued draft to the server: read, merge, keep the intent, write, read back, commit (design.md, ‘Writing
 * one record’). Every await may be the last thing this process does; the next start begins with reading and ends in the
 * same place, because a change that is already there merges to nothing.
 * @returns when the draft is settled, or waits for a person
 * @throws UsherError when no answer settled anything; the draft is then as it was, its intent kept if it was written
 */
export async function applyOne<F extends Fresh>(id: number, parts: Parts<F>): Promise<void> {
  const { outbox, source } = parts
  for (let repeat = 0; ; repeat++) {
    const fresh = await read(id, parts)
    if (!fresh) return
    const draft = await settleIntent(id, fresh, parts)
    if (draft?.state !== 'queued') return

    if (fresh.missing.length > 0) {
      const problem: Problem = { code: 'blocked', facts: { missing: fresh.missing } }
      await outbox.move(id, (now) => machine.stop(now, 'blocked', problem))
      return
    }
    const { write, conflicts } = merge(source.fields, draft.patch, fresh.values)
    if (conflicts.length > 0) {
      await outbox.move(id, (now) => machine.clash(now, conflicts))
      return
    }
    if (Object.keys(write).length === 0) return commit(id, draft.patch, fresh, null, parts)

    const sent = draft.patch
    const before = fresh
    const sending = await outbox.move(id, machine.send)
    if (!sending || !(await writeOnce(id, fresh, write, parts))) return
    const after = await read(id, parts)
    if (!after) return
    const verdict = verify(source.fields, write, before.values, after.values)
    if (verdict.kind !== 'not-applied') {
      const changes = Object.keys(write).map((field) => entryChange(field, sent, before, after, source))
      return commit(id, sent, after, { changes, verified: verdict.kind === 'verified' }, parts)
    }
    if (repeat + 1 >= mostRepeats) {
      const problem: Problem = { code: 'not-applied', facts: { missing: verdict.fields } }
      await outbox.move(id, (now) => machine.stop(now, 'refused', problem))
      return
    }
    await outbox.move(id, (now) => machine.retry(now, { code: 'not-applied', facts: {} }, null))
  }
}

/** Reads the record; a record that is gone, or not to be read, is settled here. */
async function read<F extends Fresh>(id: number, { source, outbox }: Parts<F>): Promise<F | null> {
  try {
    return await source.read(id)
  } catch (error) {
    const { code, facts } = toProblem(error)
    if (code !== 'gone' && code !== 'no-permission') throw error
    const state = code === 'gone' ? 'gone' : 'refused'
    await outbox.move(id, (draft) => machine.stop(draft, state, { code, facts }))
    return null
  }
}

/** A write whose answer was lost: the fresh record tells whether it happened. */
async function settleIntent<F extends Fresh>(
  id: number,
  fresh: F,
  parts: Parts<F>,
): Promise<StoredDraft | null> {
  const { outbox, source } = parts
  const draft = outbox.drafts.get(id) ?? null
  if (!draft?.intent) return draft
  const intent = draft.intent
  const { write, conflicts } = merge(source.fields, intent, fresh.values, {
    maybeSent: new Set(Object.keys(intent)),
  })
  if (Object.keys(write).length > 0 || conflicts.length > 0) return outbox.move(id, machine.notSent)
  const changes = Object.entries(intent).map(([field, { base, mine }]) => ({
    field,
    before: base,
    after: mine,
  }))
  await commit(id, intent, fresh, { changes, verified: true }, parts)
  return null
}

/** Writes; a refusal is settled here. @returns whether the server took it */
async function writeOnce<F extends Fresh>(
  id: number,
  fresh: F,
  write: Parameters<RecordSource<F>['write']>[1],
  { source, outbox }: Parts<F>,
): Promise<boolean> {
  try {
    await source.write(fresh, write)
    return true
  } catch (error) {
    if (!(error instanceof UsherError)) throw error
    const { code, facts } = error
    if (code !== 'refused' && code !== 'no-permission' && code !== 'gone') throw error
    await outbox.move(id, (draft) =>
      machine.stop(draft, code === 'gone' ? 'gone' : 'refused', { code, facts }),
    )
    return false
  }
}

function entryChange<F extends Fresh>(
  field: string,
  sent: Patch,
  before: F,
  after: F,
  source: RecordSource<F>,
): NewEntry['changes'][number] {
  const shown = source.fields(field)
  if (shown?.use === 'command')
    return { field, before: before.values[shown.observe ?? field] ?? null, after: sent[field]?.mine ?? null }
  return { field, before: before.values[field] ?? null, after: after.values[field] ?? null }
}

/** One commit: the draft away or cut to what is left, the journal in, the local copy renewed. */
async function commit<F extends Fresh>(
  id: number,
  sent: Patch,
  after: F,
  applied: Pick<NewEntry, 'changes' | 'verified'> | null,
  { outbox, source, now, by }: Parts<F>,
): Promise<void> {
  await outbox.commit(id, (draft) => ({
    applied: {
      id,
      remainder: machine.remainder(draft, rebase(source.fields, sent, draft.patch, after.values)),
      entry: applied && { ...applied, user: id, title: draft.title, by: by(), appliedAt: now() },
    },
    more: source.renew(id, after),
    done: () => source.renewed(id, after),
  }))
}
