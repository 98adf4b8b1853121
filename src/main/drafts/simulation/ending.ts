import type { Draft } from '#shared/ipc/models'
import { emailOf } from './disk'
import type { Applied, Attempt, History, Ledger, Seen, Told } from './ledger'
import { due, givesAccess, isPicture, same, sameWrites, shows, valueIn, type Record_ } from './rules'
import { wasBeside } from './sending'
import type { Reading } from './server'

/** Judges what is told and what is left once everything has come to rest. */
export function judgeEnding(ledger: Ledger, history: History, draft: Draft | undefined): void {
  for (const attempt of history.attempts) {
    if (attempt.isPassword) continue
    if (attempt.told.length > 1)
      ledger.broken(history.place, `write ${attempt.number} is told ${attempt.told.length} times`)
    for (const told of attempt.told) judgeEntry(ledger, history, attempt, told)
    judgeSilence(ledger, history, attempt)
  }
  for (const { since, told } of history.untried) judgeChance(ledger, history, since, told)
  judgeWaiting(ledger, history, draft)
}

/** The record as the program read it after a moment. */
function readAfter({ seen }: History, after: number): Reading[] {
  return seen.flatMap(({ answer }) => (typeof answer === 'object' && answer.order > after ? [answer] : []))
}
function refusedAfter({ seen }: History, after: number): boolean {
  return seen.some(({ order, answer }) => order > after && typeof answer !== 'object')
}

/** Each entry tells of a whole write as it was, what of it a reading found otherwise, and how sure that is. */
function judgeEntry(ledger: Ledger, history: History, attempt: Attempt, { entry }: Told): void {
  const broken = (what: string): void =>
    ledger.broken(history.place, `the journal, of write ${attempt.number}: ${what}: ${JSON.stringify(entry)}`)
  const { reading, sent, taken } = attempt
  if (entry.by !== emailOf(history.place.person)) broken('somebody else’s name')
  const told = Object.fromEntries(entry.changes.map(({ field, after }) => [field, after]))
  if (!sameWrites(told, sent)) broken('it is not what was sent')
  for (const { field, before } of entry.changes)
    if (!same(field, before, valueIn(reading.record, field))) broken(`${field} was something else before`)
  const readings = readAfter(history, attempt.taken?.order ?? attempt.order)
  if (!isFounded(entry, readings) && !isUnfounded(entry, history, attempt)) broken('no reading showed that')
  if (taken && attempt.heard?.answer !== 'yes') ledger.count('a lost answer settled')
  if (entry.outcome === 'unknown') ledger.count('an outcome that nobody knows')
  else if (!taken) ledger.count('a write that somebody else made')
}

/** Whether one reading showed what an entry says. */
function isFounded({ changes, outcome }: Told['entry'], readings: readonly Reading[]): boolean {
  return readings.some(({ record }) => {
    const rest = changes.filter(({ field, before, after }) => !shows(record, field, after, before))
    const isTold = changes.every((change) => {
      if (isPicture(change.field)) return true
      if ('found' in change)
        return (
          rest.includes(change) && same(change.field, change.found ?? null, valueIn(record, change.field))
        )
      return !rest.includes(change)
    })
    const back = rest.filter(({ field, before }) => same(field, valueIn(record, field), before))
    // Of a text the server has its own form.
    const other = rest.filter(
      (change) => !back.includes(change) && String(change.after).trim() !== change.found,
    )
    const fits = {
      verified: rest.length === 0 || (back.length === 0 && other.length === 0),
      changed: [...back, ...other].some(({ field }) => !isPicture(field)),
      ignored: back.length === changes.length,
      unread: rest.length > 0 && rest.every(({ field }) => isPicture(field)),
      unknown: false,
    }[outcome]
    return isTold && fits
  })
}

