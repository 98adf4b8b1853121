import type { RawRecord } from '#shared/records/raw-record'
import { sealedUserFields, type UserFieldName } from '#shared/records/user-fields'
import { CoworkerGenerator } from '../generate/coworker'
import { makeNetwork, stamp, type Network, type Row } from '../generate/network'
import { People } from '../generate/person'
import { Dice } from '../generate/random'
import { Generator } from '../generate/user'
import { Audit, auditType, type AuditEntry } from './audit'
import { Coworkers } from './coworkers'
import { Tokens, type Lifetimes } from './tokens'
import { asIds, Users, type Changes } from './users'

export interface StateOptions {
  readonly seed: number
  readonly users: number
  readonly locations: number
  readonly lifetimes: Lifetimes
  readonly now: () => number
}

/** Moments that writes set by themselves; they are not audited. */
const stamps = { UpdatedOn: 'UpdatedOn', UpdatedBy: 'UpdatedBy' } as const satisfies Record<
  string,
  UserFieldName
>

/** Rows of creating and deleting carry no values (nexudus-api.md §3.7). */
const withoutValues = { property: null, oldValue: null, newValue: null } as const

/** Everything the server knows. All writing goes through here, so that it is stamped, audited and saved alike. */
export class State {
  readonly seed: number
  readonly network: Network
  readonly users: Users
  readonly coworkers: Coworkers
  readonly audit = new Audit()
  readonly tokens: Tokens
  readonly now: () => number
  /** Called after anything worth saving changed. */
  onChange: () => void = () => undefined

  constructor({ seed, users, locations, lifetimes, now }: StateOptions) {
    this.now = now
    this.seed = seed
    this.network = makeNetwork(seed, locations)
    const people = new People(seed, users)
    this.users = new Users(new Generator(people, this.network))
    this.coworkers = new Coworkers(new CoworkerGenerator(people, this.network), this.users)
    this.tokens = new Tokens(lifetimes, now)
  }

  /**
   * Writes fields of a user in somebody's name: `UpdatedOn` in whole seconds, `UpdatedBy`, one audit row per field whose
   * value changed. A field written in other characters with the same value is stored as sent, without a row.
   * @returns the new `UpdatedOn`
   */
  write(id: number, changes: Changes, by: string): string {
    const updatedOn = later(this.now(), this.users.value(id, 'UpdatedOn'))
    this.#auditChanges(this.#entity(id), changes, (name) => this.users.field(id, name), by)
    this.users.change(
      id,
      new Map([
        ...changes,
        [stamps.UpdatedOn, JSON.stringify(updatedOn)],
        [stamps.UpdatedBy, JSON.stringify(by)],
      ]),
    )
    this.onChange()
    return updatedOn
  }

  /** Writes fields of a customer's profile in somebody's name, as {@link write} does for users. */
  writeProfile(id: number, changes: Changes, by: string): void {
    const { coworkers } = this
    const updatedOn = JSON.stringify(later(this.now(), coworkers.value(id, 'UpdatedOn')))
    const business = coworkers.value(id, 'InvoicingBusinessId')
    const entity = { entity: 'Coworker', entityId: id, businessId: asId(business) } as const
    this.#auditChanges(entity, changes, (name) => coworkers.field(id, name), by)
    coworkers.change(
      id,
      new Map([
        ...changes,
        [stamps.UpdatedOn, updatedOn],
        ['UpdatedOnUtc', updatedOn],
        [stamps.UpdatedBy, JSON.stringify(by)],
      ]),
    )
    this.onChange()
  }

