import type { FieldValue } from '#shared/records/field'
import type { Applied, Attempt, History, Ledger } from './ledger'
import { due, givesAccess, same, sameWrites, valueIn } from './rules'

/**
 * Judges a write as it leaves: it must be what a person was shown and applied, nothing more and nothing less, reckoned
 * from the record from which it was made; once for one apply; kept on the disk before; and, where it gives access, beside
 * the value that was shown.
 */
export function judgeSending(ledger: Ledger, history: History, attempt: Attempt): void {
  const broken = (what: string): void => ledger.broken(history.place, `write ${attempt.number}: ${what}`)
  const { reading, sent } = attempt
  const own = history.attempts.filter(({ taken }) => taken && taken.order > reading.order)
  if (own.length > 0) broken('made from a reading that is older than a write of its own')
  if (!history.seen.some(({ answer }) => answer === reading)) broken('made from a reading of somebody else')
  if ('NewAvatarUrl' in sent && 'ClearAvatarFile' in sent) broken('sets a picture and takes it away')
  if (reading.missing) broken('made from a record that lacked a required field')
  if (attempt.isPassword) {
    if (Object.keys(sent).length > 0) broken(`a password’s write changes ${JSON.stringify(sent)}`)
    return
  }
  const kept = history.intentKept
  if (kept === null) return broken('sent before it was kept on the disk')
  const lastTaken = Math.max(
    0,
    ...history.attempts.map(({ taken, isPassword }) => (isPassword ? 0 : (taken?.order ?? 0))),
  )
  const applies = history.applies.filter(({ order, revoked }) => order < kept && revoked > kept)
  const valid = applies.filter((applied) => matches(applied, attempt))
  const what = JSON.stringify(sent)
  if (valid.length === 0) {
    const clash = applies.some(({ lines }) => due(lines, reading.record).clashes.length > 0)
    return broken(
      clash
        ? `sent over a conflict: ${what}`
        : `sent what nobody was shown and applied, or no longer: ${what}`,
    )
  }
  if (valid.every(({ order }) => order < lastTaken)) broken(`sent a second time for one apply: ${what}`)
  for (const [field, value] of Object.entries(sent)) {
    const before = valueIn(reading.record, field)
    if (!givesAccess(field, before, value)) continue
    const isShown = valid.some((applied) => wasBeside(applied, field, before))
    if (!isShown) broken(`gives access by ${field} beside a value that was not shown`)
  }
}

function matches({ lines }: Applied, { reading, sent }: Attempt): boolean {
  const { writes, clashes } = due(lines, reading.record)
  return clashes.length === 0 && sameWrites(writes, sent)
}

/** Whether a value of the server stood beside a field in the review. */
export function wasBeside({ lines }: Applied, field: string, value: FieldValue): boolean {
  const line = lines.find((one) => one.field === field)
  return line?.beside !== undefined && same(field, line.beside, value)
}
