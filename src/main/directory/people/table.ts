import type { FindRows } from '#shared/ipc/contract'
import type { DraftState, FoundRows, Row } from '#shared/ipc/models'
import type { Field, FieldValue } from '#shared/records/field'
import type { Values } from '#shared/records/merge'
import { userField, userFields } from '#shared/records/user-fields'
import { fold, words } from '../fold'
import { Bits } from './bits'
import { Columns } from './columns'
import { valueComparison } from './comparison'
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
  find(query: FindRows): FoundRows
}

/** The last question, and whom it found. */
interface Answered {
  readonly key: string
  readonly scope: FindRows['scope']
  readonly wanted: readonly string[]
  readonly found: Bits
  readonly total: number
}

const searched: readonly Field[] = userFields.filter((field) => 'search' in field)

export function createPeopleTable(): PeopleTable {
  const ids: number[] = []
  const slots = new Map<number, number>()
  const there = new Bits()
  const columns = new Columns()
  const texts = new Texts()
  const orders = new Map<string, Order>()
  const pending = new Map<number, Drafted>()
  /** By slot: the server's values of whom a draft changes. */
  const bases = new Map<number, Values>()
  let revision = 0
  let last: Answered | null = null

  const changed = (): void => {
    revision++
    last = null
  }
  const textOf = (values: Values): string =>
    searched.map((field) => fold(String(values[field.name] ?? ''))).join('\n')
  const write = (slot: number, values: Values): void => {
    const draft = pending.get(ids[slot] ?? 0)
    if (draft) bases.set(slot, values)
    else bases.delete(slot)
    columns.write(slot, values, draft?.values ?? {})
    // The old values too: a draft does not make a person vanish from the view it was made in.
    const names = draft && searched.some(({ name }) => name in draft.values)
    texts.put(slot, names ? `${textOf({ ...values, ...draft.values })}\n${textOf(values)}` : textOf(values))
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
    const compare = valueComparison(userField(name)?.type)
    const made = new Order({
      compare: (a, b) => compare(columns.value(a, name), columns.value(b, name)),
      isNothing: (slot) => columns.value(slot, name) === null,
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
  const matching = (query: FindRows): { found: Bits; total: number } => {
    const wanted = words(query.text)
    const key = JSON.stringify([query.scope, wanted])
    if (last?.key === key) return last
    let found = inScope(query.scope)
    if (last && narrows(last, query.scope, wanted)) found = found.and(last.found)
    for (const word of wanted) found = texts.find(word, found)
    last = { key, scope: query.scope, wanted, found, total: found.count }
    return last
  }
  const rowAt = (slot: number, names: readonly string[]): Row => {
    const id = ids[slot] ?? 0
    const values: Record<string, FieldValue> = {}
    for (const name of names) values[name] = columns.value(slot, name)
    const draft = pending.get(id)
    return { id, values, pending: Object.keys(draft?.values ?? {}), state: draft?.state ?? null }
  }
  return {
    get size() {
      return slots.size
    },
    get revision() {
      return revision
    },
    put(rows) {
      for (const { id, values } of rows) write(slotOf(id), values)
      changed()
    },
    remove(gone) {
      for (const id of gone) {
        const slot = slots.get(id)
        if (slot === undefined) continue
        slots.delete(id)
        there.put(slot, false)
        bases.delete(slot)
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
      const { field, descending } = query.sort
      const rows: Row[] = []
      let skip = query.from
      if (query.count > 0 && query.from < total)
        for (const slot of orderOf(field).slots(descending, () => there)) {
          if (!found.has(slot) || skip-- > 0) continue
          rows.push(rowAt(slot, query.columns))
          if (rows.length >= query.count) break
        }
      return { total, from: query.from, rows, revision }
    },
  }
}

/** Whoever has a longer word has the shorter one in it: after a further letter only whom the last one found matter. */
function narrows({ scope, wanted }: Answered, next: FindRows['scope'], words: readonly string[]): boolean {
  const same = scope === 'everyone' || scope === next
  return same && wanted.every((word) => words.some((each) => each.includes(word)))
}
