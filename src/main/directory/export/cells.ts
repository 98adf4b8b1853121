import type { Row } from '#shared/ipc/models'
import type { TableText } from '#shared/ipc/table-text'
import type { FieldValue, Lookup } from '#shared/records/field'
import { userField } from '#shared/records/user-fields'

export type Names = (lookup: Lookup, id: number) => string

/** What a cell of the table says, with what is drafted in place, as in the grid; dates as the server writes them. */
export function cellText(row: Row, id: string, words: TableText['words'], nameOf: Names): string {
  if (id === 'state') return row.state ? (words.states[row.state] ?? row.state) : ''
  return valueText(id, row.values[id] ?? null, words, nameOf)
}

function valueText(name: string, value: FieldValue, words: TableText['words'], nameOf: Names): string {
  const lookup = userField(name)?.lookup
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? words.on : words.off
  if (typeof value === 'string') return value
  const one = (id: number): string =>
    lookup ? nameOf(lookup, id) : (words.choices[name]?.[id] ?? String(id))
  return typeof value === 'number' ? one(value) : value.map(one).join(', ')
}

/**
 * What a spreadsheet would take for a formula is made text of, by an apostrophe in front (OWASP, ‘CSV Injection’): after
 * any spaces one of = + - @, also in full width, or a tab or line break in front of everything.
 */
export function neutral(text: string): string {
  return /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/u.test(text) ? `'${text}` : text
}

/** One line of RFC 4180, its end included. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((text) => csvField(neutral(text))).join(',')}\r\n`
}

function csvField(text: string): string {
  return /["\r\n,;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** One line with tabs between, as spreadsheets take it from the clipboard; what would break it becomes a space. */
export function tabLine(cells: readonly string[]): string {
  return `${cells.map((text) => neutral(text).replace(/[\t\r\n]+/g, ' ')).join('\t')}\n`
}
