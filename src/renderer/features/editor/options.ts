import type { Lookups } from '#shared/ipc/models'
import type { Field } from '#shared/records/index'
import type { Option } from '../../components/field/wiring'
import { locale } from '../../i18n'
import { valueWords, type Names } from '../../records/format'
import { usePortal } from '../../stores/portal'

const order = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })

/** What a field can be set to: its own choices in the table's order, or the rows of its lookup, or the countries, by name. */
export function optionsOf(
  field: Field,
  { lookups, nameOf }: { readonly lookups: Lookups; readonly nameOf: Names },
): readonly Option[] {
  if (field.choices)
    return field.choices.map((id) => ({ id, name: valueWords(field.name, id, nameOf), detail: '' }))
  const rows = field.type === 'country' ? usePortal().state.countries : field.lookup && lookups[field.lookup]
  return [...(rows ?? [])].sort(
    (a, b) => order.compare(a.name, b.name) || order.compare(a.detail, b.detail) || a.id - b.id,
  )
}
