import type { DraftChange } from '#shared/ipc/models'
import {
  merge,
  raisesAccess,
  sameValue,
  setDifference,
  anyField,
  type FieldValue,
} from '#shared/records/index'
import { t } from '../../i18n'
import { changeWords, fieldLabel, type ChangeWords, type Names } from '../../records/format'
import { sideWords, type Side } from '../../records/sides'

/** One drafted change as Review shows it: what it would do to what the server holds now. */
export interface Line {
  readonly change: DraftChange
  readonly label: string
  readonly words: ChangeWords
  /** The server holds what is wanted already: nothing of it is left to send. */
  readonly settled: boolean
  /** What somebody else did since the person looked, in words. */
  readonly moved: string | null
  readonly raises: boolean
  /** Locations added by it: the server sends the person an email for each. */
  readonly emails: number
  /** What is missing or wrong, in words; such a change cannot be sent. */
  readonly invalid: string | null
  /** For a conflict: the value seen, the wanted one and the server's. */
  readonly conflict: { readonly base: string; readonly mine: string; readonly theirs: string } | null
}

export function lineOf(change: DraftChange, names: Names): Line {
  const { field, base, mine, theirs } = change
  const label = fieldLabel(field)
  const { from, to, settled } = effectOf(change)
  const say = (side: Side, value: FieldValue): string => sideWords(field, side, { value, base }, names)
  return {
    change,
    label,
    words: changeWords(field, settled ? base : from, settled ? mine : to, names),
    settled,
    moved: settled ? null : movedWords(change, names),
    raises: !settled && raisesAccess(anyField(field), from, to),
    emails: field === 'Businesses' && !settled ? setDifference(from, to).added.length : 0,
    invalid: change.invalid
      ? t(`editor.invalid.${change.invalid}`, { label, example: 'name@example.com' })
      : null,
    conflict:
      theirs === undefined
        ? null
        : { base: say('base', base), mine: say('mine', mine), theirs: say('theirs', theirs) },
  }
}

/** From what to what the server would go. Before it was asked, what the person saw stands in. */
function effectOf({ field: name, base, mine, now }: DraftChange): {
  from: FieldValue
  to: FieldValue
  settled: boolean
} {
  const field = anyField(name)
  if (now === undefined || !field) return { from: base, to: mine, settled: false }
  const { write, settled } = merge(anyField, { [name]: { base, mine } }, { [field.observe ?? name]: now })
  return { from: now, to: write[name] ?? mine, settled: settled.length > 0 }
}

/** For a list what came and went elsewhere, and stays so; else what stands there now. */
function movedWords({ field: name, base, now, theirs }: DraftChange, names: Names): string | null {
  const field = anyField(name)
  if (now === undefined || !field) return null
  // The conflict says it.
  if (theirs !== undefined && sameValue(field, theirs, now)) return null
  const words = changeWords(name, base, now, names)
  if (words.kind === 'value')
    return t('review.moved.value', {
      value: sideWords(name, 'theirs', { value: now, base }, names),
    })
  const parts = [
    words.added.length > 0 ? t('values.added', { names: words.added.join(', ') }) : '',
    words.removed.length > 0 ? t('values.removed', { names: words.removed.join(', ') }) : '',
  ]
  return t('review.moved.set', { changes: parts.filter(Boolean).join(', ') })
}
