import type { Facets, Sides } from '#shared/ipc/models'
import { parseSearch } from '#shared/search/parse'
import type { Term } from '#shared/search/terms'
import type { Bits } from './bits'
import { evaluate, held, meantRows, type Searched } from './evaluate'

interface Asked {
  /** Whom the search may find at all. */
  readonly scope: Bits
  readonly wanted: readonly Term[]
  readonly found: Bits
  readonly total: number
  /** Further conditions to count, as they are typed. */
  readonly conditions: readonly string[]
}

/** A set and its size. */
interface Within {
  readonly found: Bits
  readonly total: number
}

/** How many a search would find with each one condition more. */
export function countFacets(searched: Searched, asked: Asked): Facets {
  const { scope, wanted, total, conditions } = asked
  const { members, columns } = searched
  const all: Within = { found: asked.found, total }
  const others = new Map<string, Within>()
  const subjects = wanted.map((term) => subjectOf(term, searched))
  for (const subject of new Set(subjects)) {
    if (subject === null) continue
    const rest = wanted.filter((_, index) => subjects[index] !== subject)
    const found = rest.reduce((within, term) => evaluate(term, searched, within), scope)
    others.set(subject, { found, total: found.count })
  }
  const sides = (subject: string, one: Bits, other: Bits): Sides => {
    const within = others.get(subject) ?? all
    const { either, both } = within.found.countOf(one, other)
    return { on: either, off: within.total - both }
  }
  const sidesOf = (term: Term): Sides => {
    const subject = subjectOf(term, searched) ?? ''
    const { either, both } = held(term, searched, (others.get(subject) ?? all).found)
    return sides(subject, either, both)
  }
  return {
    total,
    members: Object.fromEntries(
      members
        .rows()
        .map(([lookup, rows]) => [
          lookup,
          rows.map(([id, { base, shown }]) => ({ id, ...sides(memberSubject(lookup, id), base, shown) })),
        ]),
    ),
    switches: columns
      .switches()
      .map(([field, { base, shown }]) => ({ field, ...sides(switchSubject(field), base, shown) })),
    conditions: conditions.map((text) => {
      const [term] = parseSearch(text)
      return term ? sidesOf({ ...term, not: false }) : { on: 0, off: 0 }
    }),
  }
}

const memberSubject = (lookup: string, id: number): string => `${lookup} #${id}`
const switchSubject = (field: string): string => `switch ${field}`

/** What a condition is about, whichever way round it is; null where it is about more than one thing. */
function subjectOf(term: Term, searched: Searched): string | null {
  if (term.kind === 'member') {
    const [row, ...more] = meantRows(term, searched)
    return row && more.length === 0 ? memberSubject(term.lookup, row[0]) : null
  }
  if (term.kind === 'switch') return term.fields.length === 1 ? switchSubject(term.fields[0] ?? '') : null
  return JSON.stringify({ ...term, not: false })
}
