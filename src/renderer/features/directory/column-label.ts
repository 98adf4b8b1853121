import { tMaybe } from '../../i18n'
import { fieldLabel } from '../../records/format'
import type { ColumnId } from './columns'

/** A short heading; the field's own label where there is none. */
export function columnLabel(id: ColumnId): string {
  return tMaybe(`people.columns.${id}`) ?? fieldLabel(id)
}

/** What the heading stands for, in full. */
export function columnTitle(id: ColumnId): string {
  return id === 'state' ? columnLabel(id) : fieldLabel(id)
}
