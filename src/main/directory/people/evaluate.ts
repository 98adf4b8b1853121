import type { Term } from '#shared/search/terms'
import { wantedText } from '#shared/search/fold'
import { Bits } from './bits'
import type { Columns } from './columns'
import type { Members } from './members'
import type { Texts } from './texts'

export interface Searched {
  readonly there: Bits
  readonly columns: Columns
  readonly texts: Texts
  readonly members: Members
  readonly drafted: Bits
  /** Whose drafts change what words are looked for in: the new text and the old one, by slot. */
  readonly renamed: ReadonlyMap<number, readonly [shown: string, base: string]>
  readonly now: () => number
}

/** A condition holds for people as they are on the server, or as they are shown. */
interface Held {
  readonly either: Bits
  readonly both: Bits
}

/**
 * Whom a condition finds. It is enough that it holds before or after a draft, turned round or not: a draft does not make a
 * person vanish from the view it was made in.
 * @param within nobody else matters
 */
export function evaluate(term: Term, searched: Searched, within: Bits): Bits {
  const { either, both } = held(term, searched, within)
  return term.not ? within.less(both) : within.and(either)
}

/** The rows of a lookup that a condition means, and who has them. */
export function meantRows(
  { lookup, name, id }: Extract<Term, { kind: 'member' }>,
  { members }: Searched,
): ReturnType<Members['row']> {
  return id === null ? members.called(lookup, wantedText(name)) : members.row(lookup, id)
}

/** @param within nobody else has to be among those for whom it holds */
export function held(term: Term, searched: Searched, within: Bits): Held {
  const { columns, drafted } = searched
  switch (term.kind) {
    case 'text':
      return textHeld(wantedText(term.text), searched, within)
    case 'member':
      return union(meantRows(term, searched).map(([, holders]) => holders))
    case 'switch':
      return union(term.fields.flatMap((field) => columns.switchOf(field) ?? []))
    case 'draft':
      return { either: drafted, both: drafted }
    case 'never':
      return same(columns.where(term.field, within, (value) => value === null))
    case 'age': {
      const limit = searched.now() - term.ms
      const { over } = term
      const isMeant = (moment: number): boolean => (over ? moment < limit : moment >= limit)
      return same(columns.whereMoment(term.field, within, isMeant))
    }
  }
}

function textHeld(text: string, { texts, members, renamed }: Searched, within: Bits): Held {
  const found = texts.find(text, within)
  let both = found
  if (renamed.size > 0) {
    both = new Bits(found.words.slice())
    for (const [slot, pair] of renamed) if (!pair.every((each) => each.includes(text))) both.put(slot, false)
  }
  const holders = members.named(text)
  if (holders.length === 0) return { either: found, both }
  const named = union(holders.map(([, each]) => each))
  return { either: found.or(named.either), both: both.or(named.both) }
}

const same = (bits: Bits): Held => ({ either: bits, both: bits })

function union(sets: Iterable<{ base: Bits; shown: Bits }>): Held {
  const [before, after] = [new Bits(), new Bits()]
  for (const { base, shown } of sets) {
    before.add(base)
    after.add(shown)
  }
  return { either: before.or(after), both: before.and(after) }
}
