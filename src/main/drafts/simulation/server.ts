import { UsherError, type ErrorCode } from '#shared/ipc/errors'
import type { FieldValue } from '#shared/records/field'
import type { Values } from '#shared/records/merge'
import { userField } from '#shared/records/user-fields'
import type { Chance } from './random'

export const recordIds = [7, 8] as const
export const names = ['', 'Ann', 'Ben', 'Zoë'] as const
export const roleIds = [1, 2, 3, 4] as const

export type ServerRecord = Record<string, FieldValue>

/** What the server did, in order. */
export interface Event {
  readonly id: number
  /** Which client wrote, or null for somebody else. */
  readonly client: number | null
  readonly values: Values
  /** The record afterwards. */
  readonly after: Values
}

/** A server of a few records without any check of versions, with others at work on it, that can fail in every way. */
export class SimulatedServer {
  readonly records = new Map<number, ServerRecord>()
  readonly events: Event[] = []
  /** How often something goes wrong, out of one. */
  trouble = 0

  constructor(private readonly chance: Chance) {
    for (const id of recordIds)
      this.records.set(id, {
        ...{ Id: id, FullName: 'Ana', Email: `p${id}@example.com`, Active: true, OnPurchases: false },
        ...{ UserRoles: [1, 2], AvatarFileName: 'a', UpdatedOn: '1' },
      })
  }

  read(id: number): { values: Values; missing: readonly string[]; stamp: string } {
    const record = this.records.get(id)
    if (!record) throw new UsherError('gone', { status: 404 })
    const missing = this.chance.is(this.trouble / 20) ? ['PasswordSalt'] : []
    return { values: { ...record }, missing, stamp: String(record['UpdatedOn']) }
  }

  /** A whole record comes back: whatever stood in it is put there again, others' changes meanwhile included. */
  put(client: number, id: number, fresh: Values, values: Readonly<Record<string, FieldValue>>): void {
    const record = this.records.get(id)
    if (!record) throw new UsherError('gone', { status: 404 })
    const ignored = this.chance.is(this.trouble / 20) ? this.chance.pick(Object.keys(values)) : null
    const taken = Object.fromEntries(Object.entries(values).filter(([name]) => name !== ignored))
    const whole: ServerRecord = { ...fresh }
    for (const [name, value] of Object.entries(taken)) {
      const field = userField(name)
      if (field?.use === 'command')
        whole['AvatarFileName'] = field.type === 'boolean' ? null : `set ${String(value)}`
      else whole[name] = value
    }
    this.keep(client, id, whole, taken)
  }

  /**
   * Somebody else changes something, or the stamp moves by itself.
   * @param wished what others would like too, by chance
   */
  disturb(wished: readonly string[]): void {
    const id = this.chance.pick(recordIds)
    const record = this.records.get(id)
    if (!record) return
    if (this.chance.is(0.01)) {
      this.records.delete(id)
      return
    }
    const values = this.chance.is(0.2) ? {} : this.somebodysChange(record, wished)
    this.keep(null, id, { ...record, ...values }, values)
  }

  private somebodysChange(record: ServerRecord, wished: readonly string[]): Values {
    switch (this.chance.below(5)) {
      case 0:
        return { FullName: this.chance.pick([...names, ...wished]) }
      case 1:
        return { Active: this.chance.is(0.5) }
      case 2:
        return { OnPurchases: this.chance.is(0.5) }
      case 3:
        return { AvatarFileName: this.chance.pick(['a', 'b', null]) }
      default: {
        const roles = new Set(record['UserRoles'] as readonly number[])
        const role = this.chance.pick(roleIds)
        if (!roles.delete(role)) roles.add(role)
        return { UserRoles: [...roles].sort((a, b) => a - b) }
      }
    }
  }

  private keep(client: number | null, id: number, whole: ServerRecord, values: Values): void {
    const stamp = Number(this.records.get(id)?.['UpdatedOn'] ?? 0) + 1
    const after = { ...whole, UpdatedOn: String(stamp) }
    this.records.set(id, after)
    this.events.push({ id, client, values, after })
  }

  /** What kept an answer from being had, or null. */
  failure(): UsherError | null {
    if (!this.chance.is(this.trouble)) return null
    const code = this.chance.pick(failures)
    return new UsherError(code, code === 'throttled' ? { retryAt: 0 } : {})
  }
}

const failures: readonly ErrorCode[] = [
  ...([
    'unreachable',
    'timeout',
    'server-fault',
    'not-json',
    'throttled',
    'offline',
    'sign-in-ended',
  ] as const),
  ...(['no-permission', 'refused'] as const),
]
