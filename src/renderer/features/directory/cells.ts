import type { DraftState, Row } from '#shared/ipc/models'
import { userField } from '#shared/records/index'
import { splitMiddle } from '../../components/middle'
import { t } from '../../i18n'
import { ago, fullDate, serverMoment } from '../../records/dates'
import { valueWords, type Names } from '../../records/format'
import { shownState, type ShownState } from '../../records/states'
import type { Column, ColumnId } from './columns'

/** One value of a row, ready to be drawn. Plain data: a screen of the grid has hundreds, and scrolling makes more. */
export type Cell = { readonly id: ColumnId; readonly pending: boolean } & (
  | { readonly kind: 'name'; readonly text: string; readonly picture: string; readonly unnamed: boolean }
  | { readonly kind: 'email'; readonly text: string; readonly head: string; readonly tail: string }
  | { readonly kind: 'flag'; readonly on: boolean; readonly strong: boolean }
  | { readonly kind: 'text'; readonly text: string; readonly title: string; readonly muted: boolean }
  | { readonly kind: 'state'; readonly state: ShownState | null }
)

interface Facts {
  readonly names: Names
  readonly online: boolean
  readonly now: number
}

export function cellsOf(row: Row, columns: readonly Column[], facts: Facts): readonly Cell[] {
  return columns.map(({ id }) => ({
    id,
    pending: row.pending.includes(id),
    ...(id === 'state' ? stateCell(row.state, facts.online) : valueCell(id, row, facts)),
  }))
}

type Drawn = Cell extends infer C ? (C extends Cell ? Omit<C, 'id' | 'pending'> : never) : never

function stateCell(state: DraftState | null, online: boolean): Drawn {
  return { kind: 'state', state: state && shownState(state, online) }
}

function valueCell(id: Exclude<ColumnId, 'state'>, row: Row, { names, now }: Facts): Drawn {
  const value = row.values[id] ?? null
  const text = typeof value === 'string' ? value : ''
  if (id === 'FullName') {
    const picture = text || (typeof row.values.Email === 'string' ? row.values.Email : '')
    return { kind: 'name', text: text || t('values.unnamed'), picture, unnamed: text === '' }
  }
  switch (userField(id)?.type) {
    case 'email':
      return { kind: 'email', text, ...splitMiddle(text) }
    case 'boolean':
      // That someone cannot sign in is worth a word; the rest is told by the mark.
      if (id === 'Active' && value === false)
        return { kind: 'text', text: t('people.inactive'), title: '', muted: true }
      return { kind: 'flag', on: value === true, strong: id === 'IsAdmin' }
    case 'date-time': {
      const moment = serverMoment(text)
      if (moment === null) return { kind: 'text', text: t('values.never'), title: '', muted: true }
      return { kind: 'text', text: ago(moment, now), title: fullDate(moment), muted: true }
    }
    default: {
      const words = valueWords(id, value, names)
      return { kind: 'text', text: words, title: words, muted: false }
    }
  }
}
