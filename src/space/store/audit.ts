import { stamp, type Row } from '../generate/network'

/** Kinds of change (nexudus-api.md §3.7). */
export const auditType = { create: 1, update: 2, delete: 3 } as const
export type AuditType = (typeof auditType)[keyof typeof auditType]

/** What is audited here. */
export type AuditedEntity = 'User' | 'Coworker'

export interface AuditEntry {
  readonly entity: AuditedEntity
  readonly entityId: number
  readonly businessId: number | null
  readonly type: AuditType
  readonly property: string | null
  readonly oldValue: string | null
  readonly newValue: string | null
  /** E-mail address of who did it. */
  readonly by: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Rows are kept up to this many; the oldest go first. */
const limit = 20_000

/**
 * The audit trail: one row per changed property, with both values and nothing masked, as it is not known that the real
 * one masks anything. Clients must.
 */
export class Audit {
  #rows: Row[] = []
  #next = 91_000_001

  get rows(): readonly Row[] {
    return this.#rows
  }

  add(entry: AuditEntry): void {
    const when = stamp(entry.at)
    const verb = { 1: 'created', 2: 'updated', 3: 'deleted' }[entry.type]
    this.#rows.push({
      Id: this.#next,
      BusinessId: entry.businessId,
      EntityShortName: entry.entity,
      EntityId: entry.entityId,
      Description: `${entry.entity} ${entry.entityId} was ${verb}`,
      PropertyName: entry.property,
      AuditType: entry.type,
      OldValue: entry.oldValue,
      NewValue: entry.newValue,
      ActionBy: entry.by,
      CreatedOn: when,
      UpdatedOn: when,
      UpdatedBy: entry.by,
      IsNew: false,
      SystemId: null,
      ToStringText: null,
      LocalizationDetails: null,
      CustomFields: null,
    })
    this.#next += 1
    if (this.#rows.length > limit) this.#rows = this.#rows.slice(-limit)
  }

  /** Puts back saved rows. */
  restore(rows: readonly Row[]): void {
    this.#rows = [...rows]
    this.#next = Math.max(this.#next, ...rows.map((row) => row.Id + 1))
  }
}
