import { toProblem, UsherError, type ErrorCode, type Problem } from '#shared/ipc/errors'
import type { Outcome } from '#shared/ipc/models'
import { raisesAccess } from '#shared/records/access'
import { merge, type Values } from '#shared/records/merge'
import { sameValue } from '#shared/records/values'
import type { Clock } from '../nexudus/budget'
import { conclude } from './conclude'
import type { Intent, StoredDraft } from './draft'
import type { Outbox } from './outbox'
import { look, settle, surelyLanded } from './settle'
import type { Fresh, RecordSource } from './source'
import * as machine from './state-machine'

/** Before a write that left no trace is looked for once more: a server may answer from a copy that lags, ms. */
const secondLook = 1_500

export interface ApplyParts<F extends Fresh> {
  readonly outbox: Outbox
  readonly source: RecordSource<F>
  readonly clock: Clock
  /** Who is signed in, for the journal. */
  readonly by: string
}

/**
 * Brings one queued draft to the server: read, merge, keep the intent, write, read back, commit (design.md, ‘Writing
 * one record’). Every await may be the last thing this process does; the next start begins with reading and ends in the
 * same place, because the intent says what may have been sent and from which values.
 * @returns whether the draft is settled; otherwise it waits for a person
 * @throws UsherError when no answer settled anything; the draft is then queued, its intent kept if it was written
 */
export async function applyOne<F extends Fresh>(id: number, parts: ApplyParts<F>): Promise<boolean> {
  const { outbox, source } = parts
  const ends = outbox.ends(id)
  const fresh = await readFirst(id, parts)
  if (!fresh) return false
  if (outbox.drafts.get(id)?.intent) {
    const settled = await settleIntent(id, fresh, parts)
    if (settled !== 'go-on') return settled === 'done'
  }
  const draft = outbox.drafts.get(id)
  if (draft?.state !== 'queued' || !draft.reviewed) return false

  /** Whoever looks why it waits sees it beside what was just read. */
  const stop = async (step: machine.Step): Promise<false> => {
    await outbox.check(id, fresh.values, {
      ends,
      more: source.renew(id, fresh),
      done: () => source.renewed(id, fresh),
    })
    // Not what was applied anew meanwhile: that is merged by itself.
    await outbox.move(id, (now) => (now.sequence === draft.sequence ? step(now) : null))
    return false
  }
  if (fresh.missing.length > 0)
    return stop(machine.stop('blocked', { code: 'blocked', facts: { missing: fresh.missing } }))
  const { write, conflicts } = merge(source.fields, draft.patch, fresh.values)
  if (conflicts.length > 0) return stop(machine.clash(conflicts))
  if (Object.keys(write).length === 0) {
    await conclude(id, { kind: 'settled', patch: draft.patch, fresh }, parts)
    return true
  }
  const unconfirmed = unconfirmedAccess(draft, write, fresh.values, parts)
  if (unconfirmed.length > 0)
    return stop(machine.stop('saved', { code: 'confirm-access', facts: { missing: unconfirmed } }))

  const before = Object.fromEntries(
    Object.keys(write).map((name) => [name, fresh.values[source.fields(name)?.observe ?? name] ?? null]),
  )
  const intent: Intent = { patch: draft.patch, write, before, stamp: fresh.stamp, accepted: false }
  // Whoever edited or held it meanwhile was faster.
  if (!(await outbox.move(id, machine.send(draft, intent)))) return false
  const written = await writeOnce(id, fresh, write, parts)
  if (written === 'overtaken') return applyOne(id, parts)
  if (written === 'refused') return false
  await outbox.move(id, machine.accept)
  return readBack(id, intent, parts)
}

/** Changes that raise access go only beside the values with which they were shown (product.md §3c). */
function unconfirmedAccess<F extends Fresh>(
  { confirmed }: StoredDraft,
  write: Values,
  fresh: Values,
  { source }: ApplyParts<F>,
): string[] {
  return Object.entries(write).flatMap(([name, value]) => {
    const field = source.fields(name)
    const now = fresh[name] ?? null
    if (!field || !raisesAccess(field, now, value)) return []
    const shown = confirmed[name]
    return shown !== undefined && sameValue(field, shown, now) ? [] : [name]
  })
}

/**
 * Reads the record before anything is sent. A record that is gone, or not to be read, stops the draft; a write whose
 * outcome can then never be known is kept in the journal as that.
 */
async function readFirst<F extends Fresh>(id: number, parts: ApplyParts<F>): Promise<F | null> {
  try {
    return await parts.source.read(id, 'send')
  } catch (error) {
    const problem = unreadable(error)
    const intent = parts.outbox.drafts.get(id)?.intent
    if (intent?.accepted) await concludeUnread(id, intent, 'unread', null, parts)
    else if (intent) await concludeUnread(id, intent, 'unknown', problem, parts)
    else await parts.outbox.move(id, machine.stop(problem.code === 'gone' ? 'gone' : 'refused', problem))
    return null
  }
}

