import { written } from './edit'
import type { Term } from './terms'

type Member = Extract<Term, { kind: 'member' }>

/**
 * What a condition is about, whichever way round it is; null where it is about more than one thing, such as a part of
 * several roles' names. Two conditions of one subject say the same or the opposite.
 * @param meant the ids of the rows that a condition on a lookup means
 */
export function subjectOf(term: Term, meant: (term: Member) => Iterable<number>): string | null {
  if (term.kind === 'member') {
    const [id, ...more] = meant(term)
    return id !== undefined && more.length === 0 ? `${term.lookup} #${id}` : null
  }
  if (term.kind === 'switch') return term.fields.length === 1 ? `switch ${term.fields[0] ?? ''}` : null
  return written({ ...term, not: false })
}
