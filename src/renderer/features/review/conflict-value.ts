import { asSet, setDifference, anyField, type FieldValue } from '#shared/records/index'
import type { Names } from '../../records/format'
import { sideWords, type Side } from '../../records/sides'

/** One value of a conflict, ready to be shown beside the others. */
export type ShownValue =
  | { readonly kind: 'text'; readonly words: string; readonly differs: boolean }
  | { readonly kind: 'list'; readonly items: readonly Item[] }

/** A member of a list, and whether it came or went since the base. */
export interface Item {
  readonly id: number
  readonly name: string
  readonly change: 'added' | 'removed' | null
}

/** @param base what to mark differences from */
export function shownValue(
  name: string,
  side: Side,
  value: FieldValue,
  base: FieldValue,
  names: Names,
): ShownValue {
  const field = anyField(name)
  if (field?.type !== 'set') {
    const words = sideWords(name, side, { value, base }, names)
    return { kind: 'text', words, differs: words !== sideWords(name, 'base', { value: base, base }, names) }
  }
  const { added, removed } = setDifference(base, value)
  const say = (id: number): string => (field.lookup ? names(field.lookup, id) : `#${id}`)
  const items = [...asSet(value), ...removed].map((id) => ({
    id,
    name: say(id),
    change: added.includes(id) ? ('added' as const) : removed.includes(id) ? ('removed' as const) : null,
  }))
  return { kind: 'list', items: items.sort((a, b) => a.name.localeCompare(b.name) || a.id - b.id) }
}
