import type { Facets, Sides } from '#shared/ipc/models'
import type { Lookup } from '#shared/records/field'
import { parseSearch } from '#shared/search/parse'
import { subjectOf } from '#shared/search/subject'
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

/** How many a search would find with each one condition more; with many people it may be interrupted at each `yield`. */
export function* countFacets(searched: Searched, asked: Asked): Generator<undefined, Facets> {
  const { scope, wanted, total, conditions } = asked
  const { members, columns } = searched
  const all: Within = { found: asked.found, total }
  const others = new Map<string, Within>()
  const subject = (term: Term): string | null =>
    subjectOf(term, (member) => meantRows(member, searched).map(([id]) => id))
  const subjects = wanted.map(subject)
  for (const about of new Set(subjects)) {
    if (about === null) continue
    let found = scope
    for (const [index, term] of wanted.entries()) {
      if (subjects[index] === about) continue
      found = evaluate(term, searched, found)
      yield
    }
    others.set(about, { found, total: found.count })
  }
  const withinOf = (term: Term): Within => others.get(subject(term) ?? '') ?? all
  const sides = (term: Term, one: Bits, other: Bits): Sides => {
    const within = withinOf(term)
    const { either, both } = within.found.countOf(one, other)
    return { on: either, off: within.total - both }
  }
  const sidesOf = (term: Term): Sides => {
    const { either, both } = held(term, searched, withinOf(term).found)
    return sides(term, either, both)
  }
  const counted: [Lookup, ({ id: number } & Sides)[]][] = []
  for (const [lookup, rows] of members.rows()) {
    const rowSides = yield* each(rows, ([id, { base, shown }]) => ({
      id,
      ...sides({ kind: 'member', lookup, name: '', id, not: false }, base, shown),
    }))
    counted.push([lookup, rowSides])
  }
  return {
    total,
    members: Object.fromEntries(counted),
    switches: yield* each(columns.switches(), ([field, { base, shown }]) => ({
      field,
      ...sides({ kind: 'switch', fields: [field], not: false }, base, shown),
    })),
    conditions: yield* each(conditions, (text) => {
      const [term] = parseSearch(text)
      return term ? sidesOf({ ...term, not: false }) : { on: 0, off: 0 }
    }),
  }
}

/** Makes something of each, and may be interrupted between two. */
function* each<A, B>(list: readonly A[], of: (one: A) => B): Generator<undefined, B[]> {
  const made: B[] = []
  for (const one of list) {
    made.push(of(one))
    yield
  }
  return made
}