  /** One row for each property whose value changes. */
  #auditChanges(
    entity: Entity,
    changes: Changes,
    before: (name: string) => string | undefined,
    by: string,
  ): void {
    const at = this.now()
    for (const [property, text] of changes) {
      const oldValue = shown(before(property))
      const newValue = shown(text)
      if (oldValue !== newValue)
        this.audit.add({ ...entity, type: auditType.update, property, oldValue, newValue, by, at })
    }
  }

  /**
   * Moves `UpdatedOn` alone, always by at least a second, with bookkeeping fields if given. Seen on the real server, where
   * signing in moves it (nexudus-api.md §6.4).
   */
  touch(id: number, bookkeeping: Changes = new Map()): string {
    const old = Date.parse(String(this.users.value(id, 'UpdatedOn')))
    const updatedOn = stamp(Math.max(this.now(), old + 1_000))
    this.users.change(id, new Map([...bookkeeping, [stamps.UpdatedOn, JSON.stringify(updatedOn)]]))
    this.onChange()
    return updatedOn
  }

  /**
   * Adds a user in somebody's name.
   * @param record every other field of the new record
   * @returns the new id and its `UpdatedOn`
   */
  create(record: RawRecord, by: string): { readonly id: number; readonly updatedOn: string } {
    const id = this.users.nextId
    const at = this.now()
    const updatedOn = stamp(at)
    const stamped = {
      Id: id,
      UniqueId: new Dice(this.seed, id).uuid('user'),
      CreatedOn: updatedOn,
      UpdatedOn: updatedOn,
      UpdatedBy: by,
    }
    const texts = Object.entries(stamped).map(([name, value]) => [name, JSON.stringify(value)] as const)
    this.users.add(id, new Map([...record, ...texts]))
    this.audit.add({ ...this.#entity(id), ...withoutValues, type: auditType.create, by, at })
    this.onChange()
    return { id, updatedOn }
  }

  /** Moves `UpdatedOn` of a profile alone, as {@link touch} does for users. */
  touchProfile(id: number): void {
    const old = Date.parse(String(this.coworkers.value(id, 'UpdatedOn')))
    const updatedOn = JSON.stringify(stamp(Math.max(this.now(), old + 1_000)))
    this.coworkers.change(
      id,
      new Map([
        [stamps.UpdatedOn, updatedOn],
        ['UpdatedOnUtc', updatedOn],
      ]),
    )
    this.onChange()
  }

  remove(id: number, by: string): void {
    const entity = this.#entity(id)
    this.users.remove(id)
    this.tokens.end('access', id)
    this.tokens.end('refresh', id)
    this.audit.add({ ...entity, ...withoutValues, type: auditType.delete, by, at: this.now() })
    this.onChange()
  }

  /** What a user may do: everything, or the permissions of their user roles together (nexudus-api.md §3.2). */
  may(id: number, permission: string): boolean {
    if (this.users.value(id, 'IsAdmin') === true) return true
    const held = new Set(asIds(this.users.value(id, 'UserRoles')))
    return this.network.userRoles.some(
      (role) => held.has(role.Id) && permissionsOf(role).includes(permission),
    )
  }

  /** Every secret text that a record or an application holds now. */
  secrets(): string[] {
    const ofUser = (id: number): unknown[] =>
      sealedUserFields.map((field) => this.users.value(id, field.name))
    const ofApplication = (row: Row): unknown[] => [row.ApplicationKey, row.SecretKey]
    const all = [...this.users.ids.flatMap(ofUser), ...this.network.applications.flatMap(ofApplication)]
    return [...new Set(all.filter((secret): secret is string => typeof secret === 'string' && secret !== ''))]
  }

  record(id: number): RawRecord {
    return this.users.record(id)
  }

  #entity(id: number): Entity {
    const business = this.users.value(id, 'DefaultBusinessId')
    return { entity: 'User', entityId: id, businessId: asId(business) }
  }
}

type Entity = Pick<AuditEntry, 'entity' | 'entityId' | 'businessId'>

function asId(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

/** The clock in whole seconds, never before what the record already says. */
function later(at: number, before: unknown): string {
  const old = String(before)
  const now = stamp(at)
  return now > old ? now : old
}

function permissionsOf(role: Row): readonly string[] {
  return Array.isArray(role.Roles) ? (role.Roles as readonly string[]) : []
}

/** A value as the audit trail tells it: text as it is, anything else as JSON, none as null. */
function shown(text: string | undefined): string | null {
  if (text === undefined) return null
  const value: unknown = JSON.parse(text)
  return value === null ? null : typeof value === 'string' ? value : JSON.stringify(value)
}
