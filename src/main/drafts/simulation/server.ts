import type { FieldValue } from '#shared/records/field'
import type { Chance } from './random'
import { fieldNames, isPicture, kinds, same, type Record_ } from './rules'
import type { World } from './world'

export const recordIds = [7, 8] as const
export const roleIds = [1, 2, 3, 4] as const
/** A secret begins with this; it must be found in no row of any disk. */
export const secret = 'sealed!'

type ServerRecord = Record<string, FieldValue>

/** A record as one answer told it. An unknown field carries the number, so that a write says what it was made from. */
export interface Reading {
  readonly number: number
  readonly order: number
  readonly id: number
  readonly record: Record_
  readonly missing: boolean
}

/** What the server did to a record, in order. */
export interface Version {
  readonly id: number
  readonly order: number
  /** The number of the write that made it; null for somebody else. */
  readonly by: number | null
  readonly record: Record_
}

/** What a write did. */
export interface Taken {
  readonly order: number
  /** The fields that were taken without effect. */
  readonly ignored: readonly string[]
}

/** A server of a few records without any check of versions, with others at work on it. It forgets nothing. */
export class SimulatedServer {
  readonly records = new Map<number, ServerRecord>()
  readonly readings: Reading[] = []
  readonly versions: Version[] = []
  /** How often it does not do as it says, out of one. */
  trouble = 0
  private readonly tokens = new Map<string, { person: number; spent: boolean }>()
  private given = 0

  constructor(private readonly world: World) {
    for (const id of recordIds) {
      this.keep(id, null, {
        ...{ Id: id, FullName: 'Ana', Email: `p${id}@example.com`, Language: 1, LastHelpVisited: 0 },
        ...{ InvalidLoginAttempts: 0, Active: true, IsAdmin: false, OnPurchases: null, AvatarFileName: 'a' },
        ...{ UserRoles: [1, 2], Businesses: [5], PasswordSalt: `${secret}${id}`, AccessToken: `${secret}t` },
      })
    }
  }

  private get chance(): Chance {
    return this.world.chance
  }

  signIn(person: number): string {
    const token = `token ${++this.given} of ${person}`
    this.tokens.set(token, { person, spent: false })
    return token
  }
  /** Who a token belongs to; null for one that is not taken any more. */
  personOf(token: string): number | null {
    const known = this.tokens.get(token)
    return known && !known.spent ? known.person : null
  }
  /** The token has to be renewed. */
  spend(token: string): void {
    const known = this.tokens.get(token)
    if (known) known.spent = true
  }
  /** No token of this person can be renewed any more: they have to sign in. */
  end(person: number): void {
    for (const [token, known] of this.tokens) if (known.person === person) this.tokens.delete(token)
  }
  /** @returns another token in place of a spent one, or null when the person has to sign in */
  renew(token: string): string | null {
    const known = this.tokens.get(token)
    return known ? this.signIn(known.person) : null
  }

  /** @returns the record as it stands, or null where there is none */
  read(id: number): Reading | null {
    const record = this.records.get(id)
    if (!record) return null
    const reading = {
      ...{ number: this.readings.length + 1, order: this.world.order(), id },
      ...{ record: { ...record }, missing: this.chance.is(this.trouble / 20) },
    }
    this.readings.push(reading)
    return reading
  }

  /** A whole record comes back: whatever stood in it is put there again, others' changes meanwhile included. */
  put(number: number, body: Record_, changed: readonly string[]): Taken | null {
    const id = Number(body['Id'])
    const record = this.records.get(id)
    if (!record) return null
    const ignored = this.chance.is(this.trouble / 10) && changed.length > 0 ? [this.chance.pick(changed)] : []
    const next: ServerRecord = { ...record }
    for (const [name, value] of Object.entries(body)) {
      if (ignored.includes(name) || name === 'Reading' || name === 'NewPassword') continue
      if (name === 'NewAvatarUrl') next['AvatarFileName'] = `of ${String(value)}`
      else if (name === 'ClearAvatarFile') next['AvatarFileName'] = null
      else next[name] = typeof value === 'string' ? value.trim() : value
    }
    return { order: this.keep(id, number, next), ignored }
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
      this.versions.push({ id, order: this.world.order(), by: null, record: {} })
    } else if (this.chance.is(0.25)) this.setBack(id)
    else
      this.keep(id, null, { ...record, ...(this.chance.is(0.2) ? {} : this.somebodysChange(record, wished)) })
  }

  /** Somebody does not like the last change. */
  private setBack(id: number): void {
    const [before, now] = this.versions.filter((version) => version.id === id).slice(-2)
    if (!before || !now) return
    const changed = [...fieldNames.filter((name) => !isPicture(name)), 'AvatarFileName'].filter(
      (name) => !same(name, before.record[name] ?? null, now.record[name] ?? null),
    )
    const back = changed.filter(() => this.chance.is(0.7)).map((name) => [name, before.record[name] ?? null])
    this.keep(id, null, { ...now.record, ...(Object.fromEntries(back) as Record_) })
  }

  private somebodysChange(record: Record_, wished: readonly string[]): Record_ {
    const name = this.chance.pick(fieldNames)
    switch (kinds[name]) {
      case 'text':
        return { FullName: this.chance.pick(['', 'Ann', 'Ben', 'Zoë', ...wished]) }
      case 'list': {
        const roles = new Set(record['UserRoles'] as readonly number[])
        const role = this.chance.pick(roleIds)
        if (!roles.delete(role)) roles.add(role)
        return { UserRoles: [...roles] }
      }
      case 'picture':
      case 'no-picture':
        return { AvatarFileName: this.chance.pick(['a', 'b', null]) }
      default:
        return { [name]: this.chance.is(0.5) }
    }
  }

  private keep(id: number, by: number | null, record: ServerRecord): number {
    const order = this.world.order()
    const kept = { ...record, UpdatedOn: String(this.versions.length + 1) }
    this.records.set(id, kept)
    this.versions.push({ id, order, by, record: kept })
    return order
  }
}
