import type { BulkField } from '#shared/ipc/bulk'
import type { Field } from '#shared/records/index'
import { number, t, tn } from '../../i18n'
import { valueWords, type Names } from '../../records/format'

/** So many values are named; the others are counted together. */
const most = 3

/** What people have of a field, in words: one value for all, or which are mixed. */
export function heldWords(field: Field, values: BulkField['values'], total: number, nameOf: Names): string {
  if (field.type === 'boolean') {
    const on = values.find(({ value }) => value === true)?.count ?? 0
    if (on === 0 || on === total) return t(on === 0 ? 'bulk.allOff' : 'bulk.allOn')
    return t('bulk.someOn', { n: number(on), total: number(total) })
  }
  const [first, ...others] = values.map(({ value, count }) => ({
    words: valueWords(field.name, value, nameOf),
    count,
  }))
  if (!first) return ''
  if (others.length === 0) return t('bulk.all', { value: first.words })
  const named = [first, ...others].slice(0, most).map(({ words, count }) => `${words} ${number(count)}`)
  const rest = others.slice(most - 1).reduce((sum, { count }) => sum + count, 0)
  return t('bulk.mixed', {
    values: [...named, ...(rest > 0 ? [`${t('bulk.others')} ${number(rest)}`] : [])].join(', '),
  })
}

/** How many have one row of a list. */
export function shareWords(count: number, total: number): string {
  if (count === 0) return t('bulk.noOne')
  return count === total ? t('bulk.everyOne') : t('bulk.some', { n: number(count), total: number(total) })
}

/** A few names, and how many more. */
export function someNames(names: readonly string[]): string {
  const shown = names.slice(0, most).map((name) => name || t('values.unnamed'))
  const rest = names.length - shown.length
  return rest > 0 ? tn('bulk.andMore', rest, { names: shown.join(', ') }) : shown.join(', ')
}
