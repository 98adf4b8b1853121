import type { RawRecord } from '#shared/records/raw-record'
import type { CoworkerGenerator } from '../generate/coworker'
import type { Session } from './tokens'
import type { Changes, Users } from './users'

/** Customer records: the generated ones with what was changed since, and which one each session is about. */
export class Coworkers {
  readonly #changed = new Map<number, Map<string, string>>()
  readonly #chosen = new Map<string, number>()

  constructor(
    readonly generator: CoworkerGenerator,
    readonly users: Users,
  ) {}

  /** Ids of a user's profiles, the default one first. Users who were added are no customers. */
  of(userId: number): readonly number[] {
    const index = this.users.has(userId) ? this.generator.people.indexOf(userId) : undefined
    return index === undefined ? [] : this.generator.idsOf(index)
  }

  /** The user whose profile it is, or undefined when there is none. */
  userOf(id: number): number | undefined {
    const index = this.generator.personOf(id)
    const userId = index === undefined ? undefined : this.generator.people.id(index)
    return userId !== undefined && this.users.has(userId) ? userId : undefined
  }

  /** One field as JSON text, or undefined when the record has none of that name. */
  field(id: number, name: string): string | undefined {
    return this.#changed.get(id)?.get(name) ?? this.generator.field(id, name)
  }

  value(id: number, name: string): unknown {
    const text = this.field(id, name)
    return text === undefined ? undefined : JSON.parse(text)
  }

  /** The whole record. @throws when there is no such customer */
  record(id: number): RawRecord {
    return new Map([...this.generator.record(id), ...(this.#changed.get(id) ?? [])])
  }

  change(id: number, changes: Changes): void {
    const kept = this.#changed.get(id) ?? new Map<string, string>()
    for (const [name, text] of changes) {
      if (this.generator.field(id, name) === text) kept.delete(name)
      else kept.set(name, text)
    }
    this.#changed.set(id, kept)
  }

  /** Which of their profiles a person chose in a session. */
  chosen(session: Session): number | undefined {
    return this.#chosen.get(keyOf(session))
  }

  choose(session: Session, id: number): void {
    this.#chosen.set(keyOf(session), id)
  }

  /** What differs from the generated network, to be saved. */
  get changed(): ReadonlyMap<number, Changes> {
    return this.#changed
  }

  get choices(): ReadonlyMap<string, number> {
    return this.#chosen
  }

  restoreChoices(choices: Iterable<readonly [string, number]>): void {
    for (const [key, id] of choices) this.#chosen.set(key, id)
  }
}

function keyOf({ userId, clientId }: Session): string {
  return `${userId}/${clientId}`
}
