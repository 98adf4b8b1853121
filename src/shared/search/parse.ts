import type { Field } from '../records/field'
import { rowUserFields, visibleUserFields } from '../records/user-fields'
import type { Term } from './terms'

/**
 * What is typed into the search, taken apart. Words stand in any order; quotes keep a space; `-` in front turns a
 * condition round. Which conditions there are is read from the field table: a `set` with a lookup is asked by the lookup's
 * name (`role:`), a switch by its own (`flag:`, `is:`), a moment by its age (`last-access:>90d`).
 *
 * Nothing typed is wrong: what is no condition is a text to look for, and one without its value says nothing yet.
 */
export function parseSearch(typed: string): Term[] {
  return parsePlaces(typed).map(({ term }) => term)
}

/** A condition, and where in the text it stands: from one character up to, not with, another. */
export interface Place {
  readonly term: Term
  readonly from: number
  readonly to: number
}

/** The same with the places at which the conditions were typed. */
export function parsePlaces(typed: string): Place[] {
  return tokens(typed).flatMap((token) => {
    const term = termOf(token)
    return term ? [{ term, from: token.from, to: token.to }] : []
  })
}

function termOf({ not, key, value }: Token): Term | null {
  if (key === null) return value === '' ? null : textTerm(value, not)
  const read = conditionOf(key)
  if (read && value === '') return null
  return read?.(value, not) ?? textTerm(`${key}:${value}`, not)
}

interface Token {
  readonly from: number
  readonly to: number
  readonly not: boolean
  /** What stands before the colon. */
  readonly key: string | null
  readonly value: string
}
type Read = (value: string, not: boolean) => Term | null

/** A quote that is not closed yet reaches to the end. */
const pattern = /(-?)(?:([\p{L}\p{N}-]+):)?(?:"([^"]*)(?:"|$)|([^\s"]*))/uy

function tokens(typed: string): Token[] {
  const found: Token[] = []
  let at = 0
  while (at < typed.length) {
    at += /^\s*/.exec(typed.slice(at))?.[0].length ?? 0
    pattern.lastIndex = at
    const match = pattern.exec(typed)
    if (!match || match[0] === '') {
      at++
      continue
    }
    const [all, minus, key = null, quoted, plain = ''] = match
    const to = at + all.length
    found.push({ from: at, to, not: minus === '-', key, value: (quoted ?? plain).trim() })
    at = to
  }
  return found.map(signed)
}

/** `never-signed-in` is a word with a meaning, and so is the `never-…` of every moment. */
function signed(token: Token): Token {
  const field = token.key === null ? neverFields.get(token.value.toLowerCase()) : undefined
  return field === undefined ? token : { ...token, key: 'never', value: field }
}

const textTerm = (text: string, not: boolean): Term => ({ kind: 'text', text, not })

/** `LastAccess` as it is typed: `last-access`; `APIAccess` is `api-access`. */
export function spelled(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase()
}

const moments = rowUserFields.filter(({ type }) => type === 'date-time')
const neverFields = new Map<string, string>([
  ...moments.map(({ name }) => [`never-${spelled(name)}`, name] as const),
  ['never-signed-in', 'LastAccess'] as const,
])
const switches = rowUserFields.filter(({ type }) => type === 'boolean')
/** What is asked for by the name of a lookup's row: `role` for `roles`. */
export const memberFields: readonly Field[] = visibleUserFields.filter(
  ({ type, use }) => type === 'set' && use === 'edit',
)

function conditionOf(key: string): Read | null {
  const wanted = key.toLowerCase()
  const member = memberFields.find(({ lookup }) => lookup?.replace(/s$/, '').toLowerCase() === wanted)
  if (member) return (value, not) => memberTerm(member, value, not)
  const moment = moments.find(({ name }) => spelled(name) === wanted)
  if (moment) return (value, not) => ageTerm(moment.name, value, not)
  return others.get(wanted) ?? null
}

const others: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['flag', flagTerm],
  ['is', isTerm],
  ['has', (value, not) => (value.toLowerCase() === 'draft' ? { kind: 'draft', not } : null)],
  [
    'never',
    (value, not) =>
      moments.some(({ name }) => name === value) ? { kind: 'never', field: value, not } : null,
  ],
])

/** `role:reception` by a part of the name, `role:#12` that very one: two locations may name theirs alike. */
function memberTerm({ lookup }: Field, value: string, not: boolean): Term | null {
  if (!lookup) return null
  const id = /^#(\d+)$/.exec(value)?.[1]
  return { kind: 'member', lookup, name: value, id: id === undefined ? null : Number(id), not }
}

/** A switch by its name, with or without dashes; else every one whose name holds the text. */
function flagTerm(value: string, not: boolean): Term | null {
  const wanted = value.toLowerCase().replaceAll('-', '')
  const exact = switches.filter(({ name }) => name.toLowerCase() === wanted)
  const fields = exact.length > 0 ? exact : switches.filter(({ name }) => name.toLowerCase().includes(wanted))
  return wanted && fields.length > 0 ? { kind: 'switch', fields: fields.map(({ name }) => name), not } : null
}

/** `is:admin` for `IsAdmin`, `is:active` for `Active`, and `is:inactive` for its opposite. */
function isTerm(value: string, not: boolean): Term | null {
  const wanted = value.toLowerCase().replaceAll('-', '')
  for (const { name } of switches) {
    const word = name.toLowerCase()
    const field = { kind: 'switch', fields: [name] } as const
    if (wanted === word || `is${wanted}` === word) return { ...field, not }
    if (wanted === `in${word}` || wanted === `not${word}` || wanted === `un${word}`)
      return { ...field, not: !not }
  }
  return null
}

const hour = 3_600_000
const units: Readonly<Record<string, number>> = {
  ...{ h: hour, d: 24 * hour, w: 7 * 24 * hour, m: 30 * 24 * hour, y: 365 * 24 * hour },
}

/** `>90d` is longer ago than 90 days. Who has no such moment was neither before nor after it: that is `never-…`. */
function ageTerm(field: string, value: string, not: boolean): Term | null {
  const [, sign, amount, unit = ''] = /^([<>])(\d{1,6})([hdwmy])$/.exec(value.toLowerCase()) ?? []
  const ms = units[unit]
  return ms === undefined ? null : { kind: 'age', field, over: sign === '>', ms: Number(amount) * ms, not }
}
