import type { Lookups } from '#shared/ipc/models'
import { conditionsOf, without } from '#shared/search/edit'
import { fold, wantedText } from '#shared/search/fold'
import { parseSearch } from '#shared/search/parse'
import type { Term } from '#shared/search/terms'
import { t, tMaybe, tn } from '../../../i18n'
import { fieldLabel } from '../../../records/format'

/** A condition in plain words, such as “With role Front desk” or “Last access: more than 90 days ago”. */
export function termWords(term: Term, lookups: Lookups): string {
  const side = term.not ? 'off' : 'on'
  switch (term.kind) {
    case 'text':
      return t(`filter.words.text.${side}`, { text: term.text })
    case 'member': {
      const { lookup } = term
      const name = memberName(term, lookups)
      return tMaybe(`filter.words.${lookup}.${side}`, { name }) ?? name
    }
    case 'switch': {
      const names = term.fields.map(fieldLabel)
      return t(`filter.words.switch.${side}`, {
        name: new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(names),
      })
    }
    case 'draft':
      return t(`filter.words.draft.${side}`)
    case 'never':
      if (term.field === 'LastAccess') return t(`filter.words.signedIn.${side}`)
      return t(`filter.words.never.${side}`, { field: fieldLabel(term.field) })
    case 'age': {
      const way = term.over ? 'over' : 'within'
      return t(`filter.words.${way}.${side}`, { field: fieldLabel(term.field), span: span(term.ms) })
    }
  }
}

/** The ids of the rows that a condition on a lookup means. */
export function meantIn(lookups: Lookups) {
  return ({ lookup, name, id }: Extract<Term, { kind: 'member' }>): readonly number[] => {
    if (id !== null) return [id]
    const wanted = wantedText(name)
    return lookups[lookup].filter((row) => fold(row.name).includes(wanted)).map((row) => row.id)
  }
}

/** The row that is meant, with what tells it from others of its name; what was typed where that is a part of names. */
function memberName(term: Extract<Term, { kind: 'member' }>, lookups: Lookups): string {
  const rows = lookups[term.lookup]
  const [id, ...more] = meantIn(lookups)(term)
  const row = rows.find((row) => row.id === id)
  if (!row || more.length > 0) return t('values.quoted', { text: term.name })
  const alike = rows.filter((other) => other.name === row.name).length > 1
  return alike && row.detail ? `${row.name} (${row.detail})` : row.name
}

const hour = 3_600_000
const day = 24 * hour

/** A span as people say it: years and days, hours below a day. */
function span(ms: number): string {
  if (ms % (365 * day) === 0) return tn('filter.span.years', ms / (365 * day))
  return ms % day === 0 ? tn('filter.span.days', ms / day) : tn('filter.span.hours', ms / hour)
}

/** A whole search in words, for whoever listens: what is looked for, then each condition. */
export function searchWords(text: string, lookups: Lookups): string {
  return parseSearch(text)
    .map((term) => (term.kind === 'text' && !term.not ? term.text : termWords(term, lookups)))
    .join(', ')
}

/** What a search looks for beside its conditions. */
export function textIn(text: string): string {
  return conditionsOf(text)
    .reduceRight((rest, place) => without(rest, place), text)
    .trim()
}
