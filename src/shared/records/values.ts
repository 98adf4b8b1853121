import type { Field, FieldValue } from './field'

/**
 * Reads a value of the given field, forgiving what the server is known to vary (nexudus-api.md §11.3: ids as text).
 * @returns the value, or null when there is none or it is of another kind; lists are sorted, without repeats.
 */
export function readValue(field: Field, value: unknown): FieldValue {
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : null
    case 'integer':
    case 'choice':
    case 'reference':
    case 'country':
      return readInteger(value)
    case 'date':
      return readDay(value)
    case 'set':
      return readSet(value)
    case 'any':
      return value == null ? null : typeof value === 'string' ? value : JSON.stringify(value)
    default:
      return typeof value === 'string' ? value : null
  }
}

/** The day as it stands there, without moving it to another zone (nexudus-api.md §5.3: reading may give a date-time). */
function readDay(value: unknown): string | null {
  return typeof value === 'string' ? (/^\d{4}-\d\d-\d\d(?!\d)/.exec(value)?.[0] ?? null) : null
}

function readInteger(value: unknown): number | null {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null
}

function readSet(value: unknown): readonly number[] {
  if (!Array.isArray(value)) return []
  const ids = value.map(readInteger).filter((id) => id !== null)
  return [...new Set(ids)].sort((a, b) => a - b)
}

/** Whether two values mean the same: lists as sets, an absent flag as off, an absent text as empty, tags as a list. */
export function sameValue(field: Field, a: FieldValue, b: FieldValue): boolean {
  if (field.type === 'set') return sameSet(asSet(a), asSet(b))
  if (field.type === 'boolean') return (a ?? false) === (b ?? false)
  if (field.type === 'tags') return tagsOf(a).join() === tagsOf(b).join()
  if (typeof a === 'string' || typeof b === 'string') return (a ?? '') === (b ?? '')
  return a === b
}

/** The tags of a `tags` field, in their order: whatever white space stands around the commas. */
export function tagsOf(value: FieldValue): readonly string[] {
  const tags = typeof value === 'string' ? value.split(',').map((tag) => tag.trim()) : []
  return tags.filter((tag) => tag !== '')
}

/** A value of a `set` field as a list of ids; anything else is the empty set. */
export function asSet(value: FieldValue): readonly number[] {
  return Array.isArray(value) ? (value as readonly number[]) : []
}

function sameSet(a: readonly number[], b: readonly number[]): boolean {
  const left = new Set(a)
  const right = new Set(b)
  return left.size === right.size && [...left].every((id) => right.has(id))
}