/** Whether an entry is right to say that nobody could look. */
function isUnfounded({ outcome }: Told['entry'], history: History, attempt: Attempt): boolean {
  const isRefused = refusedAfter(history, attempt.order)
  if (outcome === 'unread') return isRefused && attempt.taken !== null
  return outcome === 'unknown' && isRefused && attempt.yesKept === null
}

/** Killed before it was sent, and somebody else wanted the same: nobody can tell by looking whose it is. */
function judgeChance(ledger: Ledger, history: History, since: number, { entry }: Told): void {
  const isUnknown = entry.outcome === 'unknown' && refusedAfter(history, since)
  if (!isUnknown && !isFounded(entry, readAfter(history, since)))
    ledger.broken(history.place, `the journal tells of what was never sent: ${JSON.stringify(entry)}`)
  ledger.count('a write that somebody else made')
}

/** A write that arrived and is not told of: nobody heard the server’s yes, and a reading showed nothing of it. */
function judgeSilence(ledger: Ledger, history: History, attempt: Attempt): void {
  const { taken, sent, reading, told, yesKept } = attempt
  if (!taken) return
  const readings = readAfter(history, taken.order)
  const isThere = (record: Record_, field: string): boolean =>
    // Whose a new picture is nobody can tell by looking.
    field !== 'NewAvatarUrl' && shows(record, field, sent[field] ?? null, valueIn(reading.record, field))
  const names = Object.keys(sent)
  const isNowhere = readings.some(({ record }) => !names.some((field) => isThere(record, field)))
  const isSetBack = taken.ignored.length === 0 && told.some(({ entry }) => entry.outcome === 'ignored')
  if (isSetBack) ledger.count('set back before it was read back')
  else if (isNowhere && yesKept === null) ledger.count('a lost answer that nothing shows')
  if (told.length === 0 && (yesKept !== null || !isNowhere))
    ledger.broken(history.place, `write ${attempt.number} arrived, and the journal does not tell of it`)
}

/** What was applied was sent, or waits for a person with a reason. */
function judgeWaiting(ledger: Ledger, history: History, draft: Draft | undefined): void {
  if (draft && ['queued', 'sending', 'verifying'].includes(draft.state))
    ledger.broken(history.place, `at rest, and still ${draft.state}: ${JSON.stringify(draft.problem)}`)
  if (history.intentKept !== null) ledger.broken(history.place, 'at rest, and a write is not settled')
  const applied = history.applies.findLast(({ answered, revoked }) => answered !== null && revoked > 0)
  if (!applied || applied.isWithdrawn || applied.isUnsettled) return
  const { order, lines } = applied
  const later = history.attempts.filter((attempt) => !attempt.isPassword && attempt.order > order)
  if (later.some(({ taken, heard }) => taken || (heard && heard.answer !== 'unclear'))) return
  if (history.untried.some(({ told }) => told.order > order)) return
  // A check may have read it just before, and have said so just after.
  const before = history.seen.filter((seen) => seen.order < order).slice(-2)
  const after = history.seen.filter((seen) => seen.order > order)
  const reason = [...before, ...after].some((seen) => isReason(seen, applied))
  const unsure = history.intents.some(
    ({ kept, stamp }) =>
      kept > order && readAfter(history, kept).some(({ record }) => record['UpdatedOn'] !== stamp),
  )
  if (!reason && !unsure)
    ledger.broken(history.place, `applied, and neither sent nor held for a reason: ${JSON.stringify(lines)}`)
}

/** Whether what a reading showed keeps an apply from being sent. */
function isReason({ answer }: Seen, applied: Applied): boolean {
  if (typeof answer !== 'object' || answer.missing) return true
  const { writes, clashes } = due(applied.lines, answer.record)
  if (clashes.length > 0 || Object.keys(writes).length === 0) return true
  return Object.entries(writes).some(([field, value]) => {
    const before = valueIn(answer.record, field)
    return givesAccess(field, before, value) && !(applied.isRead && wasBeside(applied, field, before))
  })
}
