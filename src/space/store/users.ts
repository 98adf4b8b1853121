import { formatRaw, type RawRecord } from '#shared/records/raw-record'
import { userFields, type UserFieldName } from '#shared/records/user-fields'
import type { Generator } from '../generate/user'

/** What was changed of a record, as JSON text by field. */
export type Changes = ReadonlyMap<string, string>

/**
 * All users: the generated ones with what was changed since, then the added ones. Only changes take memory, and only they
 * are saved. Values are JSON text, so that a value nobody changed is answered in the characters in which it was made or
 * sent.
 */
export class Users {
  readonly #changed = new Map<number, Map<string, string>>()
  /** Whole records of users who were not generated. Their ids follow those of the generated ones and are never reused. */
  readonly #added = new Map<number, Map<string, string>>()
  /** The id that the next added user gets. */
  nextId: number
  readonly #removed = new Set<number>()
  #version = 0
  #ids: readonly number[] | undefined
  /** Addresses that were changed since; the generated ones can be told by looking at them. */
  readonly #newEmails = new Map<string, number>()

  constructor(readonly generator: Generator) {
    this.nextId = generator.people.id(generator.people.count)
  }

  /** Moves with every change; what was computed for one version holds until the next. */
  get version(): number {
    return this.#version
  }

  /** Ids in ascending order. */
  get ids(): readonly number[] {
    const { people } = this.generator
    this.#ids ??= [
      ...Array.from({ length: people.count }, (_, index) => people.id(index)).filter(
        (id) => !this.#removed.has(id),
      ),
      ...this.#added.keys(),
    ]
    return this.#ids
  }

  has(id: number): boolean {
    if (this.#added.has(id)) return true
    return this.generator.people.indexOf(id) !== undefined && !this.#removed.has(id)
  }

  /** One field as JSON text, or undefined when the record has none of that name. */
  field(id: number, name: string): string | undefined {
    const added = this.#added.get(id)
    if (added) return added.get(name)
    return this.#changed.get(id)?.get(name) ?? this.generator.field(this.#index(id), name)
  }

  /** One field as a value; numbers beyond 2^53 are rounded. */
  value(id: number, name: string): unknown {
    const text = this.field(id, name)
    return text === undefined ? undefined : JSON.parse(text)
  }

  /** The whole record in its own characters. @throws when there is no such user. */
  record(id: number): RawRecord {
    const added = this.#added.get(id)
    if (added) return new Map(added)
    return new Map([...this.generator.record(this.#index(id)), ...(this.#changed.get(id) ?? [])])
  }

  /**
   * The record as the list shows it: scalar, visible fields alone. Bookkeeping that is no column stands there empty, as a
   * field report found (nexudus-api.md §2.5): a row must never be sent back.
   */
  row(id: number): string {
    const added = this.#added.get(id)
    const row = added ? new Map<string, string>() : this.generator.record(this.#index(id), rowFields.keys())
    const changed = added ?? this.#changed.get(id)
    for (const [name, untold] of rowFields) {
      const text = untold ?? changed?.get(name)
      if (text !== undefined) row.set(name, text)
    }
    return formatRaw(row)
  }

  /** Lays changes over a record. */
  change(id: number, changes: Changes): void {
    const before = this.#emailKey(id)
    const added = this.#added.get(id)
    if (added) for (const [name, text] of changes) added.set(name, text)
    else this.#lay(id, changes)
    if (changes.has('Email')) {
      if (this.#newEmails.get(before) === id) this.#newEmails.delete(before)
      this.#newEmails.set(this.#emailKey(id), id)
    }
    this.#version += 1
  }

  #lay(id: number, changes: Changes): void {
    const index = this.#index(id)
    const kept = this.#changed.get(id) ?? new Map<string, string>()
    for (const [name, text] of changes) {
      if (this.generator.field(index, name) === text) kept.delete(name)
      else kept.set(name, text)
    }
    if (kept.size > 0) this.#changed.set(id, kept)
    else this.#changed.delete(id)
  }

  /** Adds a whole record; its `Id` is {@link nextId}, or a saved one. */
  add(id: number, record: RawRecord): void {
    this.#added.set(id, new Map(record))
    this.#newEmails.set(this.#emailKey(id), id)
    this.nextId = Math.max(this.nextId, id + this.generator.people.idStep)
    this.#ids = undefined
    this.#version += 1
  }

  remove(id: number): void {
    const email = this.#emailKey(id)
    if (this.#newEmails.get(email) === id) this.#newEmails.delete(email)
    if (!this.#added.delete(id)) this.#removed.add(id)
    this.#changed.delete(id)
    this.#ids = undefined
    this.#version += 1
  }

  /** The user with an e-mail address, whatever its case. */
  find(email: string): number | undefined {
    const key = emailKey(email)
    const changed = this.#newEmails.get(key)
    if (changed !== undefined) return changed
    const index = this.generator.people.indexOfEmail(key)
    const id = index === undefined ? undefined : this.generator.people.id(index)
    return id !== undefined && this.has(id) && this.#emailKey(id) === key ? id : undefined
  }

  /** Ids of the people who have an id in one of their lists. Customers are looked through only where changed. */
  holders(list: UserFieldName, linked: number): number[] {
    const { people } = this.generator
    const first = Array.from({ length: people.staffCount }, (_, index) => people.id(index))
    const candidates = [...new Set([...first, ...this.#changed.keys(), ...this.#added.keys()])].filter((id) =>
      this.has(id),
    )
    return candidates.filter((id) => asIds(this.value(id, list)).includes(linked)).sort((a, b) => a - b)
  }

  /** What differs from the generated network, to be saved. */
  get changed(): ReadonlyMap<number, Changes> {
    return this.#changed
  }

  get added(): ReadonlyMap<number, RawRecord> {
    return this.#added
  }

  get removed(): ReadonlySet<number> {
    return this.#removed
  }

  #index(id: number): number {
    const index = this.#removed.has(id) ? undefined : this.generator.people.indexOf(id)
    if (index === undefined) throw new Error(`there is no user ${id}`)
    return index
  }

  #emailKey(id: number): string {
    return emailKey(String(this.value(id, 'Email')))
  }
}

function emailKey(email: string): string {
  return email.trim().toLowerCase()
}

/** A value as a list of ids; anything else is no ids. */
export function asIds(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((id): id is number => typeof id === 'number') : []
}

/** Fields of a list row, with the text that stands for what rows do not tell. */
const rowFields: ReadonlyMap<string, string | undefined> = new Map(
  userFields
    .filter((field) => field.use !== 'sealed' && field.type !== 'set')
    .map((field) => {
      const isTold = field.use !== 'read' || field.put === 'never' || field.name === 'Id' || 'column' in field
      return [field.name, isTold ? undefined : field.type === 'integer' ? '0' : 'null']
    }),
)
