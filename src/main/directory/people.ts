import type { FindRows } from '#shared/ipc/contract'
import type { FoundRows, Row } from '#shared/ipc/models'
import type { Field, FieldValue } from '#shared/records/field'
import type { Patch, Values } from '#shared/records/merge'
import { columnUserFields, userField } from '#shared/records/user-fields'
import type { DraftState } from '#shared/ipc/models'
import { fold, words } from './fold'

/** What a draft changes about a person's row. */
export interface Pending {
  readonly state: DraftState
  readonly patch: Patch
}

interface Person {
  readonly id: number
  /** As the server gave them. */
  readonly values: Values
  pending: Pending | null
  /** With the draft's values in place. */
  shown: Values
  /** What search looks at. */
  text: string
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })
const searched: readonly Field[] = columnUserFields.filter((field) => 'search' in field)

/** The people of one account in memory: found, sorted and cut into the rows that are on the screen. */
export interface People {
  readonly size: number
  /** Moves with every change. */
  readonly revision: number
  put(rows: readonly { id: number; values: Values }[]): void
  keepOnly(ids: ReadonlySet<number>): void
  /** Lays the drafts over the rows. */
  setPending(pending: ReadonlyMap<number, Pending>): void
  find(query: FindRows): FoundRows
}

export function createPeople(): People {
  const people = new Map<number, Person>()
  let pendingNow: ReadonlyMap<number, Pending> = new Map()
  let revision = 0
  let sorted: { key: string; list: readonly Person[] } | null = null
  let found: { key: string; list: readonly Person[] } | null = null

  const refresh = (person: Person): void => {
    person.pending = pendingNow.get(person.id) ?? null
    person.shown = person.pending ? overlay(person.values, person.pending.patch) : person.values
    person.text = searched.map((field) => fold(String(person.shown[field.name] ?? ''))).join('\n')
  }
  const changed = (): void => {
    revision++
    sorted = found = null
  }
  const inOrder = ({ field, descending }: FindRows['sort']): readonly Person[] => {
    const key = `${field} ${descending}`
    if (sorted?.key !== key) sorted = { key, list: [...people.values()].sort(comparison(field, descending)) }
    return sorted.list
  }
  const matching = (query: FindRows): readonly Person[] => {
    const key = JSON.stringify([query.text, query.scope, query.sort])
    if (found?.key !== key) {
      const wanted = words(query.text)
      const list = inOrder(query.sort).filter(
        (person) =>
          (query.scope === 'everyone' || isAdministrator(person)) &&
          wanted.every((word) => person.text.includes(word)),
      )
      found = { key, list }
    }
    return found.list
  }
  return {
    get size() {
      return people.size
    },
    get revision() {
      return revision
    },
    put(rows) {
      for (const { id, values } of rows) {
        const person: Person = { id, values, pending: null, shown: values, text: '' }
        refresh(person)
        people.set(id, person)
      }
      changed()
    },
    keepOnly(ids) {
      for (const id of people.keys()) if (!ids.has(id)) people.delete(id)
      changed()
    },
    setPending(pending) {
      const touched = new Set([...pendingNow.keys(), ...pending.keys()])
      // A copy: the drafts themselves change, and what left them has to be known at the next call.
      pendingNow = new Map(pending)
      for (const id of touched) {
        const person = people.get(id)
        if (person) refresh(person)
      }
      changed()
    },
    find(query) {
      const list = matching(query)
      const rows = list
        .slice(query.from, query.from + query.count)
        .map((person) => toRow(person, query.columns))
      return { total: list.length, from: query.from, rows, revision }
    },
  }
}

/** Administrators as they were or will be: a draft does not make a person vanish from the view it was made in. */
function isAdministrator({ values, shown }: Person): boolean {
  return values['IsAdmin'] === true || shown['IsAdmin'] === true
}

function overlay(values: Values, patch: Patch): Values {
  const mine = Object.entries(patch).map(([name, change]) => [name, change.mine] as const)
  return { ...values, ...Object.fromEntries(mine.filter(([name]) => name in values)) }
}

function toRow({ id, shown, pending }: Person, columns: readonly string[]): Row {
  const values: Record<string, FieldValue> = {}
  for (const name of columns) values[name] = shown[name] ?? null
  return { id, values, pending: Object.keys(pending?.patch ?? {}), state: pending?.state ?? null }
}

/** Nothing sorts last in either direction; equal values keep the order of ids. */
function comparison(name: string, descending: boolean): (a: Person, b: Person) => number {
  const compare = valueComparison(userField(name)?.type)
  const sign = descending ? -1 : 1
  return (a, b) => {
    const [left, right] = [a.shown[name] ?? null, b.shown[name] ?? null]
    if (left === null || right === null) return Number(left === null) - Number(right === null) || a.id - b.id
    return sign * compare(left, right) || a.id - b.id
  }
}

function valueComparison(type: Field['type'] | undefined): (a: FieldValue, b: FieldValue) => number {
  if (type === 'text' || type === 'email') return (a, b) => collator.compare(String(a), String(b))
  if (type === 'date-time') return (a, b) => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0)
  return (a, b) => Number(a) - Number(b)
}
