import type { Field, FieldValue } from '#shared/records/field'

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

/** How two values of a type stand to each other; neither is null. */
export function valueComparison(type: Field['type'] | undefined): (a: FieldValue, b: FieldValue) => number {
  if (type === 'text' || type === 'email') return (a, b) => collator.compare(String(a), String(b))
  if (type === 'date-time') return (a, b) => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0)
  return (a, b) => Number(a) - Number(b)
}
