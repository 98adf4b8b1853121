import type { FieldValue } from '#shared/records/field'

/**
 * The rules of applying as docs/architecture.md and product.md §3c tell them, written down a second time and knowing
 * nothing of the program's own code: what judges the program must not share its mistakes.
 */

export type Record_ = Readonly<Record<string, FieldValue>>

/** One line of a review. */
export interface Line {
  readonly field: string
  readonly base: FieldValue
  readonly mine: FieldValue
  /** What stood beside it as the server's value, when it had been read for the review. */
  readonly beside?: FieldValue
}

/** The fields that people change here, and their kind. */
export const kinds = {
  FullName: 'text',
  Active: 'access',
  IsAdmin: 'access',
  OnPurchases: 'flag',
  UserRoles: 'list',
  NewAvatarUrl: 'picture',
  ClearAvatarFile: 'no-picture',
} as const
export type FieldName = keyof typeof kinds
export const fieldNames = Object.keys(kinds) as FieldName[]

const kindOf = (field: string): string => (kinds as Readonly<Record<string, string>>)[field] ?? 'text'
export const isPicture = (field: string): boolean => kindOf(field).endsWith('picture')
export const isList = (field: string): boolean => kindOf(field) === 'list'

/** Where a field's effect shows. */
export const shownIn = (field: string): string => (isPicture(field) ? 'AvatarFileName' : field)
export const valueIn = (record: Record_, field: string): FieldValue => record[shownIn(field)] ?? null

export function items(value: FieldValue): readonly number[] {
  return Array.isArray(value) ? (value as readonly number[]) : []
}

/** Whether two values mean the same: an absent flag is off, an absent text empty, a list has no order. */
export function same(field: string, a: FieldValue, b: FieldValue): boolean {
  const plain = (value: FieldValue): string => {
    if (isList(field)) return [...new Set(items(value))].sort().join()
    return value === null || value === false ? '' : String(value)
  }
  return plain(a) === plain(b)
}

/** What a list has more and less than another. */
export function difference(from: FieldValue, to: FieldValue): { added: number[]; removed: number[] } {
  const [old, now] = [items(from), items(to)]
  return {
    added: now.filter((item) => !old.includes(item)),
    removed: old.filter((item) => !now.includes(item)),
  }
}

/** What has to be sent of a review when the server holds this record, or which fields a person must decide first. */
export function due(
  lines: readonly Line[],
  record: Record_,
): { writes: Record_; clashes: readonly string[] } {
  const writes: Record<string, FieldValue> = {}
  const clashes: string[] = []
  for (const { field, base, mine } of lines) {
    const theirs = valueIn(record, field)
    if (isList(field)) {
      const { added, removed } = difference(base, mine)
      const wanted = [...items(theirs).filter((item) => !removed.includes(item)), ...added]
      if (!same(field, wanted, theirs)) writes[field] = wanted
      continue
    }
    const isThere =
      field === 'ClearAvatarFile' ? theirs === null : !isPicture(field) && same(field, mine, theirs)
    if (isThere) continue
    if (same(field, base, theirs)) writes[field] = mine
    else clashes.push(field)
  }
  return { writes, clashes }
}

export function sameWrites(a: Record_, b: Record_): boolean {
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => name in b && same(name, a[name] ?? null, b[name] ?? null))
  )
}

/** Whether a write gives a person more than they had: such a field goes only beside what was shown (product.md §3c). */
export function givesAccess(field: string, before: FieldValue, after: FieldValue): boolean {
  if (isList(field)) return difference(before, after).added.length > 0
  return kindOf(field) === 'access' && after === true && before !== true
}

/** Whether a record shows a value that was sent. Of a list, what was done to it; of a picture, that it is another one. */
export function shows(record: Record_, field: string, sent: FieldValue, before: FieldValue): boolean {
  const now = valueIn(record, field)
  if (field === 'ClearAvatarFile') return now === null
  if (field === 'NewAvatarUrl') return now !== before
  if (!isList(field)) return same(field, now, sent)
  const { added, removed } = difference(before, sent)
  return (
    added.every((item) => items(now).includes(item)) && !removed.some((item) => items(now).includes(item))
  )
}
