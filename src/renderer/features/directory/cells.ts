import type { DraftState, Row } from '#shared/ipc/models'
import { longestFile, type PictureOf } from '#shared/ipc/pictures'
import { userField } from '#shared/records/index'
import { cutMiddle } from '../../components/middle'
import { t } from '../../i18n'
import { ago, fullDate, serverMoment } from '../../records/dates'
import { valueWords, type Names } from '../../records/format'
import { shownState, type ShownState } from '../../records/states'
import type { Column, ColumnId } from './columns'

/** One value of a row, ready to be drawn. Plain data: a screen of the grid has hundreds, and scrolling makes more. */
export type Cell = {
  readonly id: ColumnId
  readonly text: string
  readonly pending: boolean
  /** Whether its text may be too long for it, so that it has to be cut. Every box that cuts costs each frame. */
  readonly tight: boolean
} & (
  | {
      readonly kind: 'name'
      /** What initials are taken from. */
      readonly letters: string
      readonly picture: PictureOf | null
      /** A draft takes the picture away. */
      readonly cleared: boolean
      readonly unnamed: boolean
    }
  /** Text that gave way in its middle: what is left of it. */
  | { readonly kind: 'email'; readonly shown: string }
  | { readonly kind: 'flag'; readonly on: boolean; readonly strong: boolean }
  | { readonly kind: 'text'; readonly title: string; readonly muted: boolean }
  /** `short`: the column has no room for all of its words. */
  | { readonly kind: 'state'; readonly state: ShownState | null; readonly short: boolean }
)

export interface Facts {
  readonly names: Names
  readonly online: boolean
  readonly now: number
  /** The width of a text, px. @param changed as a value that a draft changes is drawn */
  readonly measure: (text: string, changed: boolean) => number
}

/** The cells of a row; null where a column was just shown and its value is still on its way. */
export function cellsOf(row: Row, columns: readonly Column[], facts: Facts): readonly (Cell | null)[] {
  return columns.map(({ id, width }) => {
    if (id !== 'state' && !(id in row.values)) return null
    const drawn =
      id === 'state' ? stateCell(row.state, width, facts.online) : valueCell(id, row, width, facts)
    return { id, pending: row.pending.includes(id), tight: true, ...drawn }
  })
}

type Drawn = Cell extends infer C
  ? C extends Cell
    ? Omit<C, 'id' | 'pending' | 'tight'> & { readonly tight?: boolean }
    : never
  : never

/** A person's picture: none where a draft takes it away; the old one where a draft brings another, which is not here yet. */
export function pictureOf({ id, values, pending }: Row): PictureOf | null {
  const file = values.AvatarFileName
  if (typeof file !== 'string' || file === '' || file.length > longestFile) return null
  return pending.includes('ClearAvatarFile') ? null : { id, file }
}

/** Room for the longest words of a state with their mark, px. */
const wholeState = 192

function stateCell(state: DraftState | null, width: number, online: boolean): Drawn {
  const shown = state && shownState(state, online ? 'online' : 'offline')
  const short = width < wholeState
  return { kind: 'state', state: shown, short, text: shown ? t(`states.${shown}`) : '' }
}

function valueCell(id: Exclude<ColumnId, 'state'>, row: Row, width: number, facts: Facts): Drawn {
  const { names, now } = facts
  const value = row.values[id] ?? null
  const text = typeof value === 'string' ? value : ''
  if (id === 'FullName') {
    const letters = text || (typeof row.values.Email === 'string' ? row.values.Email : '')
    const cleared = row.pending.includes('ClearAvatarFile')
    const whose = { letters, picture: pictureOf(row), cleared, unnamed: text === '' }
    return { kind: 'name', text: text || t('values.unnamed'), ...whose, tight: !surelyFits(text, width - 32) }
  }
  if (id === 'AvatarFileName') return flagCell(text !== '')
  switch (userField(id)?.type) {
    case 'email':
      if (surelyFits(text, width)) return { kind: 'text', text, title: text, muted: false, tight: false }
      return emailCell(text, width, (part) => facts.measure(part, row.pending.includes(id)))
    case 'boolean':
      // That someone cannot sign in is worth a word; the rest is told by the mark.
      if (id === 'Active' && value === false)
        return { kind: 'text', text: t('people.inactive'), title: '', muted: true }
      return flagCell(value === true, id === 'IsAdmin')
    case 'date-time': {
      const moment = serverMoment(text)
      if (moment === null)
        return { kind: 'text', text: id === 'LastAccess' ? t('values.never') : '–', title: '', muted: true }
      const words = ago(moment, now)
      const tight = !surelyFits(words, width)
      return { kind: 'text', text: words, title: fullDate(moment), muted: true, tight }
    }
    default: {
      const words = valueWords(id, value, names)
      return { kind: 'text', text: words, title: words, muted: false }
    }
  }
}

function emailCell(text: string, width: number, measure: (text: string) => number): Drawn {
  const shown = cutMiddle(text, width - beside, measure)
  if (shown === text) return { kind: 'text', text, title: text, muted: false, tight: false }
  return { kind: 'email', text, shown, tight: false }
}

function flagCell(on: boolean, strong = false): Drawn {
  return { kind: 'flag', on, strong, text: t(on ? 'values.yes' : 'values.no') }
}

/** The paddings of a cell, as in grid.css, px. */
const beside = 16

/** Whether a text fits into a column, without measuring it: each letter counts as the widest of its kind. */
function surelyFits(text: string, width: number): boolean {
  let left = width - beside
  for (let index = 0; index < text.length && left >= 0; index++) left -= widest(text.charCodeAt(index))
  return left >= 0
}

/** Of Inter at 13 px, semi-bold, px; letters beyond Latin come from other fonts and are not known. */
function widest(code: number): number {
  if (code > 0x24f) return Infinity
  const isSmall = code >= 0x61 && code <= 0x7a
  if (code === 0x6d || code === 0x77 || code === 0x40 || code === 0x57) return 14
  return isSmall || code < 0x41 ? 9 : 12
}
