import {
  asSet,
  setDifference,
  anyField,
  type Field,
  type FieldType,
  type FieldValue,
  type Lookup,
} from '#shared/records/index'
import { locale, t, tMaybe } from '../i18n'
import { dayWords, serverMoment, shortDate } from './dates'

/** The name a lookup gives an id; see `nameOf` of the directory store. */
export type Names = (lookup: Lookup | 'countries', id: number) => string

/** What people call a field; the vendor's own name for one that is newer than the catalogue. */
export function fieldLabel(name: string): string {
  return tMaybe(`fields.${name}`) ?? name
}

/** A value in words, by the type of its field. Text is returned as it is; what is missing has a word too. */
export function valueWords(name: string, value: FieldValue, names: Names): string {
  const field = anyField(name)
  if (!field) return plainWords(value)
  if (name === 'AvatarFileName') return t(value ? 'values.hadPicture' : 'values.noPicture')
  return byType[field.type](value, field, names)
}

type Say = (value: FieldValue, field: Field, names: Names) => string

const text: Say = (value) => (value === null || value === '' ? t('values.empty') : String(value))

const byType: Readonly<Record<FieldType, Say>> = {
  text,
  email: text,
  url: text,
  markdown: text,
  tags: text,
  date: (value) => (typeof value === 'string' && value !== '' ? dayWords(value) : t('values.empty')),
  opaque: text,
  any: text,
  boolean: (value) => t(value === true ? 'values.on' : 'values.off'),
  integer: (value) => (typeof value === 'number' ? String(value) : t('values.empty')),
  country: (value, _, names) => (typeof value === 'number' ? names('countries', value) : t('values.none')),
  choice: (value, field) =>
    typeof value === 'number'
      ? (tMaybe(`editor.choices.${field.name}.${value}`) ?? `#${value}`)
      : t('values.empty'),
  reference: (value, field, names) =>
    typeof value === 'number' && field.lookup ? names(field.lookup, value) : t('values.none'),
  set: (value, field, names) => list(asSet(value), field, names) || t('values.none'),
  'date-time': (value) => {
    const moment = serverMoment(typeof value === 'string' ? value : null)
    return moment === null ? t('values.empty') : shortDate(moment)
  },
}

function plainWords(value: FieldValue): string {
  return value === null || value === '' ? t('values.empty') : String(value)
}

function list(ids: readonly number[], field: Field, names: Names): string {
  return ids.map((id) => (field.lookup ? names(field.lookup, id) : `#${id}`)).join(', ')
}

/** A change in words: for sets what was added and removed, else from what to what. */
export type ChangeWords =
  | { readonly kind: 'value'; readonly from: string; readonly to: string }
  | { readonly kind: 'set'; readonly added: readonly string[]; readonly removed: readonly string[] }

export function changeWords(name: string, before: FieldValue, after: FieldValue, names: Names): ChangeWords {
  const field = anyField(name)
  if (field?.type === 'set') {
    const say = (id: number): string => (field.lookup ? names(field.lookup, id) : `#${id}`)
    const { added, removed } = setDifference(before, after)
    return { kind: 'set', added: added.map(say), removed: removed.map(say) }
  }
  // A command's base is the value of the field it changes.
  const from = valueWords(field?.observe ?? name, before, names)
  if (name === 'ClearAvatarFile') return { kind: 'value', from, to: t('values.noPicture') }
  return { kind: 'value', from, to: valueWords(name, after, names) }
}

/** Up to two letters for a round picture: of the first and the last word of a name. */
export function initials(name: string): string {
  // What is in brackets is said of the name and is no part of it.
  const words = name
    .replace(/\(.*?\)/g, ' ')
    .trim()
    .split(/\s+/)
    .filter(Boolean)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => first(word))
  return letters.join('').toLocaleUpperCase(locale)
}

function first(word: string | undefined): string {
  return word ? (/\p{L}|\p{N}/u.exec(word)?.[0] ?? '') : ''
}
