import type { Lookup } from '#shared/records/field'
import type { Values } from '#shared/records/merge'
import { asSet } from '#shared/records/values'
import { memberFields } from '#shared/search/parse'
import { fold } from '#shared/search/fold'
import { Bits } from './bits'

/** Who holds one role, or works at one location. */
interface Holders {
  base: Bits
  /** With the drafts in place. */
  shown: Bits
  /** When the whole of it was read. */
  readAt: number
}

/** What people have, by id of the lookup's row. */
export type Sets = Readonly<Partial<Record<Lookup, readonly number[]>>>

const lookups = memberFields.flatMap(({ name, lookup }) => (lookup ? [{ name, lookup }] : []))

/** A record's lists, as the search knows them. */
export function setsOf(record: Values): Sets {
  return Object.fromEntries(lookups.map(({ name, lookup }) => [lookup, asSet(record[name] ?? null)]))
}

/** Who has which role and location: sets of slots, one a row of a lookup. */
export class Members {
  readonly #holders = new Map(lookups.map(({ lookup }) => [lookup, new Map<number, Holders>()]))
  readonly #names = new Map<Lookup, Map<number, string>>()

  /** The rows' names, for search. */
  name(lookup: Lookup, rows: readonly { id: number; name: string }[]): void {
    this.#names.set(lookup, new Map(rows.map(({ id, name }) => [id, fold(name)])))
  }

  /** Everybody who has one row. @param drafted the drafts' values by slot */
  setAll(
    lookup: Lookup,
    row: number,
    slots: Iterable<number>,
    readAt: number,
    drafted: Iterable<readonly [slot: number, values: Values]>,
  ): void {
    const base = new Bits()
    for (const slot of slots) base.put(slot, true)
    const shown = new Bits(base.words.slice())
    const field = lookups.find((each) => each.lookup === lookup)?.name
    for (const [slot, values] of drafted)
      if (field && field in values) shown.put(slot, asSet(values[field] ?? null).includes(row))
    this.#holders.get(lookup)?.set(row, { base, shown, readAt })
  }

  /** Everything that one person has. @param readAt what was read of a row later than this knows better */
  setOne(slot: number, sets: Sets, readAt: number): void {
    for (const [lookup, wanted] of Object.entries(sets) as [Lookup, readonly number[]][]) {
      const holders = this.#holders.get(lookup)
      if (!holders) continue
      for (const row of wanted)
        if (!holders.has(row)) holders.set(row, { base: new Bits(), shown: new Bits(), readAt: 0 })
      for (const [row, { base, readAt: read }] of holders)
        if (read <= readAt) base.put(slot, wanted.includes(row))
    }
  }

  /** Lays a draft's values over what a person has. */
  draft(slot: number, drafted: Values): void {
    for (const { name, lookup } of lookups) {
      const wanted = name in drafted ? asSet(drafted[name] ?? null) : null
      const holders = this.#holders.get(lookup)
      for (const row of wanted ?? [])
        if (!holders?.has(row)) holders?.set(row, { base: new Bits(), shown: new Bits(), readAt: 0 })
      for (const [row, { base, shown }] of holders ?? [])
        shown.put(slot, wanted ? wanted.includes(row) : base.has(slot))
    }
  }

  /** One row of a lookup, if anybody was read to have it. */
  row(lookup: Lookup, id: number): [number, Holders][] {
    const holders = this.#holders.get(lookup)?.get(id)
    return holders ? [[id, holders]] : []
  }

  /** Those rows of a lookup whose name holds a text. */
  called(lookup: Lookup, text: string): [number, Holders][] {
    const names = this.#names.get(lookup)
    return [...(this.#holders.get(lookup) ?? [])].filter(([id]) => (names?.get(id) ?? '').includes(text))
  }

  /** Those rows of any lookup whose name holds a text. */
  named(text: string): [number, Holders][] {
    return lookups.flatMap(({ lookup }) => this.called(lookup, text))
  }

  /** By lookup: the rows that anybody was read to have, and who has them. */
  rows(): [Lookup, [id: number, holders: Readonly<Holders>][]][] {
    return [...this.#holders].map(([lookup, holders]) => [lookup, [...holders]])
  }
}
