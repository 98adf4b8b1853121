import type { CountFacets, FindIds, FindPlaces, FindRows } from '#shared/ipc/contract'
import type { DraftState, Facets, FoundRows, Row } from '#shared/ipc/models'
import type { Field, FieldValue, Lookup } from '#shared/records/field'
import type { Values } from '#shared/records/merge'
import { userField, userFields } from '#shared/records/user-fields'
import { parseSearch } from '#shared/search/parse'
import type { Term } from '#shared/search/terms'
import { fold, wantedText } from '#shared/search/fold'
import { Bits } from './bits'
import { Columns } from './columns'
import { valueComparison } from './comparison'
import { evaluate, type Searched } from './evaluate'
import { countFacets } from './facets'
import { Members, type Sets } from './members'
import { Order } from './order'
import { Texts } from './texts'

/** What a draft changes about a person. */
export interface Drafted {
  readonly state: DraftState
  /** The wanted values by field. */
  readonly values: Values
}

export interface PersonRow {
  readonly id: number
  /** As the server gave them. */
  readonly values: Values
  /** What the person has, where the whole record was read. */
  readonly sets?: Sets
}

/** People by number, and which of their fields. */
export interface RowsOf {
  readonly ids: readonly number[]
  readonly columns: readonly string[]
}

/** The people of one account in memory: found, sorted and cut into the rows that are on the screen. */
export interface PeopleTable {
  readonly size: number
  /** Moves with every change. */
  readonly revision: number
  put(rows: Iterable<PersonRow>): void
  remove(ids: readonly number[]): void
  /** Lays drafts over the rows; null takes one away. */
  setPending(drafts: Iterable<readonly [id: number, draft: Drafted | null]>): void
  /** Names the rows of a lookup. */
  name(lookup: Lookup, rows: readonly { id: number; name: string }[]): void
  /** Everybody who has one row of a lookup, as read at that time. */
  setMembers(lookup: Lookup, row: number, people: Iterable<number>, readAt: number): void
  /** What one person has, as read at that time. */
  setSets(id: number, sets: Sets, readAt: number): void
  find(query: FindRows): FoundRows
  /** Whether nothing is to be done so that the next question is answered sooner. */
  readonly isPrepared: boolean
  /** Sorts everybody for the last screen that was only picked, and indexes what is searched. It may be interrupted. */
  prepare(): Generator<undefined, void>
  /** Whom a query finds, in its order. */
  ids(query: FindIds): Float64Array
  /** The index of each person in what a query finds, in its order; -1 for who is not found. */
  places(query: FindPlaces): Generator<undefined, readonly number[]>
  /** People's rows in the order in which they are asked for; whoever is not there is left out. */
  rows(wanted: RowsOf): readonly Row[]
  /** How many would be found with one condition more; it may be interrupted, and holds while nothing changes. */
  facets(query: CountFacets): Generator<undefined, Facets>
}

/** The last question, and whom it found. */
interface Answered {
  readonly key: string
  readonly scope: FindRows['scope']
  readonly wanted: readonly Term[]
  readonly found: Bits
  readonly total: number
}

/** More than one in so many people are sooner met in the order of everybody, however many of them are asked for. */
const few = 16
/** So many rows are sooner picked than everybody is sorted for them. */
const aScreen = 256
const none: Values = {}
const named: readonly Field[] = userFields.filter((field) => 'search' in field)