/** Why a record cannot be read or written by this account, so that asking again is of no use. */
const closed: ReadonlySet<ErrorCode> = new Set(['gone', 'no-permission', 'no-profile'])

/** Why a record cannot be read by this account. @throws whatever else went wrong */
function unreadable(error: unknown): Problem {
  const problem = toProblem(error)
  if (!closed.has(problem.code)) throw error
  return problem
}

/** A write whose answer, or whose reading back, was lost: the fresh record tells what happened. */
async function settleIntent<F extends Fresh>(
  id: number,
  fresh: F,
  parts: ApplyParts<F>,
): Promise<'done' | 'waits' | 'go-on'> {
  const { outbox, source } = parts
  const intent = outbox.drafts.get(id)?.intent
  if (!intent) return 'go-on'
  if (intent.accepted) return (await readBack(id, intent, parts, fresh)) ? 'done' : 'waits'
  if (isBlind(fresh, intent, parts)) throw new UsherError('unexpected-answer', { missing: fresh.missing })
  const seen = look(source.fields, intent, fresh.values)
  const landed = surelyLanded(source.fields, seen)
  const verdict = settle(landed, intent, fresh)
  if (verdict === 'sent') {
    const clash = Object.keys(intent.write).filter((name) => !landed.includes(name))
    await conclude(id, { kind: 'read', intent, fresh, landed, clash, ignored: [], refused: null }, parts)
    return clash.length > 0 ? 'waits' : 'done'
  }
  if (verdict === 'not-sent') return (await outbox.move(id, machine.unsent)) ? 'go-on' : 'done'
  // It may have arrived and been set back since: sending it again unasked could undo what somebody decided.
  const problem: Problem = { code: 'uncertain', facts: { missing: seen.back } }
  await outbox.move(id, (draft) => {
    const { conflicts } = merge(source.fields, draft.patch, fresh.values)
    return machine.unsure(conflicts, problem)(draft)
  })
  return 'waits'
}

/** Writes; a refusal is settled here. Where it waited for its turn too long, it was not sent, and begins with another reading. */
async function writeOnce<F extends Fresh>(
  id: number,
  fresh: F,
  write: Values,
  { source, outbox }: ApplyParts<F>,
): Promise<'taken' | 'refused' | 'overtaken'> {
  try {
    await source.write(fresh, write)
    return 'taken'
  } catch (error) {
    if (!(error instanceof UsherError)) throw error
    const { code, facts } = error
    if (code === 'refused' || closed.has(code)) {
      await outbox.move(id, machine.stop(code === 'gone' ? 'gone' : 'refused', { code, facts }))
      return 'refused'
    }
    // Nothing can have arrived: the next try begins as if there had been none.
    if (error.unsent) await outbox.move(id, machine.unsent)
    if (error.overtaken) return 'overtaken'
    throw error
  }
}

/** The server said yes: what is there now? @param given a reading made after that, if there is one */
async function readBack<F extends Fresh>(
  id: number,
  intent: Intent,
  parts: ApplyParts<F>,
  given?: F,
): Promise<boolean> {
  const { source, clock } = parts
  let after: F
  try {
    after = given ?? (await source.read(id, 'send'))
    const first = look(source.fields, intent, after.values)
    if (first.landed.length + first.other.length === 0 && !isCommand(first.back, parts)) {
      await clock.sleep(secondLook)
      after = await source.read(id, 'send')
    }
  } catch (error) {
    // Taken, and not to be seen: an administrator who takes away their own access, say. It is applied all the same.
    unreadable(error)
    return concludeUnread(id, intent, 'unread', null, parts)
  }
  if (isBlind(after, intent, parts)) return concludeUnread(id, intent, 'unread', null, parts)
  const seen = look(source.fields, intent, after.values)
  // Whether pictures are processed before the answer is not known (nexudus-api.md §4): no reason to doubt it.
  const ignored = seen.back.filter((name) => source.fields(name)?.use !== 'command')
  const landed = Object.keys(intent.write).filter((name) => !ignored.includes(name))
  const refused: Problem | null =
    ignored.length > 0 ? { code: 'not-applied', facts: { missing: ignored } } : null
  await conclude(id, { kind: 'read', intent, fresh: after, landed, clash: [], ignored, refused }, parts)
  return refused === null
}

/** A field that did not come reads as empty, and proves nothing about what was sent. */
function isBlind<F extends Fresh>({ missing }: Fresh, { write }: Intent, { source }: ApplyParts<F>): boolean {
  return Object.keys(write).some((name) => missing.includes(source.fields(name)?.observe ?? name))
}

function isCommand<F extends Fresh>(names: readonly string[], { source }: ApplyParts<F>): boolean {
  return names.some((name) => source.fields(name)?.use === 'command')
}

/** @param problem why it can never be known whether the write arrived; null when it did */
async function concludeUnread<F extends Fresh>(
  id: number,
  intent: Intent,
  outcome: Outcome,
  problem: Problem | null,
  parts: ApplyParts<F>,
): Promise<boolean> {
  await conclude(id, { kind: 'unread', intent, outcome, problem }, parts)
  return problem === null
}
