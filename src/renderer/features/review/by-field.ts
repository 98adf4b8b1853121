import type { Group } from './group'
import type { Line } from './line'

/** One field, with everyone whose value would change. */
export interface FieldGroup {
  readonly field: string
  readonly label: string
  readonly rows: readonly { readonly group: Group; readonly line: Line }[]
}

/** The same changes, turned over: which people a field changes for. The field of most people first. */
export function byField(groups: readonly Group[]): readonly FieldGroup[] {
  const fields = new Map<string, { group: Group; line: Line }[]>()
  for (const group of groups)
    for (const line of group.lines) {
      const rows = fields.get(line.change.field) ?? []
      rows.push({ group, line })
      fields.set(line.change.field, rows)
    }
  return [...fields]
    .map(([field, rows]) => ({ field, label: rows[0]?.line.label ?? field, rows }))
    .sort((a, b) => b.rows.length - a.rows.length || a.label.localeCompare(b.label))
}