export function createPeopleTable(now: () => number): PeopleTable {
  const ids: number[] = []
  const slots = new Map<number, number>()
  const there = new Bits()
  const columns = new Columns()
  const texts = new Texts()
  const orders = new Map<string, Order>()
  const pending = new Map<number, Drafted>()
  /** By slot: the server's values of whom a draft changes. */
  const bases = new Map<number, Values>()
  const members = new Members()
  const renamed = new Map<number, readonly [shown: string, base: string]>()
  const drafted = new Bits()
  const searched: Searched = { there, columns, texts, members, drafted, renamed, now }
  let revision = 0
  let last: Answered | null = null
  /** The order of the last screen that was picked. */
  let picked: Order | null = null

  const changed = (): void => {
    revision++
    last = null
  }
  const textOf = (values: Values): string =>
    named.map((field) => fold(String(values[field.name] ?? ''))).join('\n')
  const write = (slot: number, values: Values, isNew = false): void => {
    const draft = pending.get(ids[slot] ?? 0)
    if (draft) bases.set(slot, values)
    else bases.delete(slot)
    drafted.put(slot, draft !== undefined)
    columns.write(slot, values, draft?.values ?? none, isNew)
    members.draft(slot, draft?.values ?? {})
    const base = textOf(values)
    const shown = draft ? textOf({ ...values, ...draft.values }) : base
    if (shown === base) renamed.delete(slot)
    else renamed.set(slot, [shown, base])
    texts.put(slot, shown === base ? base : `${shown}\n${base}`)
    for (const order of orders.values()) order.change(slot)
  }
  const slotOf = (id: number): number => {
    const known = slots.get(id)
    if (known !== undefined) return known
    const slot = ids.push(id) - 1
    slots.set(id, slot)
    there.put(slot, true)
    return slot
  }
  const baseOf = (slot: number): Values => bases.get(slot) ?? columns.row(slot)
  const orderOf = (name: string): Order => {
    const known = orders.get(name)
    if (known) return known
    const valueOf = columns.reader(name)
    const compare = valueComparison(userField(name)?.type)
    const made = new Order({
      compare: (a, b) => compare(valueOf(a), valueOf(b)),
      isNothing: (slot) => valueOf(slot) === null,
      idOf: (slot) => ids[slot] ?? 0,
      isThere: (slot) => there.has(slot),
    })
    orders.set(name, made)
    return made
  }
  const inScope = (scope: FindRows['scope']): Bits => {
    const admin = columns.switchOf('IsAdmin')
    // Administrators as they were or will be.
    return scope === 'everyone' || !admin ? there : there.and(admin.base.or(admin.shown))
  }
  const matching = (query: Pick<FindRows, 'text' | 'scope'>): Answered => {
    const wanted = parseSearch(query.text).filter(saysSomething)
    const key = JSON.stringify([query.scope, wanted])
    if (last?.key === key) return last
    let found = inScope(query.scope)
    if (last && narrows(last, query.scope, wanted)) found = found.and(last.found)
    for (const term of wanted) found = evaluate(term, searched, found)
    last = { key, scope: query.scope, wanted, found, total: found.count }
    return last
  }
  /** The slots from one place on in the order of what was found. */
  const cut = (
    order: Order,
    descending: boolean,
    found: Bits,
    total: number,
    from: number,
    count: number,
  ): Iterable<number> => {
    const all = (): Bits => there
    if (!order.isKept && from + count <= aScreen) {
      picked = order
      return order.first(found, from + count, descending).subarray(from)
    }
    // Few are sooner sorted than met in the order of everybody: the fewer, the longer is the way from one to the next.
    if (total <= slots.size / few && total * total <= (from + count) * slots.size)
      return order.sorted(found, descending, all).subarray(from, from + count)
    const taken: number[] = []
    let skip = from
    for (const slot of order.slots(descending, all)) {
      if (!found.has(slot) || skip-- > 0) continue
      taken.push(slot)
      if (taken.length >= count) break
    }
    return taken
  }
  const rowAt = (slot: number, names: readonly string[]): Row => {
    const id = ids[slot] ?? 0
    const values: Record<string, FieldValue> = {}
    for (const name of names) values[name] = columns.value(slot, name)
    const draft = pending.get(id)
    return { id, values, pending: Object.keys(draft?.values ?? {}), state: draft?.state ?? null }
  }
  const slotsOf = (wanted: Iterable<number>): Bits => {
    const bits = new Bits()
    for (const id of wanted) {
      const slot = slots.get(id)
      if (slot !== undefined) bits.put(slot, true)
    }
    return bits
  }
  /** A piece of whom was found, in the order that is asked for. */
  const piece = (
    found: Bits,
    total: number,
    { sort, from, count }: Pick<FindIds, 'sort' | 'from' | 'count'>,
  ): Iterable<number> =>
    count > 0 && from < total ? cut(orderOf(sort.field), sort.descending, found, total, from, count) : []
  return {
    get size() {
      return slots.size
    },
    get revision() {
      return revision
    },
    put(rows) {
      for (const { id, values, sets } of rows) {
        const isNew = !slots.has(id)
        const slot = slotOf(id)
        if (sets) members.setOne(slot, sets, Infinity)
        write(slot, values, isNew)
      }
      changed()
    },
    name(lookup, rows) {
      members.name(lookup, rows)
      changed()
    },
    setMembers(lookup, row, people, readAt) {
      const holders = [...people].flatMap((id) => slots.get(id) ?? [])
      const drafts = [...pending].flatMap(([id, { values }]) => {
        const slot = slots.get(id)
        return slot === undefined ? [] : [[slot, values] as const]
      })
      members.setAll(lookup, row, holders, readAt, drafts)
      changed()
    },
    setSets(id, sets, readAt) {
      const slot = slots.get(id)
      if (slot === undefined) return
      members.setOne(slot, sets, readAt)
      members.draft(slot, pending.get(id)?.values ?? {})
      changed()
    },
    remove(gone) {
      for (const id of gone) {
        const slot = slots.get(id)
        if (slot === undefined) continue
        slots.delete(id)
        there.put(slot, false)
        bases.delete(slot)
        renamed.delete(slot)
        drafted.put(slot, false)
        for (const order of orders.values()) order.change(slot)
      }
      changed()
    },
    setPending(drafts) {
      for (const [id, draft] of drafts) {
        const slot = slots.get(id)
        const values = slot === undefined ? null : baseOf(slot)
        if (draft) pending.set(id, draft)
        else pending.delete(id)
        if (slot !== undefined && values) write(slot, values)
      }
      changed()
    },
    find(query) {
      const { found, total } = matching(query)
      const rows = Array.from(piece(found, total, query), (slot) => rowAt(slot, query.columns))
      return { total, from: query.from, rows, revision }
    },
    get isPrepared() {
      return picked === null && texts.isIndexed
    },
    *prepare() {
      const order = picked
      if (order) yield* order.prepare(() => there)
      if (picked === order) picked = null
      yield* texts.index()
    },
    ids(query) {
      let { found } = matching(query)
      if (query.among) found = found.and(slotsOf(query.among))
      return Float64Array.from(piece(found, found.count, query), (slot) => ids[slot] ?? 0)
    },
    *places({ ids: wanted, ...query }) {
      yield* orderOf(query.sort.field).prepare(() => there)
      const { found, total } = matching(query)
      const among = found.and(slotsOf(wanted))
      const places = new Map<number, number>()
      let place = 0
      for (const slot of piece(found, total, { sort: query.sort, from: 0, count: total })) {
        if (places.size === among.count) break
        if (among.has(slot)) places.set(ids[slot] ?? 0, place)
        place++
      }
      return wanted.map((id) => places.get(id) ?? -1)
    },
    rows({ ids, columns }) {
      return ids.flatMap((id) => {
        const slot = slots.get(id)
        return slot === undefined ? [] : [rowAt(slot, columns)]
      })
    },
    *facets(query) {
      const { wanted, found, total } = matching(query)
      yield
      return yield* countFacets(searched, {
        ...{ scope: inScope(query.scope), wanted, found, total },
        conditions: query.conditions,
      })
    },
  }
}

/** A text that folds to nothing, such as a lone accent, says nothing. */
const saysSomething = (term: Term): boolean => term.kind !== 'text' || wantedText(term.text) !== ''

/** Whether whoever meets one condition surely meets another. */
function implies(term: Term, other: Term): boolean {
  if (term.kind === 'text' && other.kind === 'text' && !term.not && !other.not)
    return wantedText(term.text).includes(wantedText(other.text))
  return JSON.stringify(term) === JSON.stringify(other)
}

/** Whoever has a longer word has the shorter one in it: after a further letter only whom the last one found matter. */
function narrows({ scope, wanted }: Answered, next: FindRows['scope'], terms: readonly Term[]): boolean {
  const same = scope === 'everyone' || scope === next
  return same && wanted.every((term) => terms.some((each) => implies(each, term)))
}
