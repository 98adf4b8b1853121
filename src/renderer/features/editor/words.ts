import type { Problem } from '#shared/ipc/errors'
import type { DraftChange } from '#shared/ipc/models'
import type { Field, FieldValue, Invalid } from '#shared/records/index'
import type { Was } from '../../components/field/wiring'
import { tell, type Place } from '../../errors/wording'
import { t, tMaybe } from '../../i18n'
import { changeWords, fieldLabel, valueWords, type Names } from '../../records/format'
import { sideWords } from '../../records/sides'

const quotedTypes: ReadonlySet<Field['type']> = new Set(['text', 'email', 'url', 'choice', 'reference'])

/** What a field needs said beside its label. */
export function hintOf(field: Field): string | null {
  return tMaybe(`editor.hints.${field.name}`)
}

/** A value inside a sentence: what was typed or chosen stands in quotes, words of ours do not. */
export function valueInSentence(field: Field, value: FieldValue, names: Names): string {
  const words = valueWords(field.observe ?? field.name, value, names)
  const nothing = value === null || value === ''
  return quotedTypes.has(field.type) && !field.observe && !nothing
    ? t('values.quoted', { text: words })
    : words
}

/** What the server holds by now of a field in conflict, inside a sentence. */
export function theirsInSentence(
  field: Field,
  change: Pick<DraftChange, 'base' | 'theirs'>,
  names: Names,
): string {
  const { base, theirs = null } = change
  if (field.observe) return sideWords(field.name, 'theirs', { value: theirs, base }, names)
  return valueInSentence(field, theirs, names)
}

/** What stands under a changed field: the old value; for a list what came and went. */
export function wasOf(field: Field, base: FieldValue, mine: FieldValue, names: Names): Was {
  // What a command started from is another field's value; what it will do says more.
  if (field.use === 'command')
    return { sentence: t(field.type === 'boolean' ? 'editor.avatar.willClear' : 'editor.avatar.willReplace') }
  const words = changeWords(field.name, base, mine, names)
  if (words.kind === 'value') return { value: valueInSentence(field, base, names) }
  const parts = [
    words.added.length > 0 ? t('editor.field.added', { names: words.added.join(', ') }) : '',
    words.removed.length > 0 ? t('editor.field.removed', { names: words.removed.join(', ') }) : '',
  ]
  return { sentence: parts.filter(Boolean).join('; ') }
}

export function invalidWords(field: Field, invalid: Invalid): string {
  return t(`editor.invalid.${invalid}`, { label: fieldLabel(field.name), example: 'name@example.com' })
}

/** What happened and what to do; what is safe is said by the sentence around it. */
export function problemWords(problem: Problem, place: Place = 'action'): string {
  const told = tell(problem, place)
  return `${told.what} ${told.todo}`
}
